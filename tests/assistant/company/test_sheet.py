"""YAML as text, lists and maps, each with its place."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.company.complaints import Complaint
from kompas.assistant.company.sheet import Unreadable, read_sheet, written

SIGNS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff"), max_size=20)
NAMES = st.text("abcdefgh_", min_size=1, max_size=8)
DATA = st.recursive(SIGNS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3))


@given(st.dictionaries(NAMES, DATA, max_size=4))
def test_texts_come_back_as_they_were_written(data: dict[str, Any]) -> None:
    text = json.dumps(data, indent=2, ensure_ascii=False)  # JSON is YAML too
    sheet = read_sheet(text, "x.yaml")
    assert sheet.data == data
    lines = text.split("\n")
    for path, (line, _) in sheet.spots.items():
        assert 1 <= line <= len(lines)
        if path and isinstance(path[-1], str):
            assert path[-1] in lines[line - 1]


def complaint_about(text: str, first_line: int) -> Complaint | None:
    try:
        sheet = read_sheet(text, "x.yaml", first_line)
    except Unreadable as unreadable:
        return unreadable.complaint
    assert all(line >= first_line for line, _ in sheet.spots.values())
    return None


@given(st.text(max_size=60) | st.text("[]{}:,-&*!|>'\"#%@?\n\t ab1", max_size=40))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    complaint = complaint_about(text, 5)
    assert complaint is None or (complaint.file == "x.yaml" and complaint.line >= 5 and complaint.remedy)


def test_places() -> None:
    sheet = read_sheet("a:\n  - b: 1\n    c: [x, y]\n", "f.yaml", first_line=3)
    place = sheet.place(("a", 0, "c", 1))
    assert (place.file, place.line, place.column, place.key) == ("f.yaml", 5, 12, "a[0].c[1]")
    missing = sheet.place(("a", 0, "d", "e"))
    assert (missing.line, missing.key) == (4, "a[0].d.e")


def test_scalars_stay_text_and_empty_ones_are_nothing() -> None:
    text = "a: 007\nb: yes\nc: 2026-01-01\nd: ~\ne:\nf: ''\ng: 'null'\nh: 1.50\n"
    assert read_sheet(text, "x").data == {
        "a": "007", "b": "yes", "c": "2026-01-01", "d": None, "e": None, "f": "", "g": "null", "h": "1.50",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 'x\nb: 1\nc: 2\n", "x:1: this is no YAML: found unexpected end of stream. Close the quotes."),
        ("a: *b", "found undefined alias"),
        ("a: !!python/name:os.system x", "x:1 a: an anchor, alias or tag is used."),
        ("a: {b: 1, b: 2}", "x:1 a.b: 'b' stands here twice; the first is on line 1."),
        ("a: \x00", "a control character stands in the text."),
        ("? [a]\n: b", "a key is not a plain word."),
        ("a: 1\n---\nb: 2", "Keep one document in the file"),
        ("a: x\n\n\tb: y", "x:3: this is no YAML"),
    ],
)
def test_what_is_refused(text: str, said: str) -> None:
    with pytest.raises(Unreadable, match=re.escape(said)):
        read_sheet(text, "x")


def test_written() -> None:
    assert written(("rules", 2, "then")) == "rules[2].then"
    assert written(()) == ""
