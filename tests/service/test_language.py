"""What is said of content, in the language of whoever reads it."""

from string import Formatter

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.service.accounts.words import catalogue, sentences

from kompas.assistant.company.complaints import Complaint
from kompas.assistant.company.sentences import Sentence, sentence
from kompas.service.language import for_reader, in_words, reader_language

TEMPLATES = sentences()
NO_BRACES = st.text(st.characters(exclude_characters="{}", exclude_categories=("Cs",)), max_size=20)


def fields(template: str) -> dict[str, str]:
    return {name: form or "" for _, name, form, _ in Formatter().parse(template) if name is not None}


def literal(template: str) -> str:
    return "".join(text for text, *_ in Formatter().parse(template))


@pytest.mark.parametrize("lang", ["nl", "en"])
@settings(max_examples=25)
@given(text=NO_BRACES, number=st.floats(0, 10**6) | st.integers(0, 10**6))
def test_every_sentence_is_said_whole(lang: str, text: str, number: float) -> None:
    assert len(TEMPLATES) > 200
    with translation.override(lang):
        for template in TEMPLATES:
            values = {name: number if form else text for name, form in fields(template).items()}
            told = in_words(Sentence(template, tuple(values.items())))
            own = literal(translation.gettext(template))
            assert told.count("{") == own.count("{"), template
            assert told.count("}") == own.count("}"), template
            assert told.count(text) >= sum(not form for form in fields(template).values()), template


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_both_catalogues_fill_in_the_same(lang: str) -> None:
    said = {message.id: str(message.string) for message in catalogue(lang)}
    assert [one for one in TEMPLATES if fields(said.get(one, "")) != fields(one)] == []


def test_numbers_as_the_language_writes_them_and_files_as_they_are() -> None:
    long, big = sentence("the article is longer than {limit:,} bytes.", limit=500_000), sentence("{x:.1f}", x=1234.5)
    small = sentence("It must be {ge} or more.", ge="0.6")
    with translation.override("nl"):
        assert (in_words(long), in_words(big)) == ("het artikel is langer dan 500.000 bytes.", "1234,5")
        assert in_words(small) == "Kies 0.6 of meer."
    with translation.override("en"):
        assert (in_words(long), in_words(big)) == ("the article is longer than 500,000 bytes.", "1234.5")


def test_a_complaint_is_told_with_its_place_whatever_stands_in_it() -> None:
    word = "{oops} %(n)s"
    one = Complaint(
        "rules.yaml", 3, "rules[0].then", sentence("'{word}' is unknown.", word=word), sentence("Remove it.")
    )
    with translation.override("nl"):
        assert in_words(one) == f"rules.yaml:3 rules[0].then: '{word}' is onbekend. Haal het weg."
        (shown,) = for_reader([one])
        assert (shown.file, shown.line, shown.key) == (one.file, one.line, one.key)
        assert (str(shown.message), str(shown.remedy)) == (f"'{word}' is onbekend.", "Haal het weg.")


def test_dutch_where_nobody_looks() -> None:
    with translation.override(None):
        assert reader_language() == "nl"
    with translation.override("en"):
        assert reader_language() == "en"
