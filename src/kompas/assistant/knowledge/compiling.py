"""A company's articles into an index, in one step."""

from collections.abc import Iterable, Mapping, Sequence

from kompas.assistant.domain.company import Intent
from kompas.assistant.domain.knowledge import Article
from kompas.assistant.knowledge.analysis import Analysis, vocabulary_of
from kompas.assistant.knowledge.bridge import learn
from kompas.assistant.knowledge.index import Index
from kompas.assistant.knowledge.passages import cut


def compiled(
    articles: Sequence[Article],
    synonyms: Mapping[str, Sequence[Sequence[str]]],
    intents: Iterable[Intent] = (),
) -> Index:
    """The index of these articles: cut, analysed with the company's synonyms, bridged between its languages."""
    passages = [passage for article in articles for passage in cut(article)]
    analysis = Analysis(vocabulary_of(_texts(articles)), synonyms)
    return Index.build(passages, analysis, learn(passages, intents, analysis.tokens))


def _texts(articles: Sequence[Article]) -> Iterable[tuple[str, str]]:
    for article in articles:
        yield from ((article.lang, text) for text in (article.title, *article.questions))
        for passage in cut(article):
            yield from ((article.lang, text) for text in (passage.heading, passage.text))
