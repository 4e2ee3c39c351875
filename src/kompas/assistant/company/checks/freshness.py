"""Articles that are out of date, and articles in a language that the company does not speak. Warnings only."""

from collections.abc import Iterable
from datetime import date, timedelta

from kompas.assistant.company.articles import ReadArticle
from kompas.assistant.company.complaints import Findings, Place

FRESH = timedelta(days=365)


def check_articles(
    articles: Iterable[ReadArticle], languages: tuple[str, ...], today: date | None, findings: Findings
) -> None:
    """Without `today` nothing is said of age."""
    count = 0
    for read in articles:
        count += 1
        if read.article.lang not in languages:
            message = f"the company does not speak {read.article.lang}, so this article is not used."
            findings.warn(Place(read.file), message, f"Add {read.article.lang} to languages in company.yaml.")
        elif today is not None:
            _age(read, today, findings)
    if not count:
        findings.warn(Place("knowledge"), "there are no articles.", "Add knowledge/<lang>/<slug>.md.")


def _age(read: ReadArticle, today: date, findings: Findings) -> None:
    article = read.article
    if article.valid_until is not None and article.valid_until < today:
        message = f"the article was valid until {article.valid_until}; it is not used any more."
        findings.warn(read.place("valid_until"), message, "Bring it up to date or remove it.")
    elif article.updated is not None and today - article.updated > FRESH:
        message = f"the article was last updated on {article.updated}, over a year ago."
        findings.warn(read.place("updated"), message, "Read it through and set updated.")
