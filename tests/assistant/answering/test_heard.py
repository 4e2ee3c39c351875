"""Sentences come out whole, each once, however the text is cut into pieces."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.answering.heard import MOST_CHARACTERS, Hearing
from kompas.assistant.domain.model import ModelFault, Sentence

TEXTS = st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.lists(st.integers(0, 9))), max_size=6)


def all_of(text: str, size: int) -> tuple[list[Sentence], Hearing]:
    hearing = Hearing()
    found = [one for at in range(0, len(text), size) for one in hearing.piece(text[at : at + size])]
    return [*found, *hearing.end()], hearing


@given(TEXTS, st.integers(1, 40), st.booleans())
def test_every_cut_gives_the_same_sentences(said: list[tuple[str, list[int]]], size: int, ascii: bool) -> None:
    given = {"sentences": [{"text": text, "cites": cites} for text, cites in said], "decision": "ask_back"}
    found, hearing = all_of(json.dumps(given, ensure_ascii=ascii), size)
    assert found == [Sentence(" ".join(text.split()), tuple(dict.fromkeys(cites))) for text, cites in said]
    assert hearing.proposal == "ask_back"


def test_a_sentence_comes_as_soon_as_the_next_one_begins() -> None:
    hearing = Hearing()
    assert hearing.piece('{"sentences": [{"text": "Ja {hoor}.", "cites": [1]}') == []
    assert hearing.piece(', {"text": "Mo') == [Sentence("Ja {hoor}.", (1,))]


@pytest.mark.parametrize(
    "text",
    ["", "Ja.", "[1]", "{}", '{"sentences": 3}', '{"sentences": [3]}', '{"sentences": [{"text": "a"}]}',
     '{"sentences": [{"text": "a", "cites": ["1"]}]}', '{"sentences": [{"text": "a", "cites": [true]}]}', '{"sentences": ['],
)  # fmt: skip
def test_what_was_not_asked_for_is_invalid(text: str) -> None:
    with pytest.raises(ModelFault, match="invalid"):
        all_of(text, 5)


def test_too_much_is_refused() -> None:
    with pytest.raises(ModelFault, match="too_big"):
        all_of('{"sentences": [{"text": "' + "x" * MOST_CHARACTERS, 500)
    with pytest.raises(ModelFault, match="too_big"):
        all_of(json.dumps({"sentences": [{"text": "x", "cites": []}] * 13}), 500)


def test_a_strange_proposal_is_none() -> None:
    assert all_of('{"sentences": [], "decision": "delete_account"}', 9)[1].proposal == ""
