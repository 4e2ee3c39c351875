"""The index of a knowledge: built from passages, saved, loaded, and searched for what answers a question."""

import shutil
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache
from itertools import compress
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import orjson

from kompas.assistant.domain.errors import Permanent
from kompas.assistant.domain.knowledge import Article, Audience, Found, Passage
from kompas.assistant.knowledge.analysis import Analysis
from kompas.assistant.knowledge.asked import Asked, asked, terms_for
from kompas.assistant.knowledge.bridge import Bridge
from kompas.assistant.knowledge.catalogue import Catalogue, Floats, Ints, sizes_of
from kompas.assistant.knowledge.cataloguing import (
    Asks,
    Examples,
    asks_of,
    catalogued,
    documents,
    extended,
    languages_of,
)
from kompas.assistant.knowledge.certainty import Evidence, certainties, ranks
from kompas.assistant.knowledge.engine import Engine
from kompas.assistant.knowledge.evidence import unfounded, weighed
from kompas.assistant.knowledge.folding import Folding, Kept
from kompas.assistant.knowledge.meaning import Meaning, Near, fused
from kompas.assistant.knowledge.shelf import Shelf, filled
from kompas.assistant.knowledge.weights import Weights, weights

FORMAT = 2


class Index:
    """Finds passages. Frozen after it is built; safe to search from several threads."""

    def __init__(
        self,
        shelf: Shelf,
        catalogue: Catalogue,
        numbers: dict[str, int],
        analysis: Analysis,
        bridge: Bridge,
        folder: Path,
        keeps: TemporaryDirectory[str] | None = None,
        meaning: Meaning | None = None,
    ) -> None:
        self.meaning = meaning
        self.analysis = analysis
        self.bridge = bridge
        self._shelf = shelf
        self._catalogue = catalogue
        self._numbers = numbers
        self._known = _known(numbers, catalogue)
        self._folder = folder
        self._keeps = keeps  # the folder of an index that was not loaded goes away with it
        self._engine = Engine(folder / "engine")
        self._languages = languages_of(shelf.articles)
        self._weights: Weights = weights()
        self._sizes = sizes_of(catalogue)
        self._by_article = np.argsort(catalogue.owner, kind="stable").astype(np.int32)
        self._owners = catalogue.owner[self._by_article]
        gone = catalogue.valid_from > catalogue.valid_until
        self._gone = int(gone[catalogue.owner].sum())  # the engine finds them all the same
        self._articles: dict[str, list[int]] = {}
        for number, article in enumerate(shelf.articles):
            self._articles.setdefault(article.slug, []).append(number)
        self._answering = lru_cache(maxsize=8)(self._answering_on)  # the same for all questions of a day

    def __len__(self) -> int:
        return len(self._shelf)

    @classmethod
    def build(
        cls,
        passages: Sequence[Passage],
        analysis: Analysis,
        bridge: Bridge | None = None,
        examples: Examples | None = None,
    ) -> "Index":
        """An index of these passages, in a temporary folder until it is saved.

        `bridge` joins the languages; `examples` are, by slug and language, what customers ask for an article.
        """
        keeps = TemporaryDirectory(prefix="kompas-index-")
        folder = Path(keeps.name)
        shelf, owners = filled(passages)
        asks = asks_of(shelf.articles, examples or {})
        found = documents(passages, owners, asks, analysis)
        catalogue, numbers = catalogued(passages, shelf.articles, owners, asks, found, analysis)
        Engine.write(folder / "engine", found)
        return cls(shelf, catalogue, numbers, analysis, bridge or Bridge({}), folder, keeps)

    def with_meaning(self, meaning: Meaning | None) -> "Index":
        """The same, which also finds what lies near a question in meaning. The vectors are those of its passages, in order."""
        if meaning is not None and len(meaning.vectors.rows) != len(self):
            raise Permanent("The vectors are of other passages.", "Prepare the company folder again.")
        other = copy(self)
        other.meaning = meaning
        return other

    @property
    def passages(self) -> list[Passage]:
        """All passages in the order of their numbers, those of articles that are gone included."""
        return [self._shelf.passage(number) for number in range(len(self))]

    @property
    def articles(self) -> Sequence[Article]:
        """The articles whose passages are found."""
        return self._shelf.articles

    def revised(
        self, gone: Collection[str], passages: Sequence[Passage], asks: Mapping[str, Asks], analysis: Analysis
    ) -> "Index":
        """An index without the articles `gone` (ids) and with more passages; this one stays as it is.

        `asks` are, by id, what stands with the new articles: see `asks_of`. Finds what an index that is built anew of the
        same passages finds. Words that only the articles gone had still count as known where a question is misspelt.
        """
        without = [number for number, article in enumerate(self.articles) if article.id in gone]
        shelf, owners = self._shelf.extended(passages)
        fresh = [asks[article.id] for article in shelf.articles[len(self.articles) :]]
        found = documents(passages, [owner - len(self.articles) for owner in owners], fresh, analysis)
        catalogue, numbers = extended(
            self._catalogue, self._numbers, without, passages, shelf.articles, owners, fresh, found, analysis
        )
        meaning = self.meaning
        if meaning is not None:
            meaning = replace(meaning, vectors=meaning.vectors.extended(passages))
        if not passages:
            return Index(shelf, catalogue, numbers, analysis, self.bridge, self._folder, self._keeps, meaning)
        keeps = TemporaryDirectory(prefix="kompas-index-")
        folder = Path(keeps.name)
        Engine.extend(self._folder / "engine", folder / "engine", found, len(self))
        return Index(shelf, catalogue, numbers, analysis, self.bridge, folder, keeps, meaning)

    def save(self, folder: Path) -> None:
        """Writes the index into a new or empty folder; a reader sees it only when it is whole."""
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(self._folder / "engine", folder / "engine", dirs_exist_ok=True)
        self._shelf.save(folder)
        arrays = {"starts": np.array(self._shelf.starts, np.int64), **self._catalogue.arrays()}
        np.savez(folder / "catalogue.npz", allow_pickle=False, **arrays)
        words = {
            "vocabulary": self.analysis.vocabulary,
            "synonyms": self.analysis.synonyms,
            "bridge": [[source, target, ways] for (source, target), ways in self.bridge.ways.items()],
            "tokens": list(self._numbers),
        }
        (folder / "words.json").write_bytes(orjson.dumps(words))
        (folder / "format").write_text(str(FORMAT), "ascii")

    @classmethod
    def load(cls, folder: Path) -> "Index":
        """The index that was saved there. Raises Permanent when there is none, or one of another format."""
        try:
            if (folder / "format").read_text("ascii") != str(FORMAT):
                raise Permanent("The search index has another format.", "Build it anew from the articles.")
            with np.load(folder / "catalogue.npz", allow_pickle=False) as arrays:
                catalogue = Catalogue(**{name: arrays[name] for name in arrays.files if name != "starts"})
                starts = arrays["starts"].tolist()
            shelf = Shelf.load(folder, starts)
            words = orjson.loads((folder / "words.json").read_bytes())
        except OSError as missing:
            raise Permanent("The search index cannot be read.", "Build it anew from the articles.") from missing
        bridge = Bridge({(source, target): ways for source, target, ways in words["bridge"]})
        numbers = {token: number for number, token in enumerate(words["tokens"])}
        return cls(shelf, catalogue, numbers, Analysis(words["vocabulary"], words["synonyms"]), bridge, folder)

    def search(
        self,
        question: str,
        lang: str,
        day: date,
        audience: Audience,
        k: int = 10,
        led: Collection[str] = (),
        private: bool = False,
    ) -> tuple[Found, ...]:
        """At most `k` passages that may answer the question, best first, with how surely they do.

        Only articles that are valid on `day`; those for staff only when `audience` is staff. A passage in another
        language than `lang` only when its article is not there in `lang`. Of the articles `led` (slugs) the best
        passages come along beyond `k`, however the engine ranks them. With an embedder the order is that by words and meaning
        together; scores and certainties are those of the words. A `private` question is not given to one outside.
        """
        number = self._languages.index(lang) if lang in self._languages else -1
        allowed, targets = self._answering(number, day, audience)
        by_language = self._asked(question, lang, targets)
        passages, scores = self._proposed([one for _, one in by_language], allowed, k)
        near = self._near(question, allowed, private)
        if near is not None:
            passages, scores = _with_more(passages, scores, near.passages)
            by_language += [(target, None) for target in targets if target not in dict(by_language)]
        leading = np.array([number for slug in led for number in self._articles.get(slug, ())], np.int32)
        passages, scores = self._with_led(passages, scores, leading[allowed[leading]])
        groups = [self._group(one, target, target != number, passages, scores) for target, one in by_language]
        joined = _joined([group for group in groups if group is not None])
        return self._found(joined, near, k, frozenset(leading.tolist()))

    def _near(self, question: str, allowed: npt.NDArray[np.bool_], private: bool) -> Near | None:
        """What lies near in meaning; None without an embedder, or where it may not be asked or fails."""
        meaning, numbers = self.meaning, self._weights.meaning
        if meaning is None or (private and meaning.embedder.outside) or not question.strip():
            return None
        asked = meaning.asked(question, numbers.parts)
        if asked is None:
            return None
        near = meaning.near(asked, self._by_article, self._owners, allowed, numbers)
        return near if len(near.passages) else None

    def _with_led(self, passages: Ints, scores: Floats, leading: Ints) -> tuple[Ints, Floats]:
        """The proposed passages and all of the leading articles; those that the engine did not find score 0."""
        if len(leading) == 0:
            return passages, scores
        begins, ends = (np.searchsorted(self._owners, leading, side) for side in ("left", "right"))
        rows = (self._by_article[begin:end] for begin, end in zip(begins, ends, strict=True))
        return _with_more(passages, scores, np.concatenate(list(rows)))

    def _answering_on(self, lang: int, day: date, audience: Audience) -> tuple[npt.NDArray[np.bool_], list[int]]:
        """Which articles may answer in that language on that day, and in which languages they are."""
        allowed = self._catalogue.allowed(lang, day, staff=audience is Audience.STAFF)
        return allowed, np.unique(self._catalogue.lang[allowed]).tolist()

    def _asked(self, question: str, lang: str, targets: Sequence[int]) -> list[tuple[int, Asked | None]]:
        """The question as passages of each of these languages would say it."""
        found: list[tuple[int, Asked | None]] = []
        typed = self.analysis.terms(question, lang)
        for target in targets:
            terms = terms_for(typed, lang, self._languages[target], self.analysis, self.bridge)
            strangest = float(self._catalogue.strangest[target])
            one = asked(terms, strangest, self._known, self._catalogue)
            if one is not None:
                found.append((target, one))
        return found

    def _proposed(
        self, questions: Sequence[Asked | None], allowed: npt.NDArray[np.bool_], k: int
    ) -> tuple[Ints, Floats]:
        """What the engine finds among the allowed articles; it looks further when too much of that is not allowed.

        Asked in two languages it looks further at once: the translations that are not allowed are found as well.
        """
        clauses = [clause for one in questions if one is not None for clause in one.clauses]
        pool = max(self._weights.results.pool, k)
        limit = pool * (1 if len(questions) < 2 else 4) + min(self._gone, pool)
        while True:
            numbers, scores = self._engine.best(clauses, limit) if clauses else ([], [])
            passages = np.array(numbers, np.int32)
            keep = np.flatnonzero(allowed[self._catalogue.owner[passages]])[:pool]
            if len(keep) == pool or len(numbers) < limit:
                return passages[keep], np.array(scores, np.float32)[keep]
            limit *= 8

    def _group(self, one: Asked | None, target: int, foreign: bool, passages: Ints, scores: Floats) -> "_Group | None":
        mine = np.flatnonzero(self._catalogue.lang[self._catalogue.owner[passages]] == target)
        if len(mine) == 0:
            return None
        chosen = passages[mine]
        if one is None:
            nothing = ((), np.zeros(0, np.bool_))
            return _Group(chosen, np.zeros(len(chosen), np.float32), unfounded(len(chosen)), [nothing] * len(chosen))
        evidence, present = weighed(one, chosen, self._catalogue, self._weights.certainty)
        rank = ranks(evidence, scores[mine], float(scores.max()) or 1.0, self._weights.ranking)
        if foreign:
            rank = rank * self._weights.ranking.other_language
        lang = self._languages[target] + ":"
        stems = tuple(token.removeprefix(lang) if token.startswith(lang) else "" for token in one.tokens)
        return _Group(chosen, rank, evidence, [(stems, row) for row in present])

    def _found(self, group: "_Group | None", near: Near | None, k: int, led: frozenset[int]) -> tuple[Found, ...]:
        if group is None:
            return ()
        owners = self._catalogue.owner[group.passages]
        sure = certainties(group.evidence, _margins(group.rank, owners), self._weights.certainty).tolist()
        ranked, passages = group.rank.tolist(), group.passages.tolist()
        order = group.rank
        if near is not None:
            order = fused(group.rank, group.passages, owners, near, self._weights.meaning.smooth)
        return tuple(
            Found(
                self._shelf.passage(passages[one.place]),
                ranked[one.place],
                sure[one.place],
                group.stems(one.place),
                tuple(self._shelf.passage(passages[place]).id for place in one.also),
            )
            for one in self._kept(group, order, owners.tolist(), k, led)
        )

    def _kept(self, group: "_Group", order: Floats, owners: Sequence[int], k: int, led: frozenset[int]) -> list[Kept]:
        """The best `k`, few of one article and none twice, and those of the `led` articles."""
        same_text = self._weights.results.same_text
        folding = Folding(group.passages, self._catalogue, self._sizes, same_text, self._shelf.passage)
        kept: list[Kept] = []
        taken: Counter[int] = Counter()
        for place in np.argsort(-order, kind="stable").tolist():
            owner = owners[place]
            full = len(kept) >= k or taken[owner] >= self._weights.results.of_one_article
            if full and owner not in led:
                continue
            same = folding.same(place, kept)
            if same is None:
                kept.append(Kept(place, []))
                taken[owner] += 1
            elif folding.better(place, same.place) and (owner in led or owners[same.place] not in led):
                taken[owners[same.place]] -= 1
                taken[owner] += 1
                same.also.append(same.place)
                same.place = place
            else:
                same.also.append(place)
        return kept


