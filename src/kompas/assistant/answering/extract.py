"""The words of the passages that answer a question: quoted as they stand, each part with its citation."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from kompas.assistant.answering.limits import Limits, limits
from kompas.assistant.domain.knowledge import Block, Found, Items, Paragraph, Passage, Table
from kompas.assistant.domain.reply import Citation, ListPart, TablePart, TextPart

Tokens = Callable[[str, str], Sequence[str]]  # the analysis of the search: (text, language) to stems
Quote = TextPart | ListPart | TablePart


@dataclass(frozen=True, slots=True)
class Quoted:
    """The answer to one question: parts that cite, what they cite, and the language they are written in."""

    parts: tuple[Quote, ...]
    citations: tuple[Citation, ...]
    lang: str


def extract(asked: Sequence[str], lang: str, found: Sequence[Found], tokens: Tokens) -> Quoted | None:
    """The answer to a question in `lang` from the passages found, best first; None when nothing was found.

    `asked` are the question's stems; `tokens` gives those of a piece of an article.

    The best passage, and a second one when it tells something of the question that the first does not. Every word
    stands literally in the passage that its part cites.
    """
    chosen = _chosen(found, limits())
    if not chosen:
        return None
    parts: list[Quote] = []
    for n, one in enumerate(chosen, start=1):
        wanted = _wanted(asked, lang, one)
        quotes = [_quote(block, n) for block in _answering(one.passage, wanted, tokens, limits())]
        parts.extend(quotes if not quotes or isinstance(quotes[0], TextPart) else (_lead(one.passage, n), *quotes))
    citations = tuple(_citation(n, one.passage) for n, one in enumerate(chosen, start=1))
    return Quoted(tuple(parts), citations, chosen[0].passage.article.lang)


def _chosen(found: Sequence[Found], limit: Limits) -> list[Found]:
    if not found:
        return []
    first, *others = found
    told = set(first.matched)
    everything = told.union(*(other.matched for other in others))
    for other in others:
        adds = len(set(other.matched) - told) / max(len(everything), 1)
        sure = other.certainty >= limit.second_certainty * first.certainty
        if sure and adds >= limit.second_adds and other.passage.article.lang == first.passage.article.lang:
            return [first, other]
    return [first]


def _wanted(asked: Sequence[str], lang: str, one: Found) -> frozenset[str]:
    """What to look for in a passage: the question's words if they are in its language, and what the search matched."""
    own = asked if lang == one.passage.article.lang else ()
    return frozenset((*own, *one.matched))


def _answering(passage: Passage, wanted: frozenset[str], tokens: Tokens, limit: Limits) -> list[Block]:
    """The blocks of a passage, or of a long one what tells most of the wanted words, in their order."""
    told = [
        [wanted.intersection(tokens(text, passage.article.lang)) for text in texts(block)] for block in passage.blocks
    ]
    spread = Counter(word for block in told for text in block for word in text)
    scores = [[sum(1 / spread[word] for word in words) for words in block] for block in told]
    tables = [_rows(block, words, limit) for block, words in zip(passage.blocks, told, strict=True)]
    if sum(len(text.split()) for block in tables for text in texts(block)) <= limit.short_words:
        return tables
    return list(_selected(tables, scores, limit)) or tables[:1]


def texts(block: Block) -> tuple[str, ...]:
    """The pieces of a block that can be quoted by themselves: sentences, items, or rows."""
    match block:
        case Paragraph(sentences=sentences):
            return sentences
        case Items(items=items):
            return items
        case Table(rows=rows):
            return tuple(" ".join(row) for row in rows)


def _rows(block: Block, told: Sequence[Collection[str]], limit: Limits) -> Block:
    """A long table with only the rows that tell most; whole when it is short or when no row tells more than another."""
    if not isinstance(block, Table) or len(block.rows) <= limit.most_rows:
        return block
    spread = Counter(word for words in told for word in words)
    scores = [sum(1 - spread[word] / len(block.rows) for word in words) for words in told]
    best = max(scores)
    rows = [
        row for row, score in zip(block.rows, scores, strict=True) if best > 0 and score >= limit.block_share * best
    ]
    return Table(block.header, tuple(rows)) if rows else block


