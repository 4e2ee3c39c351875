"""What serves: published, scheduled, expired, rolled back, removed. The whole company is checked before, outside any
transaction; every verb is then one short transaction, and nothing is published when there are complaints."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import structlog
from django.db import transaction

from kompas.assistant.company.complaints import CompanyRefused
from kompas.assistant.company.documents import is_article
from kompas.assistant.domain.company import Company
from kompas.assistant.domain.errors import Temporary
from kompas.service import house as houses
from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.database.screen import writing
from kompas.service.library import editions
from kompas.service.library.drafts import about, as_written, digest_of, next_version, open_version, refuse_overtaken
from kompas.service.library.models import Conflict, Document, State, Version
from kompas.service.library.record import record_version
from kompas.service.library.refusals import NotPossible, NotWritten, Overtaken

if TYPE_CHECKING:
    from kompas.assistant.company.read import Changes, Checked

log = structlog.get_logger()

_TRIES = 5


def check(path: str, text: str | bytes | None) -> "Checked":
    """The company as it would be with this text: complaints and warnings with line and remedy, and the Company when
    there are none (`house.shelf.now.assistant.revised(checked.company)` answers from it). Stores nothing."""
    from kompas.assistant.company.read import Checked

    document = Document.objects.select_related("published").filter(path=path).first()
    try:
        return _check({path: as_written(text, document or Document(path=path))})[1]
    except CompanyRefused as refused:  # what is published already, where a file of a connector is gone
        return Checked(None, refused.complaints, refused.warnings)
    except NotWritten as fault:
        return Checked(None, (fault.complaint,), ())


def publish(version_id: int, by: str) -> Version:
    """Let a draft or scheduled version serve from now on; it answers when this returns.

    Raises CompanyRefused with complaints and warnings, and publishes nothing; Overtaken; NotPossible.
    """
    return _publish(version_id, by)


def schedule(version_id: int, at: int, by: str) -> Version:
    """Publish a draft by itself at a later moment (ms); checked now, and again then. Raises as `publish` does."""
    version = open_version(version_id)
    if at <= now_ms():
        raise NotPossible("past", "That moment is over.", "Choose a later one, or publish it now.")
    _refuse_unsound({version.document.path: version.raw})
    with writing() as db:
        version = open_version(version_id)
        refuse_overtaken(version.document, version.based_on)
        version.state, version.due_at, version.published_by = State.SCHEDULED, at, by
        version.save(update_fields=["state", "due_at", "published_by"])
        store.record(db, "document.scheduled", by, now_ms(), data={**about(version), "due": at})
    return version


def unschedule(version_id: int, by: str) -> Version:
    """A draft again."""
    with writing() as db:
        version = open_version(version_id)
        _back_to_draft(version)
        store.record(db, "document.unscheduled", by, now_ms(), data=about(version))
    return version


def expire(path: str, last_day: date, by: str) -> Version:
    """Publish the served article with this valid_until. Raises as `publish` does, NotPossible for what is no article."""
    from kompas.assistant.company.front_matter import with_key

    served = _served(path)
    text = with_key(served.raw or b"", "valid_until", last_day.isoformat())
    if not is_article(path) or text is None:
        raise NotPossible("no_article", f"{path} is no article.", "Only articles have a last day.")
    return _new(path, text, by, f"valid_until {last_day.isoformat()}", served.number)


def roll_back(path: str, number: int, by: str, note: str = "") -> Version:
    """Publish an old version's text again, as a new version. Raises as `publish` does."""
    old = Version.objects.filter(document__path=path, number=number).first()
    if old is None:
        raise NotPossible("no_version", f"{path} has no version {number}.")
    return _new(path, old.raw, by, note, _served(path).number)


def remove(path: str, by: str, note: str = "") -> Version:
    """Publish that this document is no longer there. Raises as `publish` does."""
    return _new(path, None, by, note, _served(path).number)


def publish_due(now: int) -> Sequence[Version]:
    """Publish what was scheduled until now; what is refused or overtaken becomes a draft again, with a line in the trail."""
    published = []
    due = Version.objects.filter(state=State.SCHEDULED, due_at__lte=now).order_by("due_at", "pk")
    for version_id, by in list(due.values_list("pk", "published_by")):
        try:
            published.append(_publish(version_id, by))
        except (CompanyRefused, Overtaken) as refused:
            _not_published(version_id, "overtaken" if isinstance(refused, Overtaken) else "refused")
        except NotPossible:
            continue  # somebody did something else with it just now
        except (NotWritten, Temporary):
            break  # it stays due: the house complains of the first, and others were publishing at the second
    return published


def sound() -> bool:
    """Whether what is published now would still be accepted: files of connectors lie outside, and may be gone."""
    return _check({})[1].company is not None


def put(version_id: int, by: str, seen: int | None = None) -> Version:
    """Publish a draft, or a text of the folder that stands aside. `seen`: the number of the published version that the
    colleague compared it with, when they chose this one over it."""
    return _publish(version_id, by, seen, (State.DRAFT, State.ASIDE))


