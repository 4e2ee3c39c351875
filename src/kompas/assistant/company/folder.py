"""Reads the files of a company folder into checked shapes, each with its place. Says what is wrong with the files."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from kompas.assistant.company.complaints import Findings, Place, one_of
from kompas.assistant.company.shapes.company import CompanyFile
from kompas.assistant.company.shapes.content import ConversationShape, GoldenFile, IntentsFile, IntentShape
from kompas.assistant.company.shapes.tasks import ConnectorFile, WorkflowFile
from kompas.assistant.company.shapes.will import RetentionFile, RulesFile, RuleShape, SynonymsFile, VoiceFile
from kompas.assistant.company.sheet import Path, Sheet, Unreadable, read_sheet
from kompas.assistant.company.wording import complain

YAML_LIMIT = 1_000_000  # bytes; beyond this a file is a mistake, and reading it would take seconds
ARTICLE_LIMIT = 500_000

TOP_FILES = ("company.yaml", "voice.yaml", "rules.yaml", "retention.yaml", "synonyms.yaml")
FOLDERS = ("intents", "workflows", "connectors", "tests")

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
    """Reads the files of one folder; adds what it finds wrong to `findings` and what it read to `digest`."""

    def __init__(self, folder: FilePath, findings: Findings) -> None:
        self.folder = folder
        self.findings = findings
        self._read: dict[str, bytes] = {}

    def text(self, file: str, limit: int) -> str | None:
        """The file's text, or None when it cannot be used. Line ends become line feeds."""
        path = self.folder / file
        try:
            size = path.stat().st_size
            if size > limit:
                message = f"the file is {size / 1e6:.1f} MB; at most {limit / 1e6:g} MB is read."
                self.findings.refuse(Place(file), message, "Split it, or remove what is not text.")
                return None
            raw = self._read[file] = path.read_bytes()
        except OSError as error:
            self.findings.refuse(
                Place(file), f"it cannot be read ({error.strerror}).", "Check its name and its rights."
            )
            return None
        try:
            return raw.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            self.findings.refuse(Place(file, line), "this is no UTF-8.", "Save the file as UTF-8 in your editor.")
            return None

    def sheet(self, file: str) -> Sheet | None:
        text = self.text(file, YAML_LIMIT)
        if text is None:
            return None
        try:
            return read_sheet(text, file)
        except Unreadable as unreadable:
            self.findings.complaints.append(unreadable.complaint)
            return None

    def digest(self) -> str:
        """sha256 over the sorted paths and bytes of all files that were read."""
        digest = hashlib.sha256()
        for file, raw in sorted(self._read.items()):
            digest.update(f"{file}\0{len(raw)}\0".encode())
            digest.update(raw)
        return digest.hexdigest()


def read_material(reader: Reader) -> Material:
    """Read all YAML files of the folder."""
    material = Material()
    _refuse_strangers(reader)
    material.company = _whole(reader, "company.yaml", CompanyFile, needed=True)
    material.retention = _whole(reader, "retention.yaml", RetentionFile, needed=True)
    material.voice = _whole(reader, "voice.yaml", VoiceFile)
    material.synonyms = _whole(reader, "synonyms.yaml", SynonymsFile)
    if (reader.folder / "rules.yaml").exists():
        material.rules = list(_items(reader, "rules.yaml", RulesFile, "rules", RuleShape))
    for file in _files(reader, "intents"):
        material.intents += _items(reader, file, IntentsFile, "intents", IntentShape, material.named["intents"])
    for file in _files(reader, "tests"):
        material.golden += _items(reader, file, GoldenFile, "conversations", ConversationShape)
    for file in _files(reader, "workflows"):
        material.workflows += _one(reader, file, WorkflowFile, material.named["workflows"])
    for file in _files(reader, "connectors"):
        material.connectors += _one(reader, file, ConnectorFile, material.named["connectors"])
    return material


def _refuse_strangers(reader: Reader) -> None:
    """A file with a mistyped name would be passed over in silence: it is refused instead."""
    known = {*TOP_FILES, *(f"{name}/" for name in (*FOLDERS, "knowledge", "data"))}
    for path in _seen(reader.folder):
        if path.suffix in (".yaml", ".yml") and path.name not in TOP_FILES:
            reader.findings.refuse(Place(path.name), "this file is not read.", one_of(known, path.name))
    for name in FOLDERS:
        for path in _seen(reader.folder / name):
            if path.is_dir() or path.suffix != ".yaml":
                place = Place(f"{name}/{path.name}")
                reader.findings.refuse(place, "this file is not read.", f"Files in {name}/ end in .yaml.")


def _files(reader: Reader, name: str) -> list[str]:
    return [f"{name}/{path.name}" for path in _seen(reader.folder / name) if path.suffix == ".yaml"]


def _seen(folder: FilePath) -> list[FilePath]:
    """What lies in a folder, in order. Hidden files are those of editors and systems, and nobody's content."""
    return sorted(path for path in folder.iterdir() if not path.name.startswith(".")) if folder.is_dir() else []


def _whole(reader: Reader, file: str, model: type[Shaped], needed: bool = False) -> At[Shaped] | None:
    if not (reader.folder / file).exists():
        if needed:
            reader.findings.refuse(Place(file), "the file is missing.", "Add it; docs/company-folder.md shows how.")
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
