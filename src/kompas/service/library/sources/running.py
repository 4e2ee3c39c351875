"""A run in the back room: page after page, each stored with what it gave, so that a killed run goes on where it was."""

import json
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack

import yaml
from django.conf import settings
from django.db.models import F

from kompas.assistant.company.complaints import Findings
from kompas.assistant.company.incoming import Given, Incoming, Unread, incoming, of_reading
from kompas.assistant.company.readers.apart import Apart
from kompas.assistant.company.readers.reading import kind_of
from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.database.screen import writing
from kompas.service.library import editions
from kompas.service.library.sources import keeping, left_out
from kompas.service.library.sources.addresses import Bounds, host_of, name_of
from kompas.service.library.sources.crawling import Crawl, Visit, Waiting, one_page
from kompas.service.library.sources.fetching import Fetcher
from kompas.service.library.sources.findings import NOTHING, Counts, found_on, gone_from
from kompas.service.library.sources.manners import Manners
from kompas.service.library.sources.models import Kind, Page, PageState, Run, Source
from kompas.service.library.sources.refusals import NotFetched
from kompas.service.library.sources.sitemap import listed

SLICE = 45.0  # seconds: then other work of the back room has its turn
MOST_MS = 2 * 3_600_000  # of a whole run
MOST_TRIES = 4  # without coming on a page
_PAGE_TRIES = 2  # of a page whose reader took this process along
_COMPLAINTS = 20  # of one file that are told


def work_on(id: int, seconds: float = SLICE, manners: Callable[[Fetcher], Manners] = Manners) -> None:
    """Go on with a run until it is done or this turn is over. May run twice, also at once: the last claim has the word."""
    run = _claimed(id)
    if run is None:
        return
    with ExitStack() as closing:
        reader = closing.enter_context(Apart())
        look: Callable[[Page], None]
        if run.source.kind == Kind.FILES:
            look = lambda page: _file(run, page, reader)  # noqa: E731
        else:
            fetcher = closing.enter_context(Fetcher(_contact(), settings.CRAWL_PRIVATE))
            crawl = Crawl(fetcher, manners(fetcher), reader.read, _bounds(run.source))
            _set_out(run, crawl)
            look = lambda page: _page(run, page, crawl)  # noqa: E731
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            page = _next(run)
            if page is None or not _ours(run):
                break
            look(page)
    _finish_if_done(run)


def _claimed(id: int) -> Run | None:
    with writing() as db:
        run = Run.objects.select_related("source").filter(pk=id, done_at=None).first()
        if run is None:
            return None
        run.claim, run.tries, run.begun_at = run.claim + 1, run.tries + 1, run.begun_at or now_ms()
        run.save(update_fields=["claim", "tries", "begun_at"])
        if run.tries > MOST_TRIES:
            _end(db, run, "failed")
            return None
    return run


def _ours(run: Run) -> bool:
    return Run.objects.filter(pk=run.pk, claim=run.claim, done_at=None).exists()


def _next(run: Run) -> Page | None:
    """The next page, with this try counted."""
    waiting = Page.objects.filter(source_id=run.source_id, run=run.pk, state=PageState.WAITING)
    page = waiting.order_by("depth", "pk").first()
    if page is None or _over(run):
        return None
    with writing():
        Page.objects.filter(pk=page.pk).update(tries=F("tries") + 1)
    page.tries += 1
    if page.tries > _PAGE_TRIES:
        _done(run, page, state=PageState.SKIPPED, code="too_heavy")
        return _next(run)
    return page


def _over(run: Run) -> str:
    """Why nothing more is looked at, though something waits."""
    if run.begun_at is not None and now_ms() - run.begun_at > MOST_MS:
        return "time"
    looked = Page.objects.filter(source_id=run.source_id, run=run.pk).exclude(state=PageState.WAITING)
    return "pages" if run.source.kind == Kind.SITE and looked.count() >= run.source.pages else ""


def _finish_if_done(run: Run) -> None:
    with writing() as db:
        now = Run.objects.select_related("source").filter(pk=run.pk, claim=run.claim, done_at=None).first()
        if now is None:
            return
        waits = Page.objects.filter(source_id=run.source_id, run=run.pk, state=PageState.WAITING).exists()
        how = _over(now) if waits else _finished(now)
        if how:
            _end(db, now, how)


def _finished(run: Run) -> str:
    full = Page.objects.filter(source_id=run.source_id, run=run.pk).count() >= run.source.pages
    return "pages" if full and run.source.kind == Kind.SITE else "finished"


def _end(db: sqlite3.Connection, run: Run, how: str) -> None:
    """Inside a transaction."""
    run.done_at, run.how = now_ms(), how
    run.save(update_fields=["done_at", "how"])
    counts = {name: int(getattr(run, name)) for name in ("read", "new", "changed", "unchanged", "gone", "skipped")}
    store.record(db, "source.read", run.source.author, run.done_at, data={"run": run.pk, "how": how, **counts})


def _done(run: Run, page: Page, counts: Counts = NOTHING, **shown: str) -> None:
    """Store what became of a page, with the counts, in one."""
    with writing():
        told = Page.objects.filter(pk=page.pk, run=run.pk, state=PageState.WAITING)
        if not told.update(**{"state": PageState.DONE, "file": "", **shown}):
            return  # somebody else was quicker
        Run.objects.filter(pk=run.pk).update(
            tries=0,
            read=F("read") + (shown.get("state", PageState.DONE) == PageState.DONE),
            skipped=F("skipped") + (shown.get("state") == PageState.SKIPPED),
            new=F("new") + counts.new,
            changed=F("changed") + counts.changed,
            unchanged=F("unchanged") + counts.unchanged,
            gone=F("gone") + counts.gone,
        )


