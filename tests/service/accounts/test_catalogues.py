"""Both catalogues hold every word of the screens, and compile."""

import gettext
import re
from pathlib import Path

import pytest
from tests.service.accounts.words import LOCALE, catalogue, used

from kompas.service.accounts.catalogues import compile_catalogues

LANGUAGES = ("nl", "en")
_PLACE = re.compile(r"%\(\w+\)s")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_complete_and_nothing_left_over(lang: str) -> None:
    there = {message.id for message in catalogue(lang) if message.id}
    assert len(there) > 100
    assert there == used()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_is_translated_with_its_places(lang: str) -> None:
    for message in catalogue(lang):
        if not message.id:
            continue
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        targets = [message.string] if isinstance(message.string, str) else list(message.string)
        assert len(sources) == len(targets)
        for source, target in zip(sources, targets, strict=True):
            assert target, source
            assert sorted(_PLACE.findall(source)) == sorted(_PLACE.findall(target)), source
        assert not message.fuzzy


def test_dutch_is_not_english() -> None:
    same = {message.id for message in catalogue("nl") if message.id and message.id == message.string}
    assert same == {"Crisis", "Database", "Mail", "Status"}


def test_dutch_says_u_and_does_not_exclaim() -> None:
    for message in catalogue("nl"):
        words = " ".join([message.string] if isinstance(message.string, str) else message.string)
        assert not re.search(r"\b(je|jij|jouw|helaas)\b|!", words if message.id else "", re.IGNORECASE), words


def test_compiled_once_and_anew_after_a_change(tmp_path: Path) -> None:
    copy = tmp_path / "nl/LC_MESSAGES/django.po"
    copy.parent.mkdir(parents=True)
    copy.write_bytes((LOCALE / "nl/LC_MESSAGES/django.po").read_bytes())
    made = compile_catalogues(tmp_path)
    assert made == [copy.with_suffix(".mo")]
    with made[0].open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Solve") == "Los op"
    assert compile_catalogues(tmp_path) == []
    made[0].unlink()
    assert compile_catalogues(tmp_path) == made
