"""Many proposals of one source, accepted at once: some at a time, each part whole, so that a killed one goes on where it
was. What somebody else published since it was proposed, or what is unsound, stays a proposal."""

import sqlite3
import time
from collections.abc import Sequence

from django.db.models import F, Q, QuerySet

from kompas.assistant.company.complaints import CompanyRefused
from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.database.screen import writing
from kompas.service.library import lists
from kompas.service.library.models import Version
from kompas.service.library.publishing import publish_all, sound
from kompas.service.library.refusals import NotPossible, Overtaken
from kompas.service.library.sources.models import Acceptance, Source

SLICE = 45.0  # seconds: then other work of the back room has its turn
MOST_TRIES = 4  # without coming on
AT_ONCE = 50  # proposals in one transaction


def acceptable(source: Source, only_new: bool, until: int) -> QuerySet[Version]:
    """What of a source's proposals can be accepted unread: nothing newer serves than they were made from."""
    found = lists.proposals().filter(by=source.author, at__lte=until)
    if only_new:
        return found.filter(document__published=None).order_by("pk")
    sound = Q(document__published=None) | Q(document__published__number__lte=F("based_on"))
    return found.filter(sound).order_by("pk")


def begin(source: Source, only_new: bool, until: int, by: str) -> Acceptance:
    """Have them published in the back room; the acceptance that is under way, if there is one. Raises NotPossible when
    there is nothing to accept."""
    with writing() as db:
        under_way = Acceptance.objects.filter(source=source, done_at=None).first()
        if under_way is not None:
            return under_way
        asked = acceptable(source, only_new, until).count()
        if not asked:
            raise NotPossible("no_proposals", "There is nothing to accept.")
        at = now_ms()
        begun = Acceptance.objects.create(source=source, by=by, at=at, until=until, only_new=only_new, asked=asked)
        about: dict[str, store.Plain] = {"source": source.pk, "acceptance": begun.pk, "proposals": asked}
        store.record(db, "source.accepting", by, at, data=about)
    return begun


def stop(source_id: int, by: str) -> None:
    """Accept no more; what was published so far stays."""
    with writing() as db:
        for one in Acceptance.objects.filter(source_id=source_id, done_at=None):
            _end(db, one, "stopped", by)


def unfinished() -> list[int]:
    """What the back room has to go on with."""
    return list(Acceptance.objects.filter(done_at=None).order_by("pk").values_list("pk", flat=True))


def work_on(id: int, seconds: float = SLICE) -> None:
    """Go on until all is decided or this turn is over. May run twice, also at once: the last claim has the word."""
    acceptance = _claimed(id)
    if acceptance is None:
        return
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        now = Acceptance.objects.select_related("source").filter(pk=id, claim=acceptance.claim, done_at=None).first()
        if now is None:
            return
        some = acceptable(now.source, now.only_new, now.until).filter(pk__gt=now.after)
        ids = list(some.values_list("pk", flat=True)[:AT_ONCE])
        if not ids:
            with writing() as db:
                _end(db, now, "finished", now.by)
            return
        try:
            left = _accept(now, ids)
        except _NotOurs:
            return
        except _Unsound:
            with writing() as db:
                _end(db, now, "unsound", now.by)
            return
        _ours(now).update(after=ids[-1], left=F("left") + left, tries=0)


class _Unsound(Exception):
    """What serves already is refused: no proposal is to blame, and none can be accepted until that is mended."""


class _NotOurs(Exception):
    """It was stopped, or somebody else is at it."""


def _claimed(id: int) -> Acceptance | None:
    with writing() as db:
        one = Acceptance.objects.select_related("source").filter(pk=id, done_at=None).first()
        if one is None:
            return None
        one.claim, one.tries = one.claim + 1, one.tries + 1
        one.save(update_fields=["claim", "tries"])
        if one.tries > MOST_TRIES:
            _end(db, one, "failed", one.by)
            return None
    return one


def _accept(acceptance: Acceptance, ids: Sequence[int]) -> int:
    """All of these, or as many as are sound, one edition for each part; gives how many are left."""
    if not ids:
        return 0
    try:
        publish_all(ids, acceptance.by, lambda count: _count(acceptance, count))
    except (CompanyRefused, Overtaken, NotPossible) as refused:
        wrong = _named(ids, refused) if isinstance(refused, CompanyRefused) else set()
        if isinstance(refused, CompanyRefused) and not wrong and not sound():
            raise _Unsound from refused
        if wrong:
            return len(wrong) + _accept(acceptance, [id for id in ids if id not in wrong])
        if len(ids) == 1:
            return 1
        half = len(ids) // 2
        return _accept(acceptance, ids[:half]) + _accept(acceptance, ids[half:])
    return 0


def _count(acceptance: Acceptance, published: int) -> None:
    """Within the transaction that publishes: what is not ours any more is not published either."""
    if not _ours(acceptance).filter(done_at=None).update(accepted=F("accepted") + published):
        raise _NotOurs


def _named(ids: Sequence[int], refused: CompanyRefused) -> set[int]:
    """Which of these proposals the complaints are about, by their files."""
    files = {complaint.file for complaint in refused.complaints}
    return set(Version.objects.filter(pk__in=ids, document__path__in=files).values_list("pk", flat=True))


def _ours(acceptance: Acceptance) -> QuerySet[Acceptance]:
    return Acceptance.objects.filter(pk=acceptance.pk, claim=acceptance.claim)


def _end(db: sqlite3.Connection, one: Acceptance, how: str, by: str) -> None:
    """Inside a transaction; nothing where it was stopped, or taken over, a moment ago."""
    at = now_ms()
    if _ours(one).filter(done_at=None).update(done_at=at, how=how):
        one.refresh_from_db(fields=["accepted", "left"])
        about: dict[str, store.Plain] = {"acceptance": one.pk, "how": how, "accepted": one.accepted, "left": one.left}
        store.record(db, "source.accepted", by, at, data=about)