def _file(run: Run, page: Page, reader: Apart) -> None:
    findings, place = Findings(), keeping.place_of(page.file)
    given = Given(run.source.lang, for_staff=run.source.for_staff)
    try:
        raw = place.read_bytes()
    except OSError:
        _done(run, page, state=PageState.SKIPPED, code="broken")
        return
    articles = _once(incoming(page.address, raw, given, findings, reader.read))
    _store(run, page, articles, findings, own_names=kind_of(page.address) in ("md", "jsonl"))
    keeping.forget(page.file)


def _store(run: Run, page: Page, articles: list[Incoming], findings: Findings, own_names: bool, **more: str) -> None:
    """Articles are kept also where other parts of the same file are not."""
    whole = next((one for one in findings.complaints if isinstance(one, Unread)), None)
    if whole is not None:
        _done(run, page, NOTHING, state=PageState.SKIPPED, code=whole.code, facts=json.dumps(dict(whole.facts)), **more)
        return
    told = left_out.kept(findings.complaints[:_COMPLAINTS])
    if not articles:
        _done(run, page, NOTHING, state=PageState.SKIPPED, code="rows" if told else "no_text", told=told, **more)
        return
    counts = found_on(page, articles, run.source.author, own_names)
    _done(run, page, counts, code="rows" if told else "", told=told, **more)


def _once(articles: Iterable[Incoming]) -> list[Incoming]:
    """The first of each name."""
    found: dict[str, Incoming] = {}
    for article in articles:
        found.setdefault(article.file, article)
    return list(found.values())


def _page(run: Run, page: Page, crawl: Crawl) -> None:
    visit = crawl.visit(Waiting(page.address, page.depth, page.etag, page.modified))
    if visit.address != page.address:
        end, _ = Page.objects.get_or_create(source_id=run.source_id, address=visit.address)
        _done(run, page, state=PageState.MOVED)
        if end.run == run.pk and end.state != PageState.WAITING:
            return
        with writing():
            Page.objects.filter(pk=end.pk).update(run=run.pk, state=PageState.WAITING, depth=page.depth, tries=1)
        page = end
    _add(run, crawl, visit)
    if visit.why is not None:
        gone = gone_from(page, run.source.author) if isinstance(visit.why, NotFetched) and visit.why.gone else 0
        facts = json.dumps(visit.why.facts)
        _done(run, page, Counts(gone=gone), state=PageState.SKIPPED, code=visit.why.code, facts=facts)
    elif visit.reading is None:
        _done(run, page, Counts(unchanged=page.pieces.exclude(digest="").count()))
    else:
        assert visit.fetched is not None
        said = Given(run.source.lang, for_staff=run.source.for_staff, source=visit.address, updated=visit.updated)
        findings = Findings()
        articles = list(of_reading(name_of(visit.address), visit.reading, said, findings))
        fetched = visit.fetched
        _store(run, page, articles, findings, own_names=False, etag=fetched.etag, modified=fetched.modified)


def _set_out(run: Run, crawl: Crawl) -> None:
    """What is known of this run already, or the site's own list where it has just begun."""
    pages = Page.objects.filter(source_id=run.source_id, run=run.pk)
    crawl.fresh(list(pages.order_by("pk").values_list("address", flat=True)))
    crawl.trapped.clear()
    begun = pages.exclude(state=PageState.WAITING).exists()
    if run.source.kind == Kind.SITE and not begun:
        try:
            _wait(run, crawl.fresh(listed(crawl.fetcher, crawl.manners, run.source.address, crawl.bounds)), 1)
        except NotFetched:
            return  # the first page will say so


def _add(run: Run, crawl: Crawl, visit: Visit) -> None:
    _wait(run, crawl.fresh(visit.links), visit.depth + 1)
    for address in crawl.trapped:
        trap, _ = Page.objects.get_or_create(source_id=run.source_id, address=address)
        if trap.run != run.pk:
            with writing():
                Page.objects.filter(pk=trap.pk).update(run=run.pk, state=PageState.SKIPPED, code="trap", facts="{}")
                Run.objects.filter(pk=run.pk).update(skipped=F("skipped") + 1)
    crawl.trapped.clear()


def _wait(run: Run, addresses: list[str], depth: int) -> None:
    """Put pages in the row, no more than are looked at."""
    if not addresses:
        return
    with writing():
        room = run.source.pages - Page.objects.filter(source_id=run.source_id, run=run.pk).count()
        known = {page.address: page for page in Page.objects.filter(source_id=run.source_id, address__in=addresses)}
        for address in addresses[: max(room, 0)]:
            page = known.get(address) or Page(source_id=run.source_id, address=address)
            if page.run != run.pk:
                page.run, page.state, page.depth, page.tries, page.code = run.pk, PageState.WAITING, depth, 0, ""
                page.save()


def _bounds(source: Source) -> Bounds:
    if source.kind == Kind.PAGE:
        return one_page(source.address)
    return Bounds((host_of(source.address), *source.hosts.split()), source.depth, source.pages, source.below)


def _contact() -> str:
    """How the owner of a site reaches this company: its mail address, as it serves."""
    text = editions.texts(["company.yaml"]).get("company.yaml")
    said = yaml.safe_load(text) if text else {}
    return str((said.get("contact") or {}).get("mail") or "no address given")
