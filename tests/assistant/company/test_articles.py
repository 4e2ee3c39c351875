"""The quick way of reading front matter says the same as the slow one, or leaves it to that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.company.articles import _quick, split_article
from kompas.assistant.company.sheet import Unreadable, read_sheet

WORDS = st.text("ab :-'\"#[]{}&*!|>\n", max_size=12)


@given(st.lists(st.tuples(st.sampled_from(["title", "lang", "questions", "\n- x", "  - y"]), WORDS), max_size=5))
def test_both_ways_agree(lines: list[tuple[str, str]]) -> None:
    text = "\n".join(f"{key}: {value}" for key, value in lines)
    quick = _quick(text)
    if quick is None:
        return
    try:
        slow = read_sheet(text, "x").data or {}
    except Unreadable:
        return  # in odd corners, as "key: >#", the C parser is the more lenient one
    assert quick == slow


def test_the_quick_way_reads_usual_front_matter() -> None:
    text = 'title: "A: b"\nlang: nl\nupdated: 2026-11-03\nowner:\nquestions:\n  - Hoe?\n  - "Wat: dat?"\n'
    assert _quick(text) == {
        "title": "A: b",
        "lang": "nl",
        "updated": "2026-11-03",
        "owner": None,
        "questions": ["Hoe?", "Wat: dat?"],
    }


@pytest.mark.parametrize(
    "text",
    ["a: [[1]]", "a: {b: c}", "a: &x 1", "a: *x", "a: !!str 1", "a: 1\na: 2", "a: [", "- a", "a", "a: 1\n--- \nb: 2"],
)
def test_the_quick_way_leaves_the_unusual(text: str) -> None:
    assert _quick(text) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("---\na: 1\n---\n\nText\n\nmore\n", ("a: 1", "Text\n\nmore")),
        ("---\na: 1\n---\nText\n---\nrule\n", ("a: 1", "Text\n---\nrule")),
        ("---\na: 1\n---", ("a: 1", "")),
        ("---\na: 1\n", None),
        ("Text", None),
        ("", None),
        (" ---\na: 1\n---\nx", None),
    ],
)
def test_split(text: str, parts: tuple[str, str] | None) -> None:
    found = split_article(text)
    assert (None if found is None else (found.matter, found.body)) == parts
