"""A company's articles into an index, in one step."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kompas.assistant.domain.company import Intent
from kompas.assistant.domain.knowledge import Article, Passage
from kompas.assistant.knowledge.analysis import Analysis, vocabulary_of
from kompas.assistant.knowledge.bridge import learn
from kompas.assistant.knowledge.cataloguing import Examples
from kompas.assistant.knowledge.index import Index
from kompas.assistant.knowledge.passages import INTRODUCTION, cut

WORKFLOW = "workflow:"  # begins the slug by which a workflow is found


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
