"""Files of lines that outlive the database beside them."""

from pathlib import Path

from kompas.service.lines import add_line, lines_of


def test_what_was_added_is_read_in_order(tmp_path: Path) -> None:
    file = tmp_path / "some.log"
    assert lines_of(file) == []
    for number in range(3):
        add_line(file, {"number": number})
    assert lines_of(file) == [{"number": 0}, {"number": 1}, {"number": 2}]


def test_a_line_that_a_crash_left_unfinished_spoils_none_after_it(tmp_path: Path) -> None:
    file = tmp_path / "some.log"
    add_line(file, {"number": 1})
    with file.open("ab") as lines:
        lines.write(b'{"number": 2, "na')
    assert lines_of(file) == [{"number": 1}]
    add_line(file, {"number": 3})
    assert lines_of(file) == [{"number": 1}, {"number": 3}]
