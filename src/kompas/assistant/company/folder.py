"""Reads the files of a company folder into checked shapes, each with its place. Says what is wrong with the files."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from kompas.assistant.company.complaints import Findings, Place
from kompas.assistant.company.documents import documents_in, limit_of, version_of
from kompas.assistant.company.sentences import sentence
from kompas.assistant.company.shapes.company import CompanyFile
from kompas.assistant.company.shapes.content import ConversationShape, GoldenFile, IntentsFile, IntentShape
from kompas.assistant.company.shapes.tasks import ConnectorFile, WorkflowFile
from kompas.assistant.company.shapes.will import RetentionFile, RulesFile, RuleShape, SynonymsFile, VoiceFile
from kompas.assistant.company.sheet import Path, Sheet, Unreadable, read_sheet
from kompas.assistant.company.wording import complain

Sheets = dict[str, tuple[str, Sheet]]  # what was read before, by file, with the sha256 of its bytes

Shaped = TypeVar("Shaped", bound=BaseModel)
Shaped_co = TypeVar("Shaped_co", bound=BaseModel, covariant=True)
Outer = TypeVar("Outer", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class At(Generic[Shaped_co]):
    """A checked shape and where it stands."""

    shape: Shaped_co
    sheet: Sheet
    path: Path = ()

    def place(self, *steps: str | int) -> Place:
        return self.sheet.place((*self.path, *steps))


@dataclass(slots=True)
class Material:
    """All that could be read. `named` holds the ids that stand in the files, also of items that were refused."""

    company: At[CompanyFile] | None = None
    voice: At[VoiceFile] | None = None
    retention: At[RetentionFile] | None = None
    synonyms: At[SynonymsFile] | None = None
    rules: list[At[RuleShape]] = field(default_factory=list)
    intents: list[At[IntentShape]] = field(default_factory=list)
    workflows: list[At[WorkflowFile]] = field(default_factory=list)
    connectors: list[At[ConnectorFile]] = field(default_factory=list)
    golden: list[At[ConversationShape]] = field(default_factory=list)
    named: dict[str, set[str]] = field(
        default_factory=lambda: {"intents": set(), "workflows": set(), "connectors": set()}
    )


class Reader:
    """Reads the documents of one folder as they would be with `changes`: new bytes by path, None for a removed one.

    Adds what it finds wrong to `findings` and what it read to `digests`. Without a folder the changes are all there is.
    A file that stands in `sheets` as it is now is not parsed again; what is parsed is put there.
    """

    def __init__(
        self,
        folder: FilePath | None,
        findings: Findings,
        changes: Mapping[str, bytes | None] | None = None,
        sheets: Sheets | None = None,
    ) -> None:
        self.folder = folder
        self.findings = findings
        self.changes = changes or {}
        there = set(documents_in(folder, findings)) if folder is not None else set()
        there |= {file for file, raw in self.changes.items() if raw is not None}
        self.documents = tuple(sorted(there - {file for file, raw in self.changes.items() if raw is None}))
        self.digests: dict[str, str] = {}
        self._sheets = sheets if sheets is not None else {}

    def within(self, folder: str) -> list[str]:
        """The documents in one folder."""
        return [file for file in self.documents if file.startswith(f"{folder}/")]

    def text(self, file: str) -> str | None:
        """The file's text, or None when it cannot be used. Line ends become line feeds."""
        raw = self._bytes(file)
        if raw is None:
            return None
        self.digests[file] = hashlib.sha256(raw).hexdigest()
        try:
            return raw.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            remedy = sentence("Save the file as UTF-8 in your editor.")
            self.findings.refuse(Place(file, line), sentence("this is no UTF-8."), remedy)
            return None

    def sheet(self, file: str) -> Sheet | None:
        text = self.text(file)
        if text is None:
            return None
        digest, known = self.digests[file], self._sheets.get(file)
        if known is not None and known[0] == digest:
            return known[1]
        try:
            sheet = read_sheet(text, file)
            self._sheets[file] = digest, sheet
            return sheet
        except Unreadable as unreadable:
            self.findings.complaints.append(unreadable.complaint)
            return None

    def version(self, unread: Mapping[str, str]) -> str:
        """The version of the company that was read, and of what needed no reading: digests by path."""
        return version_of({**unread, **self.digests})

    def _bytes(self, file: str) -> bytes | None:
        raw, limit = self.changes.get(file), limit_of(file)
        try:
            size = len(raw) if raw is not None else self._on_disk(file).stat().st_size
            if size > limit:
                message = sentence(
                    "the file is {size:.1f} MB; at most {limit:g} MB is read.", size=size / 1e6, limit=limit / 1e6
                )
                self.findings.refuse(Place(file), message, sentence("Split it, or remove what is not text."))
                return None
            return raw if raw is not None else self._on_disk(file).read_bytes()
        except OSError as error:
            message = sentence("it cannot be read ({fault}).", fault=str(error.strerror))
            self.findings.refuse(Place(file), message, sentence("Check its name and its rights."))
            return None

    def _on_disk(self, file: str) -> FilePath:
        assert self.folder is not None
        return self.folder / file


