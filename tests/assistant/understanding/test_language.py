"""The conversation's language stays with short texts, and follows clear ones."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.understanding.language import Languages, asked_for

CASES = yaml.load((Path(__file__).parent / "phrasings" / "languages.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
LANGUAGES = Languages(["nl", "en"])


@pytest.mark.parametrize("prior", ["nl", "en"])
@pytest.mark.parametrize("text", CASES["keeps"])
def test_short_or_ambiguous_texts_keep_the_language(text: str, prior: str) -> None:
    assert LANGUAGES.of(text, prior) == prior


@pytest.mark.parametrize("prior", ["nl", "en", None])
@pytest.mark.parametrize(("text", "lang"), [(text, lang) for lang in ("nl", "en") for text in CASES[lang]])
def test_clear_texts_decide(text: str, lang: str, prior: str | None) -> None:
    assert LANGUAGES.of(text, prior) == lang


@pytest.mark.parametrize(("text", "lang"), [(text, lang) for lang in ("nl", "en") for text in CASES[f"first_{lang}"]])
def test_first_words(text: str, lang: str) -> None:
    assert LANGUAGES.of(text) == lang


def test_other_languages_can_be_configured() -> None:
    languages = Languages(["nl", "de", "fr"])
    assert languages.of("wo ist meine Bestellung geblieben", "nl") == "de"
    assert languages.of("où est ma commande s'il vous plaît", "nl") == "fr"
    assert languages.of("waar is mijn bestelling", "de") == "nl"


def test_one_language_needs_no_detection() -> None:
    assert Languages(["nl"]).of("where is my order", None) == "nl"
    assert Languages(["nl"]).of("where is my order", "en") == "nl"


@given(st.text(), st.sampled_from(["nl", "en", "xx", None]))
def test_any_text_has_a_configured_language(text: str, prior: str | None) -> None:
    assert LANGUAGES.of(text, prior) in ("nl", "en")


@pytest.mark.parametrize(
    ("text", "lang"), [(text, lang) for lang in ("nl", "en") for text in CASES[f"asks_for_{lang}"]]
)
def test_a_language_that_is_asked_for_goes_first(text: str, lang: str) -> None:
    assert asked_for(text) == lang
    assert LANGUAGES.of(text, "nl") == LANGUAGES.of(text, "en") == lang


@pytest.mark.parametrize("text", CASES["asks_for_none"])
def test_a_language_that_is_only_mentioned_is_not_asked_for(text: str) -> None:
    assert asked_for(text) == ""


def test_a_language_that_the_company_does_not_serve_changes_nothing() -> None:
    assert Languages(["nl"]).of("can we speak English please") == "nl"
