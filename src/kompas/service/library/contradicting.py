"""Contradictions are looked for in the back room once what serves is prepared, and kept until an editor has judged them
or the articles say otherwise."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from kompas.assistant.assistant import Assistant, is_prepared
from kompas.assistant.company.documents import article_path
from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.database.connection import connect
from kompas.service.database.screen import writing
from kompas.service.library.contradictions import Clash, Compared, compare
from kompas.service.library.models import Comparison, Contradiction
from kompas.service.library.refusals import NotPossible

MOST_TRIES = 4
_ONLY = 1  # the one row of what is owed
_AT_A_TIME = 400


def owed(db: sqlite3.Connection, version: str, at: int) -> int:
    """The id of the work that is owed for this version; 0 when it was done, or tried as often as we try."""
    db.execute(
        "INSERT INTO library_comparison (id, version, asked_at, claim, tries, articles, more)"
        " VALUES (?, ?, ?, 0, 0, 0, FALSE) ON CONFLICT (id) DO UPDATE SET version = excluded.version,"
        " asked_at = excluded.asked_at, tries = 0, done_at = NULL WHERE version <> excluded.version",
        (_ONLY, version, at),
    )
    row = db.execute("SELECT done_at, tries FROM library_comparison WHERE id = ?", (_ONLY,)).fetchone()
    return _ONLY if row["done_at"] is None and row["tries"] < MOST_TRIES else 0


def find(id: int) -> None:
    """Done in the back room. May run twice, also at once: the last claim has the word, and all is stored in one."""
    with closing(connect()) as db:
        claimed = claim(db, id)
    if claimed is None:
        return
    place = Path(settings.DATA_DIR) / "prepared" / claimed["version"]
    if not is_prepared(place):
        return  # another version is prepared by now, and will be asked for
    aside = Contradiction.objects.exclude(aside_at=None).values_list("digest", flat=True)
    found = compare(Assistant.load(place), set(aside))
    keep(found, claimed["claim"], now_ms())


def claim(db: sqlite3.Connection, id: int) -> sqlite3.Row | None:
    """Take the work over, from whoever had it; None when there is nothing to do."""
    row: sqlite3.Row | None = db.execute(
        "UPDATE library_comparison SET claim = claim + 1, tries = tries + 1 WHERE id = ? AND done_at IS NULL"
        " RETURNING version, claim",
        (id,),
    ).fetchone()
    return row


def keep(found: Compared, claim: int, at: int) -> None:
    """Store what was found, where the claim is still ours: what an editor put aside stays so for as long as both
    sentences are the same."""
    clashes = {one.digest: one for one in found.clashes}
    with writing():
        row = Comparison.objects.filter(pk=_ONLY, claim=claim, done_at=None).first()
        if row is None:
            return
        row.done_at, row.articles, row.more = at, found.articles, found.more
        row.save(update_fields=["done_at", "articles", "more"])
        known = {one.digest: one for one in Contradiction.objects.all()}
        gone = [one.pk for digest, one in known.items() if digest not in clashes]
        _in_parts(gone, lambda some: some.filter(aside_at=None).delete())
        _in_parts(gone, lambda some: some.update(stands=False))
        back = [one.pk for digest, one in known.items() if digest in clashes and not one.stands]
        _in_parts(back, lambda some: some.update(stands=True))
        new = [one for digest, one in clashes.items() if digest not in known]
        Contradiction.objects.bulk_create([_row(one, at) for one in new], batch_size=100)


def open_ones() -> QuerySet[Contradiction]:
    """What stands and was not put aside, by what both stand under."""
    return Contradiction.objects.filter(stands=True, aside_at=None).order_by("shared", "pk")


def aside() -> QuerySet[Contradiction]:
    """What was judged to be none, and still stands there; the newest judgement first."""
    return Contradiction.objects.filter(stands=True).exclude(aside_at=None).order_by("-aside_at", "pk")


def paths() -> frozenset[str]:
    """The documents that take part in an open one."""
    return frozenset(path for pair in open_ones().values_list("one", "other") for path in pair)


def put_aside(id: int, by: str) -> None:
    """It is no contradiction, says `by`. Raises NotPossible when it is no longer there, or was put aside already."""
    with writing() as db:
        at = now_ms()
        if not open_ones().filter(pk=id).update(aside_at=at, aside_by=by):
            raise NotPossible("no_contradiction", "This pair is not there any more.")
        store.record(db, "contradiction.dismissed", by, at, data={"contradiction": id})


def bring_back(id: int, by: str) -> None:
    """It is one after all. Raises NotPossible when it is no longer there."""
    with writing() as db:
        if not aside().filter(pk=id).update(aside_at=None, aside_by=""):
            raise NotPossible("no_contradiction", "This pair is not there any more.")
        store.record(db, "contradiction.reopened", by, now_ms(), data={"contradiction": id})


def _row(clash: Clash, at: int) -> Contradiction:
    one, other = (article_path(side.article.lang, side.article.slug) for side in (clash.one, clash.other))
    return Contradiction(
        digest=clash.digest, shared=clash.shared, one=one, one_text=clash.one.text, other=other,
        other_text=clash.other.text, found_at=at,
    )  # fmt: skip


def _in_parts(ids: Sequence[int], do: Callable[[QuerySet[Contradiction]], object]) -> None:
    for start in range(0, len(ids), _AT_A_TIME):
        do(Contradiction.objects.filter(pk__in=ids[start : start + _AT_A_TIME]))
