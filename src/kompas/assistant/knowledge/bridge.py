"""A small dictionary between the company's languages, learned from its own translated texts.

With it a question in one language finds an article that exists in another only. The words of translated pairs are
aligned by expectation maximisation (IBM model 1; Brown et al., 1993). data/everyday.yaml gives it a start.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import permutations

from ruamel.yaml import YAML

from kompas.assistant.domain.company import Intent
from kompas.assistant.domain.knowledge import Article, Passage
from kompas.assistant.knowledge.language import Way
from kompas.assistant.knowledge.weights import weights

Tokens = Callable[[str, str], Sequence[str]]
Pair = tuple[tuple[str, ...], tuple[str, ...]]
Chances = dict[str, dict[str, float]]
Translated = Mapping[str, str]  # by language, texts that say the same

ROUNDS = 8
MOST_PAIRS = 3_000  # the short ones: they tell more and cost less
NOTHING = ""  # what a word without counterpart is aligned with


class Bridge:
    """`ways[source, target][stem]`: how the language `target` says a stem of `source`, best first, with weights."""

    def __init__(self, ways: Mapping[tuple[str, str], Mapping[str, Sequence[tuple[str, float]]]]) -> None:
        self.ways = ways

    def across(self, stem: str, source: str, target: str) -> tuple[Way, ...]:
        """The ways in which `target` says this stem; () when nothing is known of it."""
        known = self.ways.get((source, target), {}).get(stem, ())
        return tuple(Way((other,), weight) for other, weight in known)


def learn(passages: Sequence[Passage], intents: Iterable[Intent], tokens: Tokens) -> Bridge:
    """The bridge between all languages of these passages: from translated articles, intents and the everyday list."""
    languages = sorted({passage.article.lang for passage in passages})
    if len(languages) < 2:
        return Bridge({})
    texts = [*_everyday(), *_intent_texts(intents), *_article_texts(passages)]
    ways = {}
    for source, target in permutations(languages, 2):
        pairs = (_pair(text, source, target, tokens) for text in texts if source in text and target in text)
        ways[source, target] = _dictionary(_aligned(sorted(filter(all, pairs), key=_cost)[:MOST_PAIRS]))
    return Bridge(ways)


def _everyday() -> Iterator[Translated]:
    data = YAML(typ="safe").load(files(__package__).joinpath("data/everyday.yaml").read_text("utf-8"))
    for languages, entries in data.items():
        source, target = languages.split("-")
        for word, others in entries.items():
            yield {source: word, target: others}


def _intent_texts(intents: Iterable[Intent]) -> Iterator[Translated]:
    for intent in intents:
        yield intent.title
        yield {lang: "\n".join(examples) for lang, examples in intent.examples.items()}


def _article_texts(passages: Sequence[Passage]) -> Iterator[Translated]:
    """Titles, and questions and passages in their order when both languages have as many."""
    articles: dict[str, dict[str, Article]] = {}
    cut: dict[str, dict[str, list[Passage]]] = {}
    for passage in passages:
        article = passage.article
        articles.setdefault(article.slug, {})[article.lang] = article
        cut.setdefault(article.slug, {}).setdefault(article.lang, []).append(passage)
    for slug, translations in articles.items():
        yield {lang: article.title for lang, article in translations.items()}
        yield from _in_order({lang: article.questions for lang, article in translations.items()})
        yield from _in_order({lang: [passage.heading for passage in found] for lang, found in cut[slug].items()})
        yield from _in_order({lang: [passage.text for passage in found] for lang, found in cut[slug].items()})


def _in_order(texts: Mapping[str, Sequence[str]]) -> Iterator[Translated]:
    if len(set(map(len, texts.values()))) == 1:
        for row in zip(*texts.values(), strict=True):
            yield dict(zip(texts, row, strict=True))


def _pair(text: Translated, source: str, target: str, tokens: Tokens) -> Pair:
    return tuple(dict.fromkeys(tokens(text[source], source))), tuple(dict.fromkeys(tokens(text[target], target)))


def _cost(pair: Pair) -> int:
    return len(pair[0]) * len(pair[1])


def _aligned(pairs: Sequence[Pair]) -> Chances:
    """P(target word | source word) that explains the pairs best."""
    chances: Chances = {}
    for source, target in pairs:
        for word in (NOTHING, *source):
            chances.setdefault(word, {}).update(dict.fromkeys(target, 1.0))
    for _ in range(ROUNDS):
        chances = _improved(chances, pairs)
    return chances


def _improved(chances: Chances, pairs: Sequence[Pair]) -> Chances:
    counts: Chances = {word: dict.fromkeys(row, 0.0) for word, row in chances.items()}
    for source, target in pairs:
        rows = [(chances[word], counts[word]) for word in (NOTHING, *source)]
        for other in target:
            total = sum(row[other] for row, _count in rows)
            for row, count in rows:
                count[other] += row[other] / total
    return {word: _shares(count) for word, count in counts.items()}


def _shares(counts: Mapping[str, float]) -> dict[str, float]:
    total = sum(counts.values())
    return {word: max(count / total, 1e-12) for word, count in counts.items()}


def _dictionary(chances: Chances) -> dict[str, tuple[tuple[str, float], ...]]:
    limits = weights().bridge
    dictionary = {}
    for word, row in chances.items():
        best = sorted(((p, other) for other, p in row.items() if p >= limits.least), reverse=True)[: limits.most]
        if word != NOTHING and best:
            dictionary[word] = tuple((other, round(limits.word * min(1.0, p / limits.enough), 3)) for p, other in best)
    return dictionary