def _selected(blocks: Sequence[Block], scores: Sequence[Sequence[float]], limit: Limits) -> Iterator[Block]:
    best = max((score for block in scores for score in block), default=0.0)
    whole = [_whole(block, told, best, limit) for block, told in zip(blocks, scores, strict=True)]
    sentences = _best_sentences(blocks, scores, 0 if any(whole) else limit.fewest_sentences, limit)
    for at, n in _illustrated(blocks, sentences, limit):
        whole[at] = whole[at] or not isinstance(blocks[at], Paragraph)
        sentences.add((at, n))
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            announces = at + 1 < len(blocks) and whole[at + 1]
            last = len(block.sentences) - 1
            kept = tuple(
                sentence
                for place, sentence in enumerate(block.sentences)
                if (at, place) in sentences or (announces and place == last and sentence.endswith(":"))
            )
            if kept:
                yield Paragraph(kept)
        elif whole[at] or _announced(blocks, at, sentences):
            yield _items(block, scores[at], limit)


def _illustrated(
    blocks: Sequence[Block], sentences: Collection[tuple[int, int]], limit: Limits
) -> list[tuple[int, int]]:
    """Of the examples among these sentences: the places of what they illustrate, which is said before them."""
    found = []
    for at, n in sentences:
        if _is_example(texts(blocks[at])[n], limit) and (n > 0 or at > 0):
            found.append((at, n - 1) if n > 0 else (at - 1, len(texts(blocks[at - 1])) - 1))
    return found


def states(passage: Passage) -> bool:
    """Whether a passage has a sentence or list that is no mere example: a table alone needs one before it."""
    told = (text for block in passage.blocks if not isinstance(block, Table) for text in texts(block))
    return any(not _is_example(text, limits()) for text in told)


def _is_example(text: str, limit: Limits) -> bool:
    return text.lower().startswith(limit.examples)


def _best_sentences(
    blocks: Sequence[Block], scores: Sequence[Sequence[float]], fewest: int, limit: Limits
) -> set[tuple[int, int]]:
    """The places (block, sentence) of the sentences that tell most, and of those around when that is too little."""
    places = [
        (at, n) for at, block in enumerate(blocks) if isinstance(block, Paragraph) for n in range(len(block.sentences))
    ]
    ranked = sorted(places, key=lambda place: -scores[place[0]][place[1]])
    if not ranked:
        return set()
    best = scores[ranked[0][0]][ranked[0][1]]
    if best == 0:
        there = any(score for block in scores for score in block)
        return set() if there else set(places[: limit.most_sentences])
    chosen = {
        place for place in ranked[: limit.most_sentences] if scores[place[0]][place[1]] >= limit.block_share * best
    }
    at = places.index(ranked[0])
    around = [place for place in (*places[at + 1 :], *reversed(places[:at])) if place not in chosen]
    return chosen | set(around[: max(fewest - len(chosen), 0)])


def _whole(block: Block, scores: Sequence[float], best: float, limit: Limits) -> bool:
    """Whether a list tells about as much as the best sentence, or a table (the answer to most questions) anything."""
    told = max(scores, default=0.0)
    return told > 0 and (isinstance(block, Table) or (isinstance(block, Items) and told >= limit.block_share * best))


def _announced(blocks: Sequence[Block], at: int, sentences: Collection[tuple[int, int]]) -> bool:
    """Whether the sentence before a list or table says that it follows, and is itself given."""
    before = blocks[at - 1] if at else None
    return (
        isinstance(before, Paragraph)
        and before.sentences[-1].endswith(":")
        and (at - 1, len(before.sentences) - 1) in sentences
    )


def _items(block: Block, scores: Sequence[float], limit: Limits) -> Block:
    if not isinstance(block, Items) or len(block.items) <= limit.most_items or not any(scores):
        return block
    return Items(tuple(item for item, score in zip(block.items, scores, strict=True) if score > 0))


def _lead(passage: Passage, n: int) -> TextPart:
    """What stands above a list or table that no sentence introduces: its heading, else the title."""
    return TextPart(passage.heading or passage.article.title, (n,))


def _quote(block: Block, n: int) -> Quote:
    match block:
        case Paragraph(sentences=sentences):
            return TextPart(" ".join(sentences), (n,))
        case Items(items=items):
            return ListPart(items, (n,))
        case Table(header=header, rows=rows):
            return TablePart(header, rows, (n,))


def _citation(n: int, passage: Passage) -> Citation:
    article = passage.article
    return Citation(
        n, passage.id, article.title, passage.heading, article.lang, passage.text, article.updated, article.source
    )
