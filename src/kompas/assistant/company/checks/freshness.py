"""Articles that are out of date, and articles in a language that the company does not speak. Warnings only."""

from collections.abc import Iterable
from datetime import date, timedelta

from kompas.assistant.company.articles import ReadArticle
from kompas.assistant.company.complaints import Findings, Place
from kompas.assistant.company.sentences import sentence

FRESH = timedelta(days=365)


def check_articles(
    articles: Iterable[ReadArticle], languages: tuple[str, ...], today: date | None, findings: Findings
) -> None:
    """Without `today` nothing is said of age."""
    count = 0
    for read in articles:
        count += 1
        if read.article.lang not in languages:
            lang = read.article.lang
            message = sentence("the company does not speak {lang}, so this article is not used.", lang=lang)
            remedy = sentence("Add {lang} to languages in company.yaml.", lang=lang)
            findings.warn(Place(read.file), message, remedy)
        elif today is not None:
            _age(read, today, findings)
    if not count:
        remedy = sentence("Add knowledge/<lang>/<slug>.md.")
        findings.warn(Place("knowledge"), sentence("there are no articles."), remedy)


def _age(read: ReadArticle, today: date, findings: Findings) -> None:
    article = read.article
    if article.valid_until is not None and article.valid_until < today:
        message = sentence("the article was valid until {day}; it is not used any more.", day=str(article.valid_until))
        findings.warn(read.place("valid_until"), message, sentence("Bring it up to date or remove it."))
    elif article.updated is not None and today - article.updated > FRESH:
        message = sentence("the article was last updated on {day}, over a year ago.", day=str(article.updated))
        findings.warn(read.place("updated"), message, sentence("Read it through and set updated."))