def publish_all(
    version_ids: Sequence[int], by: str, also: Callable[[int], object] = lambda published: None
) -> Sequence[Version]:
    """Let several drafts serve as one edition; `also` is told how many, in the same transaction. Raises as `publish`
    does, and then publishes none of them."""
    versions = [open_version(id, (State.DRAFT,)) for id in version_ids]

    def write() -> list[Version]:
        now = [_still(version, (State.DRAFT,), version.based_on) for version in versions]
        also(len(now))
        return now

    for version in versions:
        refuse_overtaken(version.document, version.based_on)
    return _through({version.document.path: version.raw for version in versions}, write, by)


def _publish(
    version_id: int, by: str, seen: int | None = None, states: Sequence[str] = (State.DRAFT, State.SCHEDULED)
) -> Version:
    version = open_version(version_id, states)
    based_on = version.based_on if seen is None else seen
    refuse_overtaken(version.document, based_on)
    return _through({version.document.path: version.raw}, lambda: [_still(version, states, based_on)], by)[0]


def _still(version: Version, states: Sequence[str], based_on: int) -> Version:
    """The version as it is now, within the transaction that publishes it: the same text that was checked."""
    now = open_version(version.pk, states)
    refuse_overtaken(now.document, based_on)
    if now.digest != version.digest:
        raise Overtaken(now.document.path, now.number, now.by)  # saved again while it was checked
    return now


def _new(path: str, text: bytes | None, by: str, note: str, based_on: int) -> Version:
    def write() -> list[Version]:
        document = Document.objects.select_related("published").get(path=path)
        refuse_overtaken(document, based_on)
        version = next_version(document)
        version.content, version.digest, version.by, version.at = text, digest_of(text), by, now_ms()
        version.note, version.based_on = note, based_on
        return [version]

    return _through({path: text}, write, by)[0]


def _through(changes: "Changes", write: Callable[[], list[Version]], by: str) -> list[Version]:
    """Check, then store and raise the edition in one transaction, then let it serve. Anew when others published."""
    for _ in range(_TRIES):
        number, checked = _check(changes)
        if checked.company is None:
            raise CompanyRefused(checked.complaints, checked.warnings)
        with writing() as db:
            edition = editions.current()
            if edition.number != number:
                continue
            edition.number, edition.version = number + 1, checked.company.version
            edition.save()
            versions, at = write(), now_ms()
            for version in versions:
                _serve(version, edition.number, by, at)
                kind = "document.published" if version.content is not None else "document.removed"
                store.record(db, kind, by, at, data=about(version))
            transaction.on_commit(partial(_taken_over, checked.company))
        return versions
    raise Temporary("Others are publishing at this moment.", "Publish it once more.")


def _serve(version: Version, edition: int, by: str, at: int) -> None:
    document, by_the_clock = version.document, version.state == State.SCHEDULED
    version.state, version.due_at, version.published_at, version.published_by = State.PUBLISHED, None, at, by
    version.save()
    if by_the_clock:  # the others that are scheduled were to follow this one
        later = document.versions.filter(state=State.SCHEDULED, based_on=version.based_on)
        later.update(based_on=version.number)
    document.published, document.edition = version, edition
    document.save(update_fields=["published", "edition"])
    if version.digest == document.seen:  # what the folder holds
        open_ones = Conflict.objects.filter(document=document, settled_at=None)
        Version.objects.filter(pk__in=open_ones.exclude(theirs=version).values("theirs")).update(state=State.DISMISSED)
        open_ones.update(settled_at=at, settled_by=by, kept="folder")


def _taken_over(company: Company) -> None:
    """What is committed is published: a fault here is told to the operator, and the next look of the house mends it."""
    house = houses.running()
    if house is None or house.library is None:
        return
    try:
        house.library.catch_up(company)
        version = house.shelf.now.company.version
        with writing() as db:
            record_version(db, version, now_ms())
    except Exception as fault:  # told to the operator; what is committed serves at the next look
        log.error("library.not_taken_over", fault=type(fault).__name__, exc_info=True)


def _check(changes: "Changes") -> "tuple[int, Checked]":
    house = houses.running()
    if house is not None and house.library is not None:
        return house.library.check(changes)
    from pathlib import Path

    from kompas.assistant.company.read import check_documents

    edition = editions.current()
    texts = {**editions.all_texts(), **changes}
    whole = {path: text for path, text in texts.items() if text is not None}
    return edition.number, check_documents(whole, Path(edition.source))


def _refuse_unsound(changes: "Changes") -> None:
    checked = _check(changes)[1]
    if checked.company is None:
        raise CompanyRefused(checked.complaints, checked.warnings)


def _served(path: str) -> Version:
    document = Document.objects.select_related("published").filter(path=path).first()
    if document is None or document.published is None:
        raise NotPossible("no_document", f"Nothing of {path} is published.")
    return document.published


def _back_to_draft(version: Version) -> None:
    version.state, version.due_at, version.published_by = State.DRAFT, None, ""
    version.save(update_fields=["state", "due_at", "published_by"])


def _not_published(version_id: int, why: str) -> None:
    with writing() as db:
        version = Version.objects.get(pk=version_id)
        _back_to_draft(version)
        store.record(db, "document.not_published", "system", now_ms(), data={**about(version), "why": why})
