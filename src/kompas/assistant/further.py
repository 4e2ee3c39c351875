"""Where an answer points on: the articles to which the words that it quotes are linked."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from kompas.assistant.answering.extract import Quoted
from kompas.assistant.domain.company import in_language
from kompas.assistant.domain.knowledge import Article, Audience
from kompas.assistant.domain.reply import Choice, ChoicesPart, ListPart, TablePart, TextPart
from kompas.assistant.knowledge.links import links
from kompas.assistant.prepared import Prepared
from kompas.assistant.understanding.wishes import hear

MOST = 3  # articles that are pointed to


def further(prepared: Prepared, quotes: Sequence[Quoted], lang: str, day: date) -> ChoicesPart | None:
    """The titles of the articles that the quoted words lead to, to be asked for with one touch; None where there are none.

    Only what a customer may read on that day, nothing that the answer cites already, and no title that is heard as a wish or
    touches a house rule: whoever touches it would get a person instead of the article.
    """
    cited = {citation.passage_id.partition("#")[0] for quoted in quotes for citation in quoted.citations}
    slugs = {article.partition("/")[2] for article in cited}
    titles = dict.fromkeys(
        in_language({article.lang: article.title for article in open_ones}, lang)
        for quoted in quotes
        for slug in _linked(prepared, quoted)
        if slug not in slugs and (open_ones := _open(prepared, slug, day))
    )
    plain = (title for title in titles if not hear(title, lang) and not prepared.house.holding(title, ()))
    chosen = tuple(Choice(title, title) for title in islice(plain, MOST))
    return ChoicesPart(chosen) if chosen else None


def _linked(prepared: Prepared, quoted: Quoted) -> Iterator[str]:
    said = "\n".join(text for part in quoted.parts for text in _texts(part))
    for id in dict.fromkeys(citation.passage_id.partition("#")[0] for citation in quoted.citations):
        lang, _, slug = id.partition("/")
        article = prepared.articles.get(slug, {}).get(lang)
        if article is not None:
            yield from (target for sentence, target in links(article.body) if sentence in said)


def _texts(part: TextPart | ListPart | TablePart) -> Sequence[str]:
    match part:
        case TextPart(text=text):
            return (text,)
        case ListPart(items=items):
            return items
        case TablePart(rows=rows):
            return [cell for row in rows for cell in row]


def _open(prepared: Prepared, slug: str, day: date) -> Sequence[Article]:
    articles = prepared.articles.get(slug, {}).values()
    return [one for one in articles if one.audience is Audience.PUBLIC and one.valid_on(day)]
