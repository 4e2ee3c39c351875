"""Number words, alone and together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.answering.counting import in_digits, value_of


@pytest.mark.parametrize(
    ("word", "lang", "value"),
    [
        ("nul", "nl", 0),
        ("zeventien", "nl", 17),
        ("vijfentwintig", "nl", 25),
        ("tweeentwintig", "nl", 22),
        ("honderdtachtig", "nl", 180),
        ("tweehonderdvijftig", "nl", 250),
        ("vijftienhonderd", "nl", 1500),
        ("tweeduizendhonderdeen", "nl", 2101),
        ("zero", "en", 0),
        ("nineteen", "en", 19),
        ("twentyfive", "en", 25),
        ("hundred", "en", 100),
    ],
)
def test_a_word_has_its_value(word: str, lang: str, value: int) -> None:
    assert value_of(word, lang) == value


@pytest.mark.parametrize(
    ("word", "lang"),
    [("een", "nl"), ("one", "en"), ("ten", "nl"), ("twintiger", "nl"), ("often", "en"), ("zes", "fy"), ("en", "nl")],
)
def test_and_others_have_none(word: str, lang: str) -> None:
    assert value_of(word, lang) is None


@pytest.mark.parametrize(
    ("text", "lang", "digits"),
    [
        ("Binnen vijfentwintig dagen.", "nl", "Binnen 25 dagen."),
        ("Tweeëntwintig of drie", "nl", "22 of 3"),
        ("within twenty-five days", "en", "within 25 days"),
        ("two hundred and fifty boxes", "en", "250 boxes"),
        ("three thousand two hundred", "en", "3200"),
        ("a day, a bike and one of two", "en", "1 day, a bike and one of 2"),
        ("een dag voor een fiets", "nl", "1 dag voor een fiets"),
        ("Twelve and a half", "en", "12 and a half"),
        ("Twelve pakketten", "fy", "Twelve pakketten"),
    ],
)
def test_a_text_is_put_in_digits(text: str, lang: str, digits: str) -> None:
    assert in_digits(text, lang, {"day", "dag"}) == digits


@given(st.text(max_size=60), st.sampled_from(["nl", "en"]))
def test_in_digits_it_stays(text: str, lang: str) -> None:
    once = in_digits(text, lang)
    assert in_digits(once, lang) == once
