"""An answer in a language model's words, where these serve better than a quote: what it may word, and what is left of it.

A model words; it decides nothing. Each of its sentences is held against what it cites, and what fails is not said.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from kompas.assistant.answering.backing import Stems, faults
from kompas.assistant.answering.grounding import EMPTY, MARKUP, UNCITED, UNKNOWN_CITATION, is_quote
from kompas.assistant.answering.limits import limits
from kompas.assistant.answering.support import Coefficients, support_of
from kompas.assistant.domain.decision import Answer
from kompas.assistant.domain.knowledge import Audience, Block, Items, Paragraph, Passage, Table
from kompas.assistant.domain.model import Sentence, Wanted
from kompas.assistant.domain.reply import Citation, Draft, ListPart, Part, Provenance, TablePart, TextPart

SIGNS_OF_MARKUP = frozenset("<>{}[]`|*")
UNSUPPORTED = "unsupported"  # nothing exact is wrong, and it says what its source does not


@dataclass(frozen=True, slots=True)
class Backed:
    """A sentence of a model that stands on these passages (numbers of `Wanted`, from 1)."""

    text: str
    cites: tuple[int, ...]


def wanted(answer: Answer, draft: Draft) -> Wanted | None:
    """What a model may word of this answer; None where the quotes serve as well.

    They do where their passages are given whole, and each question has one or all are read at a glance: nothing was left
    out that a model could weigh, and there is little to join. They must also do where a passage is not public, or not in
    the customer's language.
    """
    one_each = len(draft.citations) <= len(answer.answered)
    whole = all(_given_whole(citation, draft) for citation in draft.citations)
    if not answer.answered or (whole and (one_each or _is_short(draft))):
        return None
    quoted = [citation.passage_id for citation in draft.citations]
    found = {one.passage.id: one.passage for each in answer.answered for one in each.passages}
    passages = [found[one] for one in quoted if one in found]
    slugs = {one.article.slug for one in passages}
    passages += [one for one in found.values() if one.article.slug in slugs and one not in passages]
    if not all(one.article.audience is Audience.PUBLIC and one.article.lang == draft.lang for one in passages):
        return None
    question = " ".join(" ".join(each.question.text.split()) for each in answer.answered)
    return Wanted(draft.lang, question, tuple(passages)) if passages else None


def backed(sentence: Sentence, given: Wanted, stems: Stems, of_source: Stems) -> Backed | tuple[str, ...]:
    """The sentence where it stands on what it cites; else what is wrong with it, as codes."""
    if any(not 1 <= n <= len(given.passages) for n in sentence.cites):
        return (UNKNOWN_CITATION,)
    if SIGNS_OF_MARKUP.intersection(sentence.text) or not sentence.text.isprintable():
        return (MARKUP,)
    sources = [given.passages[n - 1] for n in sentence.cites]
    return judged(sentence.text, sources, given.lang, stems, of_source) or Backed(sentence.text, sentence.cites)


def judged(
    text: str,
    sources: Sequence[Passage],
    lang: str,
    stems: Stems,
    of_source: Stems,
    fitted: Coefficients | None = None,
) -> tuple[str, ...]:
    """What is wrong with a sentence beside these passages, as codes. The one place where a sentence is judged: it must
    stand to the number and word, and people must be likelier than not to call it supported. A quote stands. `fitted`: other
    coefficients of support than those that ship.
    """
    if not text.strip():
        return (EMPTY,)
    if not sources:
        return (UNCITED,)
    if is_quote(text, [block for one in sources for block in one.blocks]):
        return ()
    evidence = [_words_of(one) for one in sources]
    if exact := faults(text, evidence, lang, stems, of_source):
        return exact
    support = support_of(text, evidence, lang, fitted)
    return support.faults or (() if support.holds else (UNSUPPORTED,))


def answers(said: Sequence[Backed], withheld: int, asked: Collection[str], given: Wanted, stems: Stems) -> bool:
    """Whether what is left still answers: at least as many sentences as were withheld, and one of them stands on the
    passage that answers best (the first), or speaks of what was asked.

    `asked` are the words of the question, as stems, that the search found.
    """
    if len(said) < max(withheld, 1):
        return False
    return any(1 in one.cites or not set(asked).isdisjoint(stems(one.text, given.lang)) for one in said)


def worded(draft: Draft, said: Sequence[Backed], given: Wanted, first: bool = True, last: bool = True) -> Draft:
    """The draft with these sentences in place of its quotes. What the voice says before stays where they are the `first`
    of the answer, what it says after where they are the `last`."""
    used = list(dict.fromkeys(n for one in said for n in one.cites))
    citations = tuple(_citation(place, given.passages[n - 1]) for place, n in enumerate(used, start=1))
    sentences = [TextPart(one.text, tuple(used.index(n) + 1 for n in one.cites)) for one in said]
    before, after = _around(draft)
    parts = (*(before if first else ()), *sentences, *(after if last else ()))
    return replace(draft, parts=parts, citations=citations, provenance=Provenance.GENERATED)


def without_opening(draft: Draft) -> Draft:
    """The draft from its quotes on."""
    before, _ = _around(draft)
    return replace(draft, parts=draft.parts[len(before) :]) if len(before) < len(draft.parts) else draft


def _around(draft: Draft) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """What stands before and after the quotes of a draft."""
    quotes = [n for n, part in enumerate(draft.parts) if _cited(part)]
    first, last = (quotes[0], quotes[-1]) if quotes else (len(draft.parts), len(draft.parts))
    return draft.parts[:first], draft.parts[last + 1 :]


def _citation(n: int, passage: Passage) -> Citation:
    article = passage.article
    return Citation(
        n, passage.id, article.title, passage.heading, article.lang, passage.text, article.updated, article.source
    )


def _is_short(draft: Draft) -> bool:
    return sum(len(text) for part in draft.parts if _cited(part) for text in _texts(part)) <= limits().glance_characters


def _given_whole(citation: Citation, draft: Draft) -> bool:
    """Whether a draft says as much as the passage holds, spaces and marks of lists and tables apart."""
    said = sum(_letters(text) for part in draft.parts if citation.n in _cited(part) for text in _texts(part))
    return said >= _letters(citation.passage)


def _letters(text: str) -> int:
    return sum(sign.isalnum() for sign in text)


def _cited(part: Part) -> tuple[int, ...]:
    return part.cites if isinstance(part, TextPart | ListPart | TablePart) else ()


def _texts(part: Part) -> Iterable[str]:
    match part:
        case TextPart(text=text):
            return (text,)
        case ListPart(items=items):
            return items
        case TablePart(header=header, rows=rows):
            return (*header, *(cell for row in rows for cell in row))
        case _:
            return ()


def _words_of(passage: Passage) -> str:
    """What a sentence may stand on: the title, the heading and the text, a row of a table being one line."""
    lines = [line for block in passage.blocks for line in _lines(block)]
    return "\n".join((passage.article.title, passage.heading, *lines))


def _lines(block: Block) -> Iterable[str]:
    match block:
        case Paragraph(sentences=sentences):
            return sentences
        case Items(items=items):
            return items
        case Table(header=header, rows=rows):
            return (" ".join(header), *(" ".join(row) for row in rows))
