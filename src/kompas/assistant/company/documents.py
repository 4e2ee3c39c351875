"""Which files of a company folder are its documents: the text files that are read, and nothing else."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from kompas.assistant.company.complaints import Findings, Place, one_of
from kompas.assistant.company.sentences import sentence
from kompas.assistant.company.shapes.values import LANGUAGES

YAML_LIMIT = 1_000_000  # bytes; beyond this a file is a mistake, and reading it would take seconds
ARTICLE_LIMIT = 500_000

TOP_FILES = ("company.yaml", "voice.yaml", "rules.yaml", "retention.yaml", "synonyms.yaml")
FOLDERS = ("intents", "workflows", "connectors", "tests")
KNOWLEDGE = "knowledge/"  # articles lie below it, by language
SLUG = re.compile(r"[a-z0-9][a-z0-9_-]*")

_LONGEST = 255  # bytes of a file's name: no file system takes more
_UNFIT = ("Cc", "Cs")  # control characters, and bytes that are no UTF-8


def is_document(path: str) -> bool:
    """Whether a company folder is read at this place, like rules.yaml or knowledge/nl/levertijd.md."""
    parts = path.split("/")
    if any(unicodedata.category(sign) in _UNFIT for sign in path) or len(parts[-1].encode()) > _LONGEST:
        return False
    if len(parts) == 1:
        return path in TOP_FILES
    if len(parts) == 2 and parts[0] in FOLDERS:
        return parts[1].endswith(".yaml") and not parts[1].startswith(".")
    if len(parts) == 3 and parts[0] == "knowledge" and parts[1] in LANGUAGES:
        return parts[2].endswith(".md") and SLUG.fullmatch(parts[2].removesuffix(".md")) is not None
    return False


def is_article(path: str) -> bool:
    """Whether a document is an article, by its path alone."""
    return path.startswith(KNOWLEDGE)


def article_path(lang: str, slug: str) -> str:
    """Where an article stands, like knowledge/nl/levertijd.md."""
    return f"{KNOWLEDGE}{lang}/{slug}.md"


def lang_of(path: str) -> str:
    """The language of an article, from its path; "" for another document."""
    return path.split("/")[1] if is_article(path) else ""


def slug_of(path: str) -> str:
    """The name that an article has in every language, from its path; "" for another document."""
    return path.rpartition("/")[2].removesuffix(".md") if is_article(path) else ""


def article_id(path: str) -> str:
    """The id of the article at this path, like nl/levertijd."""
    return f"{lang_of(path)}/{slug_of(path)}"


def limit_of(path: str) -> int:
    """The most bytes that are read of a document."""
    return ARTICLE_LIMIT if path.endswith(".md") else YAML_LIMIT


def version_of(digests: Mapping[str, str]) -> str:
    """The version of a company: sha256 over the sorted paths of its documents and the sha256 of each."""
    told = hashlib.sha256()
    for path, digest in sorted(digests.items()):
        told.update(f"{path}\0{digest}\n".encode())
    return told.hexdigest()


def documents_in(folder: Path, findings: Findings) -> list[str]:
    """The documents of a folder. A file with a mistyped name would be passed over in silence: it is refused instead."""
    return [*_top_files(folder, findings), *_lists(folder, findings), *_articles(folder, findings)]


def _top_files(folder: Path, findings: Findings) -> Iterator[str]:
    known = {*TOP_FILES, *(f"{name}/" for name in (*FOLDERS, "knowledge", "data"))}
    for path in _seen(folder):
        if path.name in TOP_FILES:
            yield path.name
        elif path.suffix in (".yaml", ".yml"):
            findings.refuse(Place(path.name), sentence("this file is not read."), one_of(known, path.name))


def _lists(folder: Path, findings: Findings) -> Iterator[str]:
    for name in FOLDERS:
        for path in _seen(folder / name):
            file = f"{name}/{path.name}"
            if is_document(file) and not path.is_dir():
                yield file
            else:
                remedy = sentence("Files in {folder} end in .yaml.", folder=f"{name}/")
                findings.refuse(Place(_shown(file)), sentence("this file is not read."), remedy)


def _articles(folder: Path, findings: Findings) -> Iterator[str]:
    for languages in _seen(folder / "knowledge"):
        file = f"knowledge/{languages.name}"
        if not languages.is_dir() or languages.name not in LANGUAGES:
            remedy = sentence("Articles stand in {folder}.", folder=f"knowledge/{'|'.join(LANGUAGES)}/")
            findings.refuse(Place(_shown(file)), sentence("this is not read."), remedy)
            continue
        for path in _seen(languages):
            article = f"{file}/{path.name}"
            if is_document(article) and not path.is_dir():
                yield article
            else:
                remedy = sentence(
                    "Name it <slug>.md, with small letters, digits and -, directly in the folder of its language."
                )
                findings.refuse(Place(_shown(article)), sentence("this is not read."), remedy)


def _seen(folder: Path) -> list[Path]:
    """What lies in a folder, in order. Hidden files are those of editors and systems, and nobody's content."""
    return sorted(path for path in folder.iterdir() if not path.name.startswith(".")) if folder.is_dir() else []


def _shown(file: str) -> str:
    """A name that can be printed, also where it is no UTF-8."""
    return file.encode("utf-8", "replace").decode()
