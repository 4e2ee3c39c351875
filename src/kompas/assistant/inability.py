"""A question about what somebody cannot do is answered only by what speaks of that, and by that first.

"I cannot pay the tax" is no question how to pay it.
"""

from collections.abc import Iterable, Sequence

from kompas.assistant.answering.extract import texts
from kompas.assistant.domain.company import Intent
from kompas.assistant.domain.knowledge import Found, Passage
from kompas.assistant.knowledge.analysis import Analysis
from kompas.assistant.knowledge.sentences import sentences
from kompas.assistant.knowledge.weights import weights
from kompas.assistant.understanding.inability import cannot, denies, unable


def undone(question: str, lang: str, analysis: Analysis) -> frozenset[str]:
    """The stems of what the question says cannot be done, the verb of its matter; none when it says no such thing."""
    behind = cannot(question, lang)
    terms = [term for term in analysis.terms(" ".join(behind), lang) if not term.light] if behind else []
    if not terms:
        return frozenset()
    verb = terms[0 if unable(lang).verb_first else -1]
    same = (way for way in verb.ways if len(way.stems) == 1 and way.weight >= weights().ways.near)
    return frozenset((*verb.stems, *(way.stems[0] for way in same)))


def speaking_first(found: Sequence[Found], verb: frozenset[str], analysis: Analysis) -> tuple[Found, ...]:
    """The passages of an article, those first that say that it cannot be done."""
    return tuple(sorted(found, key=lambda one: not _says(one.passage, verb, analysis)))


def spoken_of(
    found: Sequence[Found], verb: frozenset[str], lang: str, intents: Iterable[Intent], analysis: Analysis
) -> bool:
    """Whether the article, or what customers ask for it, denies the verb. An article in another language may."""
    article = found[0].passage.article
    if article.lang != lang:
        return True
    told = (sentence for line in article.body.splitlines() for sentence in sentences(line))
    asked = (text for intent in intents if article.slug in intent.articles for text in intent.examples.get(lang, ()))
    return any(
        denies(text, lang) and not verb.isdisjoint(analysis.tokens_of_article(text, lang))
        for texts_of in (article.questions, told, asked)
        for text in texts_of
    )


def _says(passage: Passage, verb: frozenset[str], analysis: Analysis) -> bool:
    lang = passage.article.lang
    told = (passage.heading, *(text for block in passage.blocks for text in texts(block)))
    behind = (" ".join(cannot(text, lang, asked=False)) for text in told)
    return any(not verb.isdisjoint(analysis.tokens(text, lang)) for text in behind if text)
