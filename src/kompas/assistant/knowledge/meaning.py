"""What lies near a question in meaning: vectors of all passages, and an embedder that makes those of a question.

A long question is compared sentence by sentence and paragraph by paragraph: an article counts for each of them by its
nearest passage, so that ten things told in one breath do not blur into one. The ranking of articles by meaning and that by
words are joined by reciprocal rank fusion (Cormack, Clarke and Büttcher 2009). Whatever the embedder does, a question is
answered: without it, by words alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kompas.assistant.domain.errors import KompasError
from kompas.assistant.domain.knowledge import Audience, Passage
from kompas.assistant.knowledge.catalogue import Floats, Ints
from kompas.assistant.knowledge.sentences import sentences
from kompas.assistant.knowledge.weights import Meanings
from kompas.assistant.sockets import Embedder, rows_of

DIGEST = 16  # bytes
TOGETHER = 256  # passages that are embedded before a failing embedder can lose them
TELLING = 3  # words that a sentence must have to say something by itself
Known = Mapping[bytes, Floats]  # by digest of its text, the vector of a passage


@dataclass(frozen=True, slots=True)
class Vectors:
    """Of each passage the vector and the digest of its text; one without a vector has a row of 0. `name`: see `name_of`."""

    name: str
    rows: Floats
    digests: npt.NDArray[np.uint8]

    @property
    def missing(self) -> int:
        """How many passages with a text have no vector."""
        return int((~self.rows.any(axis=1) & self.digests.any(axis=1)).sum())

    def known(self) -> dict[bytes, Floats]:
        there = self.rows.any(axis=1)
        return {digest.tobytes(): row for digest, row in zip(self.digests[there], self.rows[there], strict=True)}

    @classmethod
    def none_of(cls, name: str, passages: Sequence[Passage]) -> "Vectors":
        """No vector of any of these passages."""
        return cls(name, np.zeros((len(passages), 0), np.float32), digests_of(passages))

    @property
    def width(self) -> int:
        """How many numbers a vector has; 0 where none was ever made."""
        return int(self.rows.shape[1])

    def extended(self, passages: Sequence[Passage]) -> "Vectors":
        """With rows for more passages: those whose text was there have its vector, the others have none yet."""
        digests, known = digests_of(passages), self.known()
        nothing = np.zeros(self.rows.shape[1], np.float32)
        more = [known.get(digest.tobytes(), nothing) for digest in digests]
        if not more:
            return self
        return replace(self, rows=np.vstack([self.rows, *more]), digests=np.concatenate([self.digests, digests]))

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / "vectors.npy", self.rows, allow_pickle=False)
        np.save(folder / "digests.npy", self.digests, allow_pickle=False)
        (folder / "model").write_text(self.name, "utf-8")

    @classmethod
    def load(cls, folder: Path) -> "Vectors | None":
        """What was saved there, read from the disk as it is needed; None when there is nothing whole."""
        try:
            rows = np.load(folder / "vectors.npy", mmap_mode="r", allow_pickle=False)
            digests = np.load(folder / "digests.npy", allow_pickle=False)
            return cls((folder / "model").read_text("utf-8"), rows, digests) if len(rows) == len(digests) else None
        except (OSError, ValueError, EOFError):
            return None


def text_of(passage: Passage) -> str:
    """What is embedded of a passage; "" of one that has no words of its own."""
    if not passage.text:
        return ""
    return "\n".join(filter(None, (passage.article.title, passage.heading, passage.text)))


def digests_of(passages: Iterable[Passage]) -> npt.NDArray[np.uint8]:
    texts = (text_of(passage) for passage in passages)
    made = [blake2b(text.encode(), digest_size=DIGEST).digest() if text else bytes(DIGEST) for text in texts]
    return np.frombuffer(b"".join(made), np.uint8).reshape(-1, DIGEST)


def vectors_of(passages: Sequence[Passage], embedder: Embedder, known: Known, prefix: str = "") -> Vectors:
    """The vectors of these passages; only texts that are not `known` are embedded.

    Where the embedder fails, the passages that are left have no vector: they are found by words until it is tried again.
    One that gives vectors of another width than the `known` is another model behind the same name: all are made anew.
    Nothing but public articles is given to an embedder that is not on this machine.
    """
    digests = digests_of(passages).copy()
    texts: dict[bytes, str] = {}
    for passage, row in zip(passages, digests, strict=True):
        if embedder.outside and passage.article.audience is not Audience.PUBLIC:
            row[:] = 0
        elif passage.text:
            texts[row.tobytes()] = prefix + text_of(passage)
    made = _made(texts, embedder, known)
    width = next((len(row) for row in made.values()), 0)
    rows = np.zeros((len(passages), width), np.float32)
    for place, row in enumerate(digests):
        if (vector := made.get(row.tobytes())) is not None:
            rows[place] = vector
            if not vector.any():
                row[:] = 0  # the model knows no word of it: nothing is owed
    return Vectors(name_of(embedder, prefix), rows, digests)


def _made(texts: Mapping[bytes, str], embedder: Embedder, known: Known) -> dict[bytes, Floats]:
    """The vectors of these texts, all of one width. Where those that are known have another, all are made anew."""
    made = {digest: known[digest] for digest in texts if digest in known}
    if len({len(row) for row in made.values()}) > 1:
        made = {}
    try:
        for part in _parts([digest for digest in texts if digest not in made], TOGETHER):
            rows = rows_of(embedder, [texts[digest] for digest in part])
            if made and len(next(iter(made.values()))) != rows.shape[1]:
                return _made(texts, embedder, {}) if known else {}  # {}: it changes from one call to the next
            made.update(zip(part, rows, strict=True))
    except KompasError:
        pass  # `missing` tells it
    return made


def name_of(embedder: Embedder, prefix: str) -> str:
    """By which vectors of passages are known to be comparable."""
    return f"{embedder.name} {prefix}".strip()


def _parts(digests: Sequence[bytes], size: int) -> Iterable[Sequence[bytes]]:
    return (digests[begin : begin + size] for begin in range(0, len(digests), size))


@dataclass(frozen=True, slots=True)
class Near:
    """Passages near a question, and of each its place by meaning: 1 for the best article, between two within one."""

    passages: Ints
    places: Floats


@dataclass(frozen=True, slots=True)
class Meaning:
    """The vectors of an index with the embedder of questions. `prefix` goes before a question, where the model wants that."""

    vectors: Vectors
    embedder: Embedder
    prefix: str = ""

    def asked(self, question: str, most: int) -> Floats | None:
        """The vectors of the sentences of a question; None without vectors to compare, or when the embedder fails."""
        if self.vectors.width == 0:
            return None
        try:
            return rows_of(self.embedder, [self.prefix + part for part in parts_of(question)[:most]])
        except KompasError:
            return None  # the embedder's own keeper tells whoever runs this

    def near(self, asked: Floats, by_article: Ints, owners: Ints, allowed: npt.NDArray[np.bool_], by: Meanings) -> Near:
        """What lies near, of the articles that are `allowed`.

        `by_article` are all passages, those of an article beside each other, and `owners` their articles.
        """
        mine = allowed[owners]
        passages, owned = by_article[mine], owners[mine]
        if len(passages) == 0 or asked.shape[1] != self.vectors.width:
            return Near(passages[:0], np.zeros(0, np.float32))
        like = np.clip(self.vectors.rows @ asked.T, 0, None)[passages] ** by.sharpness
        starts = np.flatnonzero(np.concatenate([[True], owned[1:] != owned[:-1]]))
        of_article = np.maximum.reduceat(like, starts, axis=0).sum(axis=1)
        own = like.sum(axis=1)
        chosen = []
        ends = np.append(starts[1:], len(passages))
        best = np.argsort(-of_article, kind="stable")[: by.articles]
        for place, article in enumerate(best[of_article[best] > 0].tolist(), start=1):
            rows = np.arange(starts[article], ends[article])
            rows = rows[np.argsort(-own[rows], kind="stable")][: by.of_one_article]
            chosen.append((passages[rows], place + np.arange(len(rows), dtype=np.float32) / by.of_one_article))
        if not chosen:
            return Near(passages[:0], np.zeros(0, np.float32))
        return Near(*(np.concatenate(column) for column in zip(*chosen, strict=True)))


def parts_of(question: str) -> list[str]:
    """The sentences and paragraphs of a question that say something by themselves; the whole when none does."""
    paragraphs = [" ".join(line.strip(" \t*#-•>").split()) for line in question.splitlines()]
    said = chain(chain.from_iterable(map(sentences, paragraphs)), paragraphs)
    telling = [one for one in said if len(one.split()) >= TELLING]
    return list(dict.fromkeys(telling)) or [" ".join(question.split())]


def fused(by_words: Floats, passages: Ints, owners: Ints, near: Near, smooth: float) -> Floats:
    """What orders passages by words and meaning: the sum of 1 / (smooth + place) of their articles over both rankings.

    Within an article both rankings of its passages count. What is not among those near has no place there.
    """
    by_meaning = dict(zip(near.passages.tolist(), near.places.tolist(), strict=True))
    places: dict[int, int] = {}
    taken: Counter[int] = Counter()
    joined = np.zeros(len(passages), np.float32)
    for row in np.argsort(-by_words, kind="stable").tolist():
        owner = int(owners[row])
        within = 1 - 1 / (1 + taken[owner])  # 0, 1/2, 2/3: never as much as a whole place
        taken[owner] += 1
        place = places.setdefault(owner, len(places) + 1) + within
        joined[row] = 1 / (smooth + place) + 1 / (smooth + by_meaning.get(int(passages[row]), np.inf))
    return joined
