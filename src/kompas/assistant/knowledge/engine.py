"""The full-text engine: tantivy, fed with our own tokens."""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy

from kompas.assistant.knowledge.cataloguing import Document
from kompas.assistant.knowledge.weights import Fields, weights

FIELDS = ("title", "heading", "questions", "body")
MEMORY = 64_000_000  # bytes that the engine may use while it writes
Clause = tuple[str, float]  # a token and its weight


class Engine:
    """Ranks passages by BM25 over the weighted fields; gives their numbers in the order in which they were written."""

    def __init__(self, folder: Path) -> None:
        self._schema = _schema()
        self._searcher = tantivy.Index(self._schema, path=str(folder)).searcher()
        self._fields: Fields = weights().fields

    @classmethod
    def write(cls, folder: Path, documents: Iterable[Document]) -> "Engine":
        """Writes a new index into an empty folder and opens it."""
        folder.mkdir(parents=True, exist_ok=True)
        _add(tantivy.Index(_schema(), path=str(folder), reuse=False), documents, 0)
        return cls(folder)

    @staticmethod
    def extend(base: Path, folder: Path, documents: Iterable[Document], first: int) -> None:
        """Copies an index to a new folder and adds documents, the `first` number on. Frequencies are those of all."""
        shutil.copytree(base, folder)
        _add(tantivy.Index(_schema(), path=str(folder)), documents, first)

    def best(self, clauses: Sequence[Clause], limit: int) -> tuple[list[int], list[float]]:
        """The numbers and scores of the passages that match any of the clauses, best first."""
        terms = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(self._term(field, token), weight * by_field))
            for token, weight in clauses
            for field, by_field in zip(FIELDS, self._by_field(), strict=True)
        ]
        hits = self._searcher.search(tantivy.Query.boolean_query(terms), limit=limit, count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _score, address in hits])
        return [int(number or 0) for number in numbers], [score for score, _address in hits]

    def _term(self, field: str, token: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, token, "freq")

    def _by_field(self) -> tuple[float, float, float, float]:
        return self._fields.title, self._fields.heading, self._fields.questions, self._fields.body


def _add(index: tantivy.Index, documents: Iterable[Document], first: int) -> None:
    writer = index.writer(heap_size=MEMORY, num_threads=1)
    for number, document in enumerate(documents, start=first):
        writer.add_document(_engine_document(number, document))
    writer.commit()
    writer.wait_merging_threads()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field("number", fast=True)
    return builder.build()


def _engine_document(number: int, document: Document) -> tantivy.Document:
    written = tantivy.Document()
    written.add_unsigned("number", number)
    for field, tokens in zip(
        FIELDS, (document.title, document.heading, document.questions, document.body), strict=True
    ):
        written.add_text(field, " ".join(tokens))
    return written
