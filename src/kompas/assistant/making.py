"""The heavy half of preparing a company: compile, train, estimate the threshold, store. Never in a serving process."""

import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

from pydantic import TypeAdapter

from kompas.assistant.company.stored import dump_company
from kompas.assistant.domain.certainty import Estimate
from kompas.assistant.domain.company import Company
from kompas.assistant.domain.errors import KompasError
from kompas.assistant.knowledge import compiling
from kompas.assistant.knowledge.index import Index
from kompas.assistant.knowledge.meaning import Known, Vectors, name_of, vectors_of
from kompas.assistant.prepared import (
    COMPANY,
    ESTIMATE,
    INDEX,
    INTENTS,
    MADE_BY,
    MARK,
    MEANING,
    Prepared,
    is_prepared,
    plan_of,
    with_meaning,
)
from kompas.assistant.provisional import enough, estimated
from kompas.assistant.sockets import Embedder, rows_of
from kompas.assistant.understanding.intents import save
from kompas.assistant.understanding.training import rehearse_company

TRIAL = "a b"  # a text that shows how wide an embedder's vectors are


def made(company: Company, embedder: Embedder | None = None) -> Prepared:
    """A company made ready to think with, without its systems: the search index, the trained intents and what is to be
    expected of them, by words alone: an embedder brings passages in, and adds nothing to a certainty."""
    ready = _by_words(company)
    if embedder is None:
        return ready
    vectors = vectors_of(ready.index.passages, embedder, {}, plan_of(company).passage_prefix)
    return replace(ready, index=with_meaning(company, ready.index, embedder, vectors))


def _by_words(company: Company) -> Prepared:
    index = compiling.compiled(company.articles, company.synonyms, tuple(company.intents.values()))
    if not company.intents:
        return Prepared(company, index, None, {})
    model, rehearsed = rehearse_company(company)
    ready = Prepared(company, index, model, {})
    return replace(ready, estimate=estimated(ready, rehearsed) if enough(rehearsed) else None)


def store(company: Company, into: Path, embedder: Embedder | None = None) -> None:
    """Compiles and writes a company into the folder `into`; it appears whole or not at all.

    Made before, it is left as it is; vectors that are missing, of another embedder or of another width than it gives now
    are made anew.
    """
    if is_prepared(into):
        _make_up(company, into, embedder)
        return
    into.parent.mkdir(parents=True, exist_ok=True)
    making = Path(mkdtemp(prefix=".preparing-", dir=into.parent))
    try:
        ready = _by_words(company)
        _write(ready, making)
        if embedder is not None:
            _vectors(company, ready.index, embedder, _known(company, embedder, into)).save(making / MEANING)
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


def _write(ready: Prepared, folder: Path) -> None:
    ready.index.save(folder / INDEX)
    if ready.intents is not None:
        save(ready.intents, folder / INTENTS)
    if ready.estimate is not None:
        (folder / ESTIMATE).write_bytes(TypeAdapter(Estimate).dump_json(ready.estimate))
    (folder / COMPANY).write_bytes(dump_company(ready.company))
    (folder / MARK).write_text(MADE_BY)


def _vectors(company: Company, index: Index, embedder: Embedder, known: Known) -> Vectors:
    return vectors_of(index.passages, embedder, known, plan_of(company).passage_prefix)


def _known(company: Company, embedder: Embedder, into: Path) -> Known:
    """What earlier versions have of this embedder, as wide as the newest of them."""
    places = sorted(into.parent.glob(f"[!.]*/{MEANING}"), key=_made_at, reverse=True)
    name = name_of(embedder, plan_of(company).passage_prefix)
    before = [one for one in map(Vectors.load, places) if one is not None and one.name == name and one.width]
    return {digest: row for one in before if one.width == before[0].width for digest, row in one.known().items()}


def _made_at(place: Path) -> float:
    try:
        return (place / "vectors.npy").stat().st_mtime
    except OSError:  # removed meanwhile, or never whole
        return 0


def _gives_others(embedder: Embedder, there: Vectors) -> bool:
    """Whether it is another model by now, under its old name; where it cannot be asked, nothing says so."""
    try:
        return there.width not in (0, rows_of(embedder, [TRIAL]).shape[1])
    except KompasError:
        return False


def _make_up(company: Company, into: Path, embedder: Embedder | None) -> None:
    there = Vectors.load(into / MEANING)
    if embedder is None:
        return
    others = False
    if there is not None and there.name == name_of(embedder, plan_of(company).passage_prefix):
        others = _gives_others(embedder, there)
        if not others and not there.missing:
            return
    known = {} if others else _known(company, embedder, into)
    making = Path(mkdtemp(prefix=".preparing-", dir=into.parent))
    try:
        _vectors(company, Index.load(into / INDEX), embedder, known).save(making / "new")
        if there is not None:
            (into / MEANING).rename(making / "old")  # who reads it keeps what is open
        (making / "new").rename(into / MEANING)
    finally:
        shutil.rmtree(making, ignore_errors=True)