@dataclass(frozen=True, slots=True)
class _Group:
    """Passages with their rank and evidence; the question's stems in their language, and which of them each has."""

    passages: Ints
    rank: Floats
    evidence: Evidence
    matched: list[tuple[tuple[str, ...], npt.NDArray[np.bool_]]]

    def stems(self, place: int) -> tuple[str, ...]:
        """The question's stems that the passage has."""
        stems, present = self.matched[place]
        return tuple(filter(None, compress(stems, present.tolist())))


def _with_more(passages: Ints, scores: Floats, others: Ints) -> tuple[Ints, Floats]:
    """Passages with others beside them; those that the engine did not find score 0."""
    more = np.array(sorted(set(others.tolist()).difference(passages.tolist())), np.int32)
    return np.concatenate([passages, more]), np.concatenate([scores, np.zeros(len(more), np.float32)])


def _known(numbers: dict[str, int], catalogue: Catalogue) -> Mapping[str, int]:
    """The tokens that any article has: those of articles that are gone are as strange as if they had never been."""
    if catalogue.having[1:].all():
        return numbers
    return {token: number for (token, number), having in zip(numbers.items(), catalogue.having.tolist(), strict=True)
            if having or not number}  # fmt: skip


def _joined(groups: Sequence[_Group]) -> _Group | None:
    if len(groups) < 2:
        return groups[0] if groups else None
    return _Group(
        np.concatenate([group.passages for group in groups]),
        np.concatenate([group.rank for group in groups]),
        Evidence(
            *(np.concatenate([getattr(group.evidence, field.name) for group in groups]) for field in fields(Evidence))
        ),
        [matched for group in groups for matched in group.matched],
    )


def _margins(rank: Floats, owners: Ints) -> Floats:
    """How far each passage is above (or below) the best one of any other article, as a share of the best rank."""
    first = int(np.argmax(rank))
    others = rank[owners != owners[first]]
    second = float(others.max(initial=0.0))
    rival = np.where(owners == owners[first], second, rank[first])
    margins: Floats = (rank - rival) / max(float(rank[first]), 1e-6)
    return margins
