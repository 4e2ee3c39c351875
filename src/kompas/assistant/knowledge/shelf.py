"""The passages of an index, kept as bytes and read back when they are found."""

import mmap
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from kompas.assistant.domain.knowledge import Article, Audience, Block, Items, Paragraph, Passage, Table

CACHED_PASSAGES = 1_000


class Shelf:
    """Articles at hand, passages decoded one by one: ten thousand of them cost no memory until they are asked for."""

    def __init__(
        self, articles: Sequence[Article], lines: bytes | mmap.mmap, starts: Sequence[int], more: bytes = b""
    ) -> None:
        """`lines` holds the passages from each of `starts` to the next; `more` goes on where it ends."""
        self.articles = articles
        self.starts = starts
        self._lines = lines
        self._more = more
        self.passage = lru_cache(maxsize=CACHED_PASSAGES)(self._passage)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def save(self, folder: Path) -> None:
        (folder / "articles.json").write_bytes(orjson.dumps([_article_plain(article) for article in self.articles]))
        (folder / "passages.jsonl").write_bytes(self._lines[:] + self._more)

    @classmethod
    def load(cls, folder: Path, starts: Sequence[int]) -> "Shelf":
        articles = [_article(plain) for plain in orjson.loads((folder / "articles.json").read_bytes())]
        with (folder / "passages.jsonl").open("rb") as file:
            lines: bytes | mmap.mmap = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if len(starts) > 1 else b""
        return cls(articles, lines, starts)

    def _passage(self, number: int) -> Passage:
        """The passage with this number, in the order in which the shelf was filled."""
        begin, end = self.starts[number], self.starts[number + 1]
        more = begin - len(self._lines)
        line = self._lines[begin:end] if more < 0 else self._more[more : more + end - begin]
        owner, anchor, heading, blocks, text = orjson.loads(line)
        article = self.articles[owner]
        return Passage(f"{article.id}#{anchor}", article, heading, tuple(map(_block, blocks)), text)

    def extended(self, passages: Iterable[Passage]) -> tuple["Shelf", list[int]]:
        """A shelf with these behind its own, and for each the number of its article. What is there keeps its number."""
        numbers: dict[str, int] = {}
        articles = list(self.articles)
        owners: list[int] = []
        lines = bytearray(self._more)
        starts = list(self.starts)
        for passage in passages:
            if passage.article.id not in numbers:
                numbers[passage.article.id] = len(articles)
                articles.append(passage.article)
            owners.append(numbers[passage.article.id])
            anchor = passage.id.rpartition("#")[2]
            blocks = [_block_plain(block) for block in passage.blocks]
            lines += orjson.dumps([owners[-1], anchor, passage.heading, blocks, passage.text]) + b"\n"
            starts.append(len(self._lines) + len(lines))
        return Shelf(articles, self._lines, starts, bytes(lines)), owners


def filled(passages: Iterable[Passage]) -> tuple[Shelf, list[int]]:
    """A shelf with these passages, and for each the number of its article."""
    return Shelf((), b"", [0]).extended(passages)


def _block_plain(block: Block) -> list[Any]:
    match block:
        case Paragraph(sentences=sentences):
            return ["p", sentences]
        case Items(items=items):
            return ["i", items]
        case Table(header=header, rows=rows):
            return ["t", header, rows]


def _block(plain: list[Any]) -> Block:
    match plain:
        case ["p", sentences]:
            return Paragraph(tuple(sentences))
        case ["i", items]:
            return Items(tuple(items))
        case [_, header, rows]:
            return Table(tuple(header), tuple(map(tuple, rows)))
    raise ValueError(plain)


def _article_plain(article: Article) -> list[Any]:
    return [
        article.id, article.slug, article.lang, article.title, article.body, article.questions, article.audience,
        article.updated, article.valid_from, article.valid_until, article.owner, article.source,
    ]  # fmt: skip


def _article(plain: list[Any]) -> Article:
    id_, slug, lang, title, body, questions, audience, updated, valid_from, valid_until, owner, source = plain
    return Article(
        id_, slug, lang, title, body, tuple(questions), Audience(audience),
        _day(updated), _day(valid_from), _day(valid_until), owner, source,
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
