"""What an editor does with a source: begin one, have it looked at, change when that happens, stop it, end it."""

import secrets
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from kompas.assistant.company.readers.reading import FILE_LIMIT, kind_of
from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.database.screen import writing
from kompas.service.library.sources.models import Kind, Page, PageState, Run, Schedule, Source

_DAY_MS = 24 * 3_600_000
_EVERY = {Schedule.DAILY: _DAY_MS, Schedule.WEEKLY: 7 * _DAY_MS}

Upload = tuple[str, Iterable[bytes]]  # (name, parts of its content)


def add(source: Source, by: str) -> Source:
    """Keep a new source, and have it looked at where that needs nothing more."""
    source.by, source.at = by, now_ms()
    with writing() as db:
        source.save()
        _plan(source)
        store.record(db, "source.added", by, source.at, data={"source": source.pk, "kind": source.kind})
        if source.kind != Kind.FILES:
            _begin(db, source, by)
    return source


def look(source_id: int, by: str) -> Run | None:
    """Have a page or a site looked at now; the run that is under way, if there is one. None for a source that ended."""
    with writing() as db:
        source = Source.objects.filter(pk=source_id, ended_at=None).exclude(kind=Kind.FILES).first()
        return _begin(db, source, by) if source is not None else None


def bring(source_id: int, uploads: Sequence[Upload], by: str) -> Run | None:
    """Take files in, to be read in the back room. A file of the same name as one before takes its place."""
    source = Source.objects.filter(pk=source_id, ended_at=None, kind=Kind.FILES).first()
    if source is None:
        return None
    kept = [(name[-300:], *_kept(name, parts)) for name, parts in uploads]
    with writing() as db:
        run = _begin(db, source, by)
        for name, file, code in kept:
            page, _ = Page.objects.get_or_create(source=source, address=name)
            forget(page.file)
            page.run, page.file, page.tries, page.facts, page.told, page.code = run.pk, file, 0, "{}", "", code
            page.state = PageState.SKIPPED if code else PageState.WAITING
            page.facts = f'{{"limit": {FILE_LIMIT // 1_000_000}}}' if code == "too_large" else "{}"
            page.save()
            run.skipped += bool(code)
        run.save(update_fields=["skipped"])
    return run


def change(source_id: int, schedule: Schedule, by: str) -> None:
    """Change when a source is looked at by itself."""
    with writing() as db:
        source = Source.objects.get(pk=source_id)
        source.schedule = schedule
        _plan(source)
        store.record(db, "source.changed", by, now_ms(), data={"source": source.pk, "schedule": str(schedule)})


def stop(source_id: int, by: str) -> None:
    """End the run that is under way; what it found so far stays."""
    with writing() as db:
        for run in Run.objects.filter(source_id=source_id, done_at=None):
            run.done_at, run.how, run.claim = now_ms(), "stopped", run.claim + 1
            run.save()
            store.record(db, "source.stopped", by, run.done_at, data={"source": source_id, "run": run.pk})


def end(source_id: int, by: str) -> None:
    """Look at a source no more. Its articles stay, and so do its proposals."""
    stop(source_id, by)
    with writing() as db:
        source = Source.objects.get(pk=source_id)
        source.ended_at, source.next_at, source.schedule = now_ms(), None, Schedule.NEVER
        source.save()
        store.record(db, "source.ended", by, source.ended_at, data={"source": source_id})
    for page in Page.objects.filter(source_id=source_id).exclude(file=""):
        forget(page.file)


def begin_due(now: int) -> None:
    """Have looked at what its schedule says."""
    for source in Source.objects.filter(next_at__lte=now, ended_at=None):
        with writing() as db:
            _begin(db, source, source.author)
            _plan(source)


def unfinished() -> list[int]:
    """The runs that the back room has to go on with."""
    return list(Run.objects.filter(done_at=None).order_by("pk").values_list("pk", flat=True))


def place_of(file: str) -> Path:
    """Where an upload lies."""
    return Path(settings.DATA_DIR) / "uploads" / file


def forget(file: str) -> None:
    """Take an upload away that was read, or never will be."""
    if file:
        place_of(file).unlink(missing_ok=True)


def _begin(db: sqlite3.Connection, source: Source, by: str) -> Run:
    """Inside a transaction."""
    run, begun = Run.objects.get_or_create(source=source, done_at=None, defaults={"at": now_ms(), "by": by})
    if begun:
        store.record(db, "source.begun", by, run.at, data={"source": source.pk, "run": run.pk})
    if begun and source.kind != Kind.FILES:
        there = Page.objects.filter(source=source).filter(Q(state=PageState.DONE) | Q(pieces__digest__gt=""))
        known = Page.objects.filter(pk__in=list(there.values_list("pk", flat=True).distinct()))
        known.update(run=run.pk, state=PageState.WAITING, tries=0, code="", facts="{}", told="")
        start, _ = Page.objects.get_or_create(source=source, address=source.address)
        Page.objects.filter(pk=start.pk).update(run=run.pk, state=PageState.WAITING, depth=0, code="")
    return run


def _plan(source: Source) -> None:
    """Inside a transaction."""
    every = _EVERY.get(Schedule(source.schedule))
    source.next_at = now_ms() + every if every and source.kind != Kind.FILES else None
    source.save(update_fields=["schedule", "next_at"])


def _kept(name: str, parts: Iterable[bytes]) -> tuple[str, str]:
    """The upload's name on the disk, or why it is not kept."""
    if not kind_of(name):
        return "", "unknown_kind"
    file = f"{secrets.token_hex(16)}.{kind_of(name)}"
    place_of(file).parent.mkdir(mode=0o700, exist_ok=True)
    size = 0
    with place_of(file).open("wb") as kept:
        for part in parts:
            size += len(part)
            if size > FILE_LIMIT:
                break
            kept.write(part)
    if size > FILE_LIMIT:
        forget(file)
        return "", "too_large"
    return file, ""
