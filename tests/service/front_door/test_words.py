"""The words of the front door: the same in both languages, complete for every refusal."""

import re
from pathlib import Path

import pytest

from kompas.assistant.answering.phrases import placeholders
from kompas.service.front_door import words

FOLDER = Path(words.__file__).parent


def test_both_languages_say_the_same_things_with_the_same_places() -> None:
    dutch, english = (words._words(lang) for lang in words.LANGUAGES)
    assert dutch.keys() == english.keys()
    for key in dutch:
        assert placeholders(dutch[key]) == placeholders(english[key]), key


def test_every_refusal_in_the_code_is_worded_in_full() -> None:
    code = "\n".join(file.read_text() for file in FOLDER.glob("*.py"))
    used = set(re.findall(r'Problem\(\s*\d+,\s*"(\w+)"', code)) | {"empty", "too_long", "not_text", "unknown_address"}
    assert len(used) > 10
    for name in used:
        for part in ("title", "detail", "remedy"):
            assert words.knows(f"problem.{name}.{part}"), name


def test_the_dutch_fits_companies_that_say_u_and_those_that_say_je() -> None:
    for key, text in words._words("nl").items():
        assert not re.search(r"\b(u|uw|je|jij|jouw)\b", text.lower()), key


def test_an_unknown_key_is_a_fault() -> None:
    with pytest.raises(KeyError):
        words.say("nothing.like.this", "nl")
