"""Labelled lines: every bad one is named by its number, and nothing is made of half a file."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.domain.errors import Permanent
from kompas.assistant.measure.rows import BadRows, IntentRow, QueryRow, read_rows


def written(place: Path, text: str | bytes) -> Path:
    path = place / "lines.jsonl"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_rows_are_read_and_empty_lines_passed_over(tmp_path: Path) -> None:
    path = written(tmp_path, '\ufeff{"text": "hoi", "intent": "a", "more": 1}\n\n{"text": "x", "intent": null}\n')
    assert read_rows(path, IntentRow) == (IntentRow(text="hoi", intent="a"), IntentRow(text="x", intent=None))


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('{"text": "a"}', "intent is missing."),
        ('{"text": "  ", "intent": "a"}', "text is empty."),
        ('{"text": "a", "intent": ""}', "intent is empty."),
        ('{"text": "a", "intent": 3}', "intent: input should be a valid string."),
        ("[1]", "this is no JSON object."),
        ("x", "this is no JSON."),
    ],
)
def test_a_bad_line_is_named_with_its_fault(tmp_path: Path, line: str, fault: str) -> None:
    path = written(tmp_path, f'{{"text": "a", "intent": "b"}}\n{line}\n')
    with pytest.raises(BadRows) as refused:
        read_rows(path, IntentRow)
    assert str(refused.value) == f"lines.jsonl:2: {fault}"
    assert refused.value.remedy == 'Each line is one JSON object with "text", "intent".'


def test_bytes_that_are_no_text_are_a_bad_line(tmp_path: Path) -> None:
    with pytest.raises(BadRows, match="this is no JSON"):
        read_rows(written(tmp_path, b'{"text": "\xff", "intent": "a"}\n'), IntentRow)


def test_a_query_wants_at_least_one_article(tmp_path: Path) -> None:
    with pytest.raises(BadRows, match="relevant"):
        read_rows(written(tmp_path, '{"query": "a", "relevant": []}\n'), QueryRow)


def test_of_many_bad_lines_the_first_are_named_and_all_counted(tmp_path: Path) -> None:
    with pytest.raises(BadRows) as refused:
        read_rows(written(tmp_path, "x\n" * 30), IntentRow)
    assert str(refused.value).splitlines()[-1] == "… and 10 more bad lines."
    assert len(str(refused.value).splitlines()) == 21


def test_a_file_without_rows_or_none_at_all_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Permanent, match="holds no rows"):
        read_rows(written(tmp_path, "\n"), IntentRow)
    with pytest.raises(Permanent, match="cannot be read"):
        read_rows(tmp_path / "gone.jsonl", IntentRow)


@given(st.lists(st.tuples(st.text(min_size=1).filter(str.strip), st.none() | st.just("a")), min_size=1))
def test_what_was_written_is_read(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str | None]]) -> None:
    lines = "".join(json.dumps({"text": text, "intent": intent}) + "\n" for text, intent in rows)
    read = read_rows(written(tmp_path_factory.mktemp("rows"), lines), IntentRow)
    assert [(row.text, row.intent) for row in read] == rows