def read_material(reader: Reader) -> Material:
    """Read all YAML files of the folder."""
    material = Material()
    material.company = _whole(reader, "company.yaml", CompanyFile, needed=True)
    material.retention = _whole(reader, "retention.yaml", RetentionFile, needed=True)
    material.voice = _whole(reader, "voice.yaml", VoiceFile)
    material.synonyms = _whole(reader, "synonyms.yaml", SynonymsFile)
    if "rules.yaml" in reader.documents:
        material.rules = list(_items(reader, "rules.yaml", RulesFile, "rules", RuleShape))
    for file in reader.within("intents"):
        material.intents += _items(reader, file, IntentsFile, "intents", IntentShape, material.named["intents"])
    for file in reader.within("tests"):
        material.golden += _items(reader, file, GoldenFile, "conversations", ConversationShape)
    for file in reader.within("workflows"):
        material.workflows += _one(reader, file, WorkflowFile, material.named["workflows"])
    for file in reader.within("connectors"):
        material.connectors += _one(reader, file, ConnectorFile, material.named["connectors"])
    return material


def _whole(reader: Reader, file: str, model: type[Shaped], needed: bool = False) -> At[Shaped] | None:
    if file not in reader.documents:
        if needed:
            remedy = sentence("Add it; docs/company-folder.md shows how.")
            reader.findings.refuse(Place(file), sentence("the file is missing."), remedy)
        return None
    sheet = reader.sheet(file)
    return next(_shaped(sheet, model, (), reader.findings), None) if sheet is not None else None


def _one(reader: Reader, file: str, model: type[Shaped], named: set[str]) -> Iterator[At[Shaped]]:
    """The one thing that a file describes; its file name counts as named, so that one fault gives one complaint."""
    named.add(FilePath(file).stem)
    sheet = reader.sheet(file)
    if sheet is not None:
        named.update(_ids([sheet.data]))
        yield from _shaped(sheet, model, (), reader.findings)


def _items(
    reader: Reader, file: str, outer: type[Outer], key: str, model: type[Shaped], named: set[str] | None = None
) -> Iterator[At[Shaped]]:
    """The items of a file's list, each checked apart, so that one broken item hides no fault of the others."""
    sheet = reader.sheet(file)
    if sheet is None:
        return
    data = sheet.data if isinstance(sheet.data, dict) else {}
    items = data.get(key)
    if not isinstance(items, list) or len(data) != 1:
        list(_shaped(sheet, outer, (), reader.findings))
    if not isinstance(items, list):
        return
    if named is not None:
        named.update(_ids(items))
    for index in range(len(items)):
        yield from _shaped(sheet, model, (key, index), reader.findings)


def _shaped(sheet: Sheet, model: type[Shaped], path: Path, findings: Findings) -> Iterator[At[Shaped]]:
    data = sheet.data
    for step in path:
        data = data[step]  # type: ignore[index]  # the path was walked just now
    try:
        yield At(model.model_validate(data), sheet, path)
    except ValidationError as refused:
        complain(refused, model, sheet, path, findings)


def _ids(items: Iterable[object]) -> Iterator[str]:
    for item in items:
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            yield item["id"]
