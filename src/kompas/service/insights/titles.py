"""Matters by their titles."""

from kompas.assistant.domain.company import in_language
from kompas.service.language import reader_language
from kompas.service.library.shelf import Served


def title_of(matter: str, served: Served) -> str:
    """An intent's title, else an article's, in the language of who reads it; one that is gone keeps its id. Titles of
    intents go on in a sentence; here they begin one.
    """
    title = _title(matter, served)
    return title[:1].upper() + title[1:]


def _title(matter: str, served: Served) -> str:
    lang, company = reader_language(), served.company
    if matter in company.intents:
        return in_language(company.intents[matter].title, lang)
    slug = matter.removeprefix("article:")
    titles = {article.lang: article.title for article in company.articles if article.slug == slug}
    return in_language(titles, lang) if titles else slug.replace("_", " ")
