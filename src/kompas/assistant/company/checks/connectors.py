"""Connectors: the files are there with the columns that the description names, and purposes name described fields."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path as FilePath

from kompas.assistant.company.complaints import Findings, Place, one_of
from kompas.assistant.company.folder import At, Material
from kompas.assistant.company.sentences import Sentence, sentence
from kompas.assistant.company.shapes.tasks import ConnectorFile

Columns = Mapping[str, list[str] | None]  # by table; None when the file cannot be read


def check_connectors(material: Material, folder: FilePath, findings: Findings) -> None:
    """All connectors of the folder."""
    first: dict[str, Place] = {}
    for connector in material.connectors:
        name, place = connector.shape.id, connector.place("id")
        if name in first:
            message = sentence("the connector '{name}' stands in {file} too.", name=name, file=first[name].file)
            findings.refuse(place, message, sentence("Give each its own."))
        first.setdefault(name, place)
        _Connector(connector, folder, findings).check()


class _Connector:
    def __init__(self, at: At[ConnectorFile], folder: FilePath, findings: Findings) -> None:
        self.at, self.shape, self.folder, self.findings = at, at.shape, folder, findings
        self.columns: Columns = {name: self._header(name) for name in self.shape.tables}

    def check(self) -> None:
        for name, table in self.shape.tables.items():
            self._column(name, table.customer, "tables", name, "customer")
        self._fields()
        for name, operation in self.shape.operations.items():
            if self._table(operation.table, "operations", name, "table") and operation.order_by is not None:
                self._column(operation.table, operation.order_by.removeprefix("-"), "operations", name, "order_by")
        find = self.shape.find_customer
        if find is not None and self._table(find.table, "find_customer", "table"):
            self._column(find.table, find.mail, "find_customer", "mail")
            if find.name is not None:
                self._column(find.table, find.name, "find_customer", "name")
        self._purposes()

    def _header(self, table: str) -> list[str] | None:
        """The file's column names. What customers' rows hold is read by the connector alone."""
        file, place = self.shape.tables[table].file, self.at.place("tables", table, "file")
        path = (self.folder / file).resolve()
        if not path.is_relative_to(self.folder.resolve()):
            message = sentence("'{file}' lies outside the company folder.", file=file)
            self.findings.refuse(place, message, sentence("Put the file under data/."))
            return None
        try:
            with path.open(encoding="utf-8-sig", newline="") as lines:
                header = next(csv.reader(lines), [])
        except OSError:
            message = sentence("the file '{file}' cannot be opened.", file=file)
            self.findings.refuse(place, message, sentence("Check its name and place."))
            return None
        except (UnicodeDecodeError, csv.Error):
            message = sentence("'{file}' does not begin with readable columns.", file=file)
            self.findings.refuse(place, message, sentence("Save it as CSV in UTF-8."))
            return None
        if len(header) < 2:
            remedy = sentence("Part the columns with commas and name them on the first line.")
            self.findings.refuse(place, sentence("'{file}' has no columns.", file=file), remedy)
            return None
        if len(set(header)) < len(header):
            message = sentence("'{file}' names a column twice.", file=file)
            self.findings.refuse(place, message, sentence("Give each column its own name."))
        return header

    def _fields(self) -> None:
        for table, fields in self.shape.fields.items():
            if self._table(table, "fields", table):
                for name in fields:
                    self._column(table, name, "fields", table, name)

    def _purposes(self) -> None:
        for name, purpose in self.shape.purposes.items():
            for table, fields in purpose.fields.items():
                if not self._table(table, "purposes", name, "fields", table):
                    continue
                described = self.shape.fields.get(table, {})
                for index, field in enumerate(fields):
                    if field not in described:
                        message = sentence(
                            "the field '{field}' is not described under {key}.", field=field, key=f"fields.{table}"
                        )
                        place = self.at.place("purposes", name, "fields", table, index)
                        self.findings.refuse(place, message, one_of(described, field))

    def _table(self, table: str, *path: str) -> bool:
        if table in self.shape.tables:
            return True
        self._unknown(sentence("'{word}' is no table."), table, self.shape.tables, path)
        return False

    def _column(self, table: str, column: str, *path: str) -> None:
        columns = self.columns[table]
        if columns is not None and column not in columns:
            message = sentence("'{word}' is no column of {file}.", file=self.shape.tables[table].file)
            self._unknown(message, column, columns, path)

    def _unknown(self, message: Sentence, word: str, known: Iterable[str], path: tuple[str, ...]) -> None:
        self.findings.refuse(self.at.place(*path), message.filled(word=word), one_of(known, word))
