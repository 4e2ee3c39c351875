"""Reads a company folder: one frozen, checked Company, or all that is wrong with it at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kompas.assistant.company.articles import read_articles
from kompas.assistant.company.build import build
from kompas.assistant.company.checks.connectors import check_connectors
from kompas.assistant.company.checks.freshness import check_articles
from kompas.assistant.company.checks.links import check_links
from kompas.assistant.company.checks.meaning import Meaning
from kompas.assistant.company.checks.texts import check_texts
from kompas.assistant.company.checks.workflows import check_workflows
from kompas.assistant.company.complaints import CompanyRefused, Complaint, Findings, Place, in_order
from kompas.assistant.company.folder import Material, Reader, Sheets, read_material
from kompas.assistant.company.sentences import sentence
from kompas.assistant.company.shapes.values import LANGUAGES
from kompas.assistant.domain.company import Company
from kompas.assistant.domain.knowledge import Article

Changes = Mapping[str, bytes | None]  # new bytes by path; None for a document that is removed


@dataclass(frozen=True, slots=True)
class Checked:
    """`company` is None as soon as there is a complaint; warnings refuse nothing."""

    company: Company | None
    complaints: tuple[Complaint, ...]
    warnings: tuple[Complaint, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What was read before: the articles and the digests of all documents, by path, and the YAML files as they were
    parsed. It saves reading them again."""

    articles: Mapping[str, Article]
    digests: Mapping[str, str]
    sheets: Sheets


def read_company(folder: Path, source: Path | None = None) -> Company:
    """The company of a folder. Raises CompanyRefused with every complaint, by file and line.

    `source` is where the files of connectors lie, when they are not in the folder itself.
    """
    checked = check_company(folder, source=source)
    if checked.company is None:
        raise CompanyRefused(checked.complaints, checked.warnings)
    return checked.company


def check_company(
    folder: Path,
    today: date | None = None,
    source: Path | None = None,
    changes: Changes | None = None,
    known: Known | None = None,
) -> Checked:
    """Read and check a folder, as it would be with `changes`. With `today` the age of articles is looked at too."""
    findings = Findings()
    if not folder.is_dir():
        remedy = sentence("Give the path of a company folder.")
        findings.refuse(Place(str(folder)), sentence("there is no such folder."), remedy)
        return Checked(None, in_order(findings.complaints), ())
    folder = folder.resolve()
    reader = Reader(folder, findings, changes, known.sheets if known is not None else None)
    return _check(reader, source or folder, today, known)


def check_documents(documents: Mapping[str, bytes], source: Path, today: date | None = None) -> Checked:
    """Check a company of which no folder is at hand, but all documents are."""
    return _check(Reader(None, Findings(), documents), source, today, None)


def _check(reader: Reader, source: Path, today: date | None, known: Known | None) -> Checked:
    findings = reader.findings
    material = read_material(reader)
    articles, slugs = read_articles(reader, known.articles if known is not None else None)
    languages = _languages(material)
    check_texts(material, languages, findings)
    Meaning(material, articles, slugs, languages, findings).check()
    check_articles(articles, languages, today, findings)
    check_links(articles, set(reader.within("knowledge")), findings)
    check_connectors(material, source, findings)
    check_workflows(material, findings)
    company = None
    if not findings.complaints and material.company is not None and material.retention is not None:
        texts = (read.article for read in articles)
        shapes = material.company.shape, material.retention.shape
        unread = {file: known.digests[file] for file in reader.documents if known and file not in reader.digests}
        company = build(*shapes, material, texts, source.resolve(), reader.version(unread))
    return Checked(company, in_order(findings.complaints), in_order(findings.warnings))


def _languages(material: Material) -> tuple[str, ...]:
    """The company's languages; while company.yaml is broken those of Kompas, so that the rest is checked too."""
    return tuple(material.company.shape.languages) if material.company is not None else LANGUAGES
