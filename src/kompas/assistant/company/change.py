"""Checks a company with a few changed documents, without reading again what stays as it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kompas.assistant.company.articles import ReadArticle, read_article
from kompas.assistant.company.checks.freshness import check_articles
from kompas.assistant.company.checks.links import check_links
from kompas.assistant.company.complaints import Findings, in_order
from kompas.assistant.company.documents import article_path, is_article, version_of
from kompas.assistant.company.folder import Reader, Sheets
from kompas.assistant.company.read import Changes, Checked, Known, check_company
from kompas.assistant.domain.company import Company
from kompas.assistant.domain.knowledge import Article, Audience


@dataclass(frozen=True, slots=True)
class Base:
    """A sound company in memory, the folder that it was read from, and the sha256 of each of its documents.

    `sheets` remembers YAML files that were parsed, from one check to the next.
    """

    company: Company
    folder: Path
    source: Path
    digests: Mapping[str, str]
    sheets: Sheets = field(default_factory=dict, compare=False, repr=False)


def check_change(base: Base, changes: Changes) -> Checked:
    """What `check_company` finds in the folder of `base` with these changes. Gives the company as a full reading would.

    A change of articles alone looks at these only, unless another file names one that customers could no longer read;
    warnings are then those of the changed articles. Anything else reads all but the unchanged articles.
    """
    if all(is_article(path) for path in changes):
        quick = _articles_only(base, changes)
        if quick is not None:
            return quick
    return check_whole(base, changes)


def check_whole(base: Base, changes: Changes) -> Checked:
    """The same, with everything that stands on other files looked at, and all warnings."""
    known = Known({file_of(article): article for article in base.company.articles}, base.digests, base.sheets)
    return check_company(base.folder, source=base.source, changes=changes, known=known)


def file_of(article: Article) -> str:
    """Where an article stands in its company folder."""
    return article_path(article.lang, article.slug)


def _articles_only(base: Base, changes: Changes) -> Checked | None:
    findings = Findings()
    reader = Reader(None, findings, changes)
    read = [article for article in (read_article(reader, file) for file in reader.documents) if article is not None]
    languages = base.company.languages
    check_articles(read, languages, None, findings)
    there = {path for path, text in {**dict.fromkeys(base.digests, b""), **changes}.items() if text is not None}
    check_links(read, there, findings)
    articles = {file_of(article): article for article in base.company.articles if file_of(article) not in changes}
    articles |= {one.file: one.article for one in read if one.article.lang in languages}
    if not findings.complaints and _lost(base, read, articles.values()):
        return None
    company = None
    if not findings.complaints:
        digests = {path: digest for path, digest in base.digests.items() if path not in changes} | reader.digests
        ordered = tuple(articles[file] for file in sorted(articles))
        company = replace(base.company, articles=ordered, version=version_of(digests))
    warnings = in_order(warning for warning in findings.warnings if warning.file in changes)
    return Checked(company, in_order(findings.complaints), warnings)


def _lost(base: Base, read: Iterable[ReadArticle], articles: Iterable[Article]) -> bool:
    """Whether an intent or a golden conversation names an article that customers cannot read any more."""
    public = {article.slug for article in articles if article.audience is Audience.PUBLIC}
    public |= {one.article.slug for one in read if one.article.audience is Audience.PUBLIC}
    return not _named(base.company) <= public


def _named(company: Company) -> set[str]:
    named = {slug for intent in company.intents.values() for slug in intent.articles}
    for conversation in company.golden:
        named.update(slug for turn in conversation.turns for slug in turn.expect.cites)
    return named
