"""What is taken out of a text, what is refused, and that ordinary text stays as it is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.privacy.cleaning import LIMIT, Refusal, clean


@given(st.text(st.characters(exclude_categories=[])))
def test_a_cleaned_text_is_safe_and_stays_so(text: str) -> None:
    cleaned = clean(text)
    if isinstance(cleaned, str):
        assert clean(cleaned) == cleaned
        assert cleaned == unicodedata.normalize("NFC", cleaned)
        assert not [c for c in cleaned if unicodedata.category(c) in ("Cs", "Cc") and c not in "\n\t"]
        assert not [
            c for c in cleaned if unicodedata.bidirectional(c) in ("LRE", "RLE", "LRO", "RLO", "LRI", "RLI", "FSI")
        ]
        cleaned.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("hoi\x00 daar", "hoi daar"),
        ("een\r\ntwee\rdrie", "een\ntwee\ndrie"),
        ("een\ttwee", "een\ttwee"),
        ("cafe\u0301", "café"),
        ("\u202eomgekeerd\u202c", "omgekeerd"),
        ("ge\u200bheim\ufeff", "geheim"),
        ("a\u200d\u200d\u200db", "a\u200db"),
        ("👩‍🔧 en 🚲", "👩‍🔧 en 🚲"),
        ("waar is het\ud800?", "waar is het?"),
        ("z" + "\u0301" * 40, "ź" + "\u0301" * 4),
        ("gewoon \U000e0041\U000e0042 tekst", "gewoon  tekst"),
        ("Привет, سلام, 你好", "Привет, سلام, 你好"),
        ("  <b>vet</b>  ", "<b>vet</b>"),
    ],
)
def test_cleaned(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize("text", ["", "   \n\t", "\u200b\u200d\u2060", "\ufe0f"])
def test_empty_is_refused(text: str) -> None:
    assert clean(text) == Refusal("empty")


@pytest.mark.parametrize("text", ["%PDF\x00\x01\x02\x03\x04\x05", "\x00" * 20, "PK\x03\x04\x14\x00\ufffd\ufffd" * 9])
def test_a_file_is_no_text(text: str) -> None:
    assert clean(text) == Refusal("not_text")


def test_the_limit_counts_what_would_be_stored() -> None:
    assert clean("a" * LIMIT) == "a" * LIMIT
    assert clean("a" * LIMIT + "\u200b") == "a" * LIMIT
    assert clean("a" * (LIMIT + 1)) == Refusal("too_long")
