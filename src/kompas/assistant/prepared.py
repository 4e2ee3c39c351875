"""A company made ready to think with: heavy work once per version, a fast start from what was stored."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
import numpy.typing as npt

from kompas import __version__
from kompas.assistant.answering.voice import Voice
from kompas.assistant.company.stored import dump_company, load_company
from kompas.assistant.domain.company import Company, EmbedderPlan
from kompas.assistant.domain.errors import Permanent
from kompas.assistant.domain.knowledge import Article
from kompas.assistant.knowledge import compiling
from kompas.assistant.knowledge.index import Index
from kompas.assistant.knowledge.meaning import Meaning, Vectors, name_of, vectors_of
from kompas.assistant.matters import Key, learned
from kompas.assistant.rules.house import HouseRules
from kompas.assistant.sockets import Connector, Embedder
from kompas.assistant.understanding.intents import IntentModel, load, save
from kompas.assistant.understanding.language import Languages

_MEANING = "meaning"  # the folder of the vectors, beside the index
MADE_BY = f"{__version__} 4"  # raise the number when what is prepared changes between two versions
Connect = Callable[[Company], Mapping[str, Connector]]  # opens the systems that a company names
Embed = Callable[[Company], Embedder | None]  # opens the embedder that a company names


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything compiled once; frozen, safe to share between threads. `intents` is None for a company without any.

    `articles` stand by slug and language, and so do their `titles`; `guessable` are the matters whose intent was learned.
    `base`: what this is a quick revision of, if it is one.
    """

    company: Company
    index: Index
    intents: IntentModel | None
    connectors: Mapping[str, Connector]
    base: "Prepared | None" = None
    languages: Languages = field(init=False)
    house: HouseRules = field(init=False)
    voice: Voice = field(init=False)
    articles: Mapping[str, Mapping[str, Article]] = field(init=False)
    titles: Mapping[str, Mapping[str, str]] = field(init=False)
    guessable: frozenset[Key] = field(init=False)

    def __post_init__(self) -> None:
        company = self.company
        object.__setattr__(self, "languages", Languages(company.languages))
        object.__setattr__(self, "house", HouseRules(company.rules))
        known = self.intents.intents if self.intents is not None else ()
        object.__setattr__(self, "guessable", learned(company.intents, known))
        articles: dict[str, dict[str, Article]] = {}
        for article in company.articles:
            articles.setdefault(article.slug, {})[article.lang] = article
        titles = {slug: {lang: one.title for lang, one in those.items()} for slug, those in articles.items()}
        object.__setattr__(self, "articles", articles)
        object.__setattr__(self, "titles", titles)
        object.__setattr__(self, "voice", Voice(company.voice, company.name, company.languages))


def revised(prepared: Prepared, company: Company, connectors: Mapping[str, Connector] | None = None) -> Prepared:
    """The same made ready for a changed company, without training: its intents are guessed as they were learned.

    Made from what was prepared whole, however often it was revised since.
    """
    base = prepared.base or prepared
    taught, intents = tuple(base.company.intents.values()), tuple(company.intents.values())
    index = compiling.revised(base.index, taught, company.articles, company.synonyms, intents)
    return Prepared(company, index, base.intents, prepared.connectors if connectors is None else connectors, base)


def compile_company(company: Company, embedder: Embedder | None = None) -> tuple[Index, IntentModel | None]:
    """The heavy part, seconds of work: the search index and the trained intents."""
    index = compiling.compiled(company.articles, company.synonyms, tuple(company.intents.values()))
    if embedder is not None:
        vectors = vectors_of(index.passages, embedder, {}, _plan(company).passage_prefix)
        index = _with_meaning(company, index, embedder, vectors)
    return index, _trained(company)


def store(company: Company, into: Path, embedder: Embedder | None = None) -> None:
    """Compiles and writes a company into the folder `into`; it appears whole or not at all.

    Made before, it is left as it is; vectors that are missing, or of another embedder, are made anew.
    """
    if is_prepared(into):
        _make_up(company, into, embedder)
        return
    into.parent.mkdir(parents=True, exist_ok=True)
    making = Path(mkdtemp(prefix=".preparing-", dir=into.parent))
    try:
        index, intents = compile_company(company)
        index.save(making / "index")
        if embedder is not None:
            _vectors(company, index, embedder, into).save(making / _MEANING)
        if intents is not None:
            save(intents, making / "intents.npz")
        (making / "company.json").write_bytes(dump_company(company))
        (making / "made-by").write_text(MADE_BY)
        making.chmod(0o755)
        if not is_prepared(into):
            shutil.rmtree(into, ignore_errors=True)  # another Kompas made it
        try:
            making.rename(into)
        except OSError:
            if not is_prepared(into):  # else another process was first, with the same content
                raise
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _vectors(company: Company, index: Index, embedder: Embedder, into: Path) -> Vectors:
    """Of every passage; what an earlier version had with the same words is taken from there."""
    known: dict[bytes, npt.NDArray[np.float32]] = {}
    for place in sorted(into.parent.glob(f"[!.]*/{_MEANING}")):
        before = Vectors.load(place)
        if before is not None and before.name == name_of(embedder, _plan(company).passage_prefix):
            known.update(before.known())
    return vectors_of(index.passages, embedder, known, _plan(company).passage_prefix)


def _plan(company: Company) -> EmbedderPlan:
    return company.embedder or EmbedderPlan()


def _make_up(company: Company, into: Path, embedder: Embedder | None) -> None:
    there = Vectors.load(into / _MEANING)
    if embedder is None:
        return
    if there is not None and there.name == name_of(embedder, _plan(company).passage_prefix) and not there.missing:
        return
    making = Path(mkdtemp(prefix=".preparing-", dir=into.parent))
    try:
        _vectors(company, Index.load(into / "index"), embedder, into).save(making / "new")
        if there is not None:
            (into / _MEANING).rename(making / "old")  # who reads it keeps what is open
        (making / "new").rename(into / _MEANING)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def is_prepared(folder: Path) -> bool:
    """Whether this Kompas has prepared a company there."""
    try:
        return (folder / "made-by").read_text() == MADE_BY
    except OSError:
        return False


def no_embedder(company: Company) -> None:
    """Opens none."""


def take_up(folder: Path, connect: Connect, embed: Embed = no_embedder) -> Prepared:
    """What was stored, without training anything. Raises Permanent when it is not there or from another version."""
    if not is_prepared(folder):
        raise Permanent("This Kompas has not prepared this company.", "Prepare the company folder again.")
    company = load_company((folder / "company.json").read_bytes())
    intents = load(folder / "intents.npz") if company.intents else None
    index = Index.load(folder / "index")
    if (embedder := embed(company)) is not None:
        index = _with_meaning(company, index, embedder, Vectors.load(folder / _MEANING))
    return Prepared(company, index, intents, connect(company))


def _with_meaning(company: Company, index: Index, embedder: Embedder, vectors: Vectors | None) -> Index:
    """With the vectors that were stored, unless they are of another embedder."""
    plan = _plan(company)
    if vectors is None or vectors.name != name_of(embedder, plan.passage_prefix):
        vectors = Vectors.none_of(embedder.name, index.passages)
    return index.with_meaning(Meaning(vectors, embedder, plan.question_prefix))


def _trained(company: Company) -> IntentModel | None:
    if not company.intents:
        return None
    from kompas.assistant.understanding.training import train_company  # heavy, and never in a serving process

    return train_company(company)
