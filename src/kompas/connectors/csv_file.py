"""One CSV file of a customer system: read once, again when it changes. Errors name file and line, never a value."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kompas.assistant.domain.errors import Permanent, Temporary

REMEDY = "Repair the file, or make it anew from the system it comes from (CSV, UTF-8, commas)."


Stamp = tuple[int, int, int]  # which file, when it was written, its size


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `customer` binds it to its customer."""

    file: str
    line: int
    customer: str
    values: Mapping[str, str]

    def broken(self, column: str, what: str) -> Permanent:
        """The error for a value that cannot be read. It does not hold the value."""
        return Permanent(f"{self.file}:{self.line} {column} {what}.", REMEDY)


@dataclass(frozen=True, slots=True)
class _Content:
    stamp: Stamp
    rows: tuple[Row, ...]
    by_customer: Mapping[str, tuple[Row, ...]]


class CsvFile:
    """The rows of one file. Safe to use from several threads: what was read is replaced as a whole."""

    def __init__(self, folder: Path, file: str, customer: str, columns: frozenset[str]) -> None:
        self._path = folder / file
        self._inside = self._path.resolve().is_relative_to(folder.resolve())
        self._file, self._customer, self._columns = file, customer, columns
        self._content: _Content | None = None

    def rows(self) -> Sequence[Row]:
        """All rows. Raises Permanent when the file is missing or broken, Temporary when the system cannot read it."""
        return self._fresh().rows

    def rows_of(self, customer: str) -> Sequence[Row]:
        """The rows of one customer: those that hold exactly this key."""
        return self._fresh().by_customer.get(customer, ())

    def _fresh(self) -> _Content:
        content, stamp = self._content, self._stamp()
        if content is None or content.stamp != stamp:
            content = self._content = self._read(stamp)
        return content

    def _stamp(self) -> Stamp:
        if not self._inside:
            raise Permanent(f"{self._file} lies outside the company folder.", "Put the file under data/.")
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            raise Permanent(f"{self._file} is missing.", "Put the file back, or correct its name.") from None
        except OSError as error:
            raise Temporary(f"{self._file} cannot be read ({error.strerror}).", "Check disk and rights.") from None
        return stat.st_ino, stat.st_mtime_ns, stat.st_size

    def _read(self, stamp: Stamp) -> _Content:
        by_customer: dict[str, list[Row]] = {}
        rows = tuple(self._parsed())
        for row in rows:
            by_customer.setdefault(row.customer, []).append(row)
        return _Content(stamp, rows, {key: tuple(own) for key, own in by_customer.items() if key})

    def _parsed(self) -> Iterator[Row]:
        line = 1
        try:
            with self._path.open(encoding="utf-8-sig", newline="") as text:
                reader = csv.reader(text, strict=True)
                header = self._header(next(reader, []))
                for cells in reader:
                    line = reader.line_num
                    if not cells:  # an empty line
                        continue
                    if len(cells) != len(header):
                        raise Permanent(f"{self._file}:{line} has {len(cells)} columns, not {len(header)}.", REMEDY)
                    values = dict(zip(header, cells, strict=True))
                    yield Row(self._file, line, values[self._customer], values)
        except UnicodeDecodeError:
            raise Permanent(f"{self._file}: somewhere after line {line} it is no UTF-8.", REMEDY) from None
        except csv.Error as error:
            raise Permanent(f"{self._file}: after line {line} it is no CSV ({error}).", REMEDY) from None
        except OSError as error:
            raise Temporary(f"{self._file} cannot be read ({error.strerror}).", "Check disk and rights.") from None

    def _header(self, header: list[str]) -> list[str]:
        missing = sorted(self._columns - set(header))
        if missing:
            raise Permanent(f"{self._file}:1 has no column {', '.join(missing)}.", REMEDY)
        if len(set(header)) < len(header):
            raise Permanent(f"{self._file}:1 names a column twice.", REMEDY)
        return header
