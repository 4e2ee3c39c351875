"""The passages of one article in the order in which they answer a question."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from kompas.assistant.answering.extract import states
from kompas.assistant.domain.knowledge import Found, Table
from kompas.assistant.knowledge.analysis import Analysis
from kompas.assistant.matters import weights

Words = Mapping[
    str, tuple[frozenset[tuple[str, ...]], float]
]  # by word of the question: how it may be said, its weight


@dataclass(frozen=True, slots=True)
class _Told:
    """Which words of the question a passage tells, and which of them stand in its heading and not in its title."""

    words: frozenset[str]
    headed: frozenset[str]
    table: bool


def ordered(found: Sequence[Found], question: str, lang: str, analysis: Analysis) -> tuple[Found, ...]:
    """Those first that tell most of the question; a word that few of them tell counts more, and twice in a heading.

    An article's introduction answers its main question: it goes first unless another passage tells clearly more, and of
    the others only those follow that tell something beside it: another word, one in the heading, or a table.
    """
    words = _words(found, question, lang, analysis)
    told = {one.passage.id: _told(one, words, analysis) for one in found}
    spread = Counter(word for one in told.values() for word in one.words)

    def much(one: Found) -> float:
        here = told[one.passage.id]
        rare = {word: words[word][1] * log(1 + len(found) / spread[word]) for word in here.words}
        return sum(rare.values()) + sum(rare[word] for word in here.headed) + weights().by_score * one.score

    best = sorted(found, key=much, reverse=True)
    least = weights().introduction * much(best[0]) if best else 0.0
    if best and not states(best[0].passage):  # a table or an example answers after the sentence that states the rule
        least = 0.0
    begin = next((one for one in best if not one.passage.heading and much(one) >= least), None)
    if begin is None:
        return tuple(best)
    said = told[begin.passage.id].words
    return (begin, *(one for one in best if one is not begin and _adds(told[one.passage.id], said)))


def _adds(told: _Told, said: frozenset[str]) -> bool:
    return bool(told.words - said or told.headed) or told.table


def _words(found: Sequence[Found], question: str, lang: str, analysis: Analysis) -> Words:
    """The words of the question. In an article in another language each matched stem stands for a word of its own."""
    if any(one.passage.article.lang != lang for one in found):
        return {stem: (frozenset({(stem,)}), 1.0) for one in found for stem in one.matched}
    light = weights().light
    terms = analysis.terms(question, lang)
    return {term.word: (frozenset(way.stems for way in term.ways), light if term.light else 1.0) for term in terms}


def _told(one: Found, words: Words, analysis: Analysis) -> _Told:
    article = one.passage.article
    heading = frozenset(analysis.tokens_of_article(one.passage.heading, article.lang))
    text = heading.union(analysis.tokens_of_article(one.passage.text, article.lang))
    own = heading - set(analysis.tokens_of_article(article.title, article.lang))
    return _Told(
        frozenset(word for word, (ways, _weight) in words.items() if any(text.issuperset(way) for way in ways)),
        frozenset(word for word, (ways, _weight) in words.items() if any(own.issuperset(way) for way in ways)),
        any(isinstance(block, Table) for block in one.passage.blocks),
    )
