"""A company's articles into an index, in one step."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from kompas.assistant.domain.company import Intent
from kompas.assistant.domain.knowledge import Article, Passage
from kompas.assistant.knowledge.analysis import Analysis, vocabulary_of
from kompas.assistant.knowledge.bridge import learn
from kompas.assistant.knowledge.cataloguing import Asks, Examples, asks_of
from kompas.assistant.knowledge.index import Index
from kompas.assistant.knowledge.passages import INTRODUCTION, cut

WORKFLOW = "workflow:"  # begins the slug by which a workflow is found
REMEMBERED = 200  # articles that changed since the whole was compiled


def compiled(
    articles: Sequence[Article],
    synonyms: Mapping[str, Sequence[Sequence[str]]],
    intents: Sequence[Intent] = (),
) -> Index:
    """The index of these articles: cut, analysed with the company's synonyms, bridged between its languages.

    The examples of an intent count as questions of the first article that answers it. A workflow is found by the
    examples of its intents, as an article without words of its own: nothing of it can be quoted.
    """
    passages = [passage for article in articles for passage in cut(article)]
    found = [*passages, *_workflows(intents)]
    examples = _examples(intents)
    analysis = Analysis(vocabulary_of(_texts(found, examples)), synonyms)
    return Index.build(found, analysis, learn(passages, intents, analysis.tokens), examples)


def revised(
    base: Index,
    taught: Sequence[Intent],
    articles: Sequence[Article],
    synonyms: Mapping[str, Sequence[Sequence[str]]],
    intents: Sequence[Intent] = (),
) -> Index:
    """What `compiled` gives for these, from the index `base` that was compiled with the intents `taught`.

    Quick: only articles are cut and analysed that are new or stand otherwise. The bridge between the languages stays.
    """
    workflows = list(_workflows(intents))
    before = _told(base.articles, taught)
    now = _told([*articles, *(passage.article for passage in workflows)], intents)
    gone = {id for id, told in before.items() if now.get(id) != told}
    come = {id: told for id, told in now.items() if before.get(id) != told}
    if not come and not gone and base.analysis.has(synonyms):
        return base
    passages = [passage for article in articles if article.id in come for passage in _cut(article)]
    passages += (passage for passage in workflows if passage.article.id in come)
    asks = {id: asked for id, (_article, asked) in come.items()}
    texts = ((passage.article.lang, text) for passage in passages for text in (passage.heading, passage.text))
    asked = (ask for of_article in asks.values() for ask in of_article)
    analysis = base.analysis.revised(vocabulary_of(chain(texts, asked)), synonyms)
    return base.revised(gone, passages, asks, analysis)


@lru_cache(maxsize=REMEMBERED)
def _cut(article: Article) -> tuple[Passage, ...]:
    """A day of publishing is cut once: every revision begins at the same index, with all that changed since."""
    return cut(article)


def _told(articles: Sequence[Article], intents: Iterable[Intent]) -> dict[str, tuple[Article, Asks]]:
    """By id each article with what is asked for it."""
    asks = asks_of(articles, _examples(intents))
    return {article.id: (article, asked) for article, asked in zip(articles, asks, strict=True)}


def _workflows(intents: Iterable[Intent]) -> Iterator[Passage]:
    asked: dict[str, dict[str, list[str]]] = {}
    for intent in intents:
        if intent.workflow is not None:
            for lang, title in intent.title.items():
                texts = asked.setdefault(intent.workflow, {}).setdefault(lang, [])
                texts += (title, *intent.examples.get(lang, ()))
    for workflow, by_language in asked.items():
        for lang, (title, *questions) in by_language.items():
            slug = f"{WORKFLOW}{workflow}"
            article = Article(f"{lang}/{slug}", slug, lang, title, "", tuple(questions))
            yield Passage(f"{article.id}#{INTRODUCTION}", article, "", (), "")


def _examples(intents: Iterable[Intent]) -> Examples:
    found: dict[str, dict[str, list[str]]] = {}
    for intent in intents:
        for lang, texts in intent.examples.items():
            if intent.articles:
                found.setdefault(intent.articles[0], {}).setdefault(lang, []).extend(texts)
    return found


def _texts(passages: Iterable[Passage], examples: Examples) -> Iterator[tuple[str, str]]:
    articles = {}
    for passage in passages:
        articles[passage.article.id] = passage.article
        yield passage.article.lang, passage.heading
        yield passage.article.lang, passage.text
    for article in articles.values():
        yield from ((article.lang, text) for text in (article.title, *article.questions))
    for by_language in examples.values():
        yield from ((lang, text) for lang, texts in by_language.items() for text in texts)
