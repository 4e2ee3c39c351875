"""The word lists can be read, and say nothing twice."""

import pytest

from kompas.assistant.understanding.wordlists import LANGUAGES, lines, listed, settings, wordlist


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_phrase_stands_twice(lang: str) -> None:
    for wish, lists in wordlist(lang)["wishes"].items():
        for key in ("alone", "says", "unless", "shouted"):
            phrases = lines(lists.get(key, ""))
            assert len(phrases) == len(set(phrases)), (wish, key)


def test_taking_lists_apart() -> None:
    assert listed("een, twee woorden,, drie ") == ("een", "twee woorden", "drie")
    assert lines("een\n\n  twee woorden\n") == ("een", "twee woorden")
    assert settings("alone")["words"] > 0
