"""The check on the way out: nothing is said that does not stand in what it cites."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kompas.assistant.answering.limits import Limits, limits
from kompas.assistant.domain.knowledge import Block, Items, Paragraph, Passage, Table
from kompas.assistant.domain.reply import (
    ChoicesPart,
    Draft,
    ListPart,
    NoticePart,
    OfferPart,
    Part,
    Provenance,
    RecordPart,
    Spoken,
    TablePart,
    TextPart,
)

UNCITED = "uncited"
UNKNOWN_CITATION = "unknown_citation"
CHANGED_CITATION = "changed_citation"
NOT_IN_SOURCE = "not_in_source"
NUMBER_NOT_IN_SOURCE = "number_not_in_source"
MARKUP = "markup"
TOO_LONG = "too_long"
EMPTY = "empty"

Backs = Callable[[str, Sequence[Passage]], bool]  # whether a text stands on these passages
_MARKUP = re.compile(r"<[A-Za-z/!?]|[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


def check(draft: Draft, passages: Iterable[Passage], backs: Backs | None = None) -> tuple[str, ...]:
    """What is wrong with a draft, as codes, each once; () when it may be said.

    A part that cites must be made of whole sentences, items or rows of the passages it cites, or be the heading of one;
    all of them must be among `passages` and unchanged in the citation. A part that does not cite must be `Spoken` or a
    record card. Where a model worded the draft, `backs` says whether a text stands on passages in other words than theirs.
    """
    known = {passage.id: passage for passage in passages}
    other_words = backs if backs is not None and draft.provenance is Provenance.GENERATED else _never
    problems = [
        problem for part in draft.parts for problem in _part_problems(part, draft, known, limits(), other_words)
    ]
    problems.extend(_citation_problems(draft, known))
    if not draft.parts or not all(_shown(part) for part in draft.parts):
        problems.append(EMPTY)
    if sum(len(text) for part in draft.parts for text in _shown(part)) > limits().reply_characters:
        problems.append(TOO_LONG)
    return tuple(dict.fromkeys(problems))


def _citation_problems(draft: Draft, known: Mapping[str, Passage]) -> Iterator[str]:
    numbers = [citation.n for citation in draft.citations]
    if len(set(numbers)) < len(numbers):
        yield UNKNOWN_CITATION
    for citation in draft.citations:
        passage = known.get(citation.passage_id)
        if passage is None:
            yield UNKNOWN_CITATION
        elif (citation.passage, citation.heading, citation.title) != (
            passage.text,
            passage.heading,
            passage.article.title,
        ):
            yield CHANGED_CITATION


def _never(text: str, sources: Sequence[Passage]) -> bool:
    return False


def _part_problems(
    part: Part, draft: Draft, known: Mapping[str, Passage], limit: Limits, other_words: Backs
) -> Iterator[str]:
    if any(_MARKUP.search(text) for text in _shown(part)):
        yield MARKUP
    if _too_long(part, limit):
        yield TOO_LONG
    match part:
        case TextPart() | ListPart() | TablePart():
            yield from _quote_problems(part, draft, known, other_words)
        case NoticePart(text=text):
            yield from () if isinstance(text, Spoken) else (UNCITED,)
        case OfferPart(text=text, send=send):
            yield from () if isinstance(text, Spoken) and isinstance(send, Spoken) else (UNCITED,)
        case ChoicesPart() | RecordPart():
            pass


def _quote_problems(
    part: TextPart | ListPart | TablePart, draft: Draft, known: Mapping[str, Passage], other_words: Backs
) -> Iterator[str]:
    if not part.cites:
        if not (isinstance(part, TextPart) and isinstance(part.text, Spoken)):
            yield UNCITED
        return
    cited = [citation.passage_id for citation in draft.citations if citation.n in part.cites]
    sources = [known[passage_id] for passage_id in cited if passage_id in known]
    if len(sources) < len(part.cites):
        yield UNKNOWN_CITATION
    headings = {heading for source in sources for heading in (source.heading, source.article.title) if heading}
    is_heading = isinstance(part, TextPart) and part.text in headings
    is_backed = isinstance(part, TextPart) and other_words(part.text, sources)
    if not is_heading and not is_backed and not _stands_in(part, [one for source in sources for one in source.blocks]):
        yield NOT_IN_SOURCE
    there = {number for text in (*headings, *(source.text for source in sources)) for number in _NUMBER.findall(text)}
    if any(number not in there for text in _shown(part) for number in _NUMBER.findall(text)):
        yield NUMBER_NOT_IN_SOURCE


def _stands_in(part: TextPart | ListPart | TablePart, blocks: Sequence[Block]) -> bool:
    match part:
        case TextPart(text=text):
            return is_quote(text, blocks)
        case ListPart(items=items):
            there = {_level(one) for block in blocks if isinstance(block, Items) for one in block.items}
            return all(_level(item) in there for item in items)
        case TablePart(header=header, rows=rows):
            tables = [block for block in blocks if isinstance(block, Table) and block.header == header]
            return any(set(rows) <= set(table.rows) for table in tables)


def is_quote(text: str, blocks: Iterable[Block]) -> bool:
    """Whether a text is nothing but whole sentences of the paragraphs among these."""
    sentences = {_level(one) for block in blocks if isinstance(block, Paragraph) for one in block.sentences}
    return _is_made_of(_level(text), sentences)


def _is_made_of(text: str, sentences: set[str]) -> bool:
    """Whether a text is nothing but whole sentences of these, one after another."""
    reached = {0}  # places up to which the text is made of them
    while reached:
        at = reached.pop()
        if at >= len(text):
            return bool(text)
        reached.update(
            at + len(one) + 1
            for one in sentences
            if text.startswith(one, at) and text[at + len(one) : at + len(one) + 1] in ("", " ")
        )
    return False


def _level(text: str) -> str:
    return " ".join(text.split())


def _too_long(part: Part, limit: Limits) -> bool:
    match part:
        case TextPart(cites=()) | NoticePart() | OfferPart():
            most = limit.spoken_characters
        case ChoicesPart():
            return any(len(text) > limit.label_characters for text in _shown(part))
        case _:
            most = limit.part_characters
    return sum(map(len, _shown(part))) > most


def _shown(part: Part) -> tuple[str, ...]:
    """All texts of a part that a customer reads."""
    match part:
        case TextPart(text=text) | NoticePart(text=text):
            return (text,) if text.strip() else ()
        case ListPart(items=items):
            return items
        case TablePart(header=header, rows=rows):
            return (*header, *(cell for row in rows for cell in row))
        case RecordPart(fields=fields, source=source):
            return (source, *(text for field in fields for text in field))
        case ChoicesPart(options=options):
            return tuple(option.label for option in options)
        case OfferPart(text=text):
            return (text,)
