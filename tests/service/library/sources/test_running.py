"""A source is looked at in the back room: what is new or changed is proposed, nothing is published, and a killed run goes on."""

from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from tests.assistant.company.readers.files import pdf
from tests.service.library.conftest import ARTICLE, WASTE, published
from tests.service.library.sources.site import LONG, Page, Site, html

from kompas.assistant.company.readers.reading import read
from kompas.service.clock import now_ms
from kompas.service.database.connection import connect
from kompas.service.library import lists, proposals
from kompas.service.library.library import Library
from kompas.service.library.models import State, Version
from kompas.service.library.sources import keeping, running
from kompas.service.library.sources.fetching import Fetcher
from kompas.service.library.sources.left_out import told
from kompas.service.library.sources.manners import Manners
from kompas.service.library.sources.models import Kind, Run, Schedule, Source
from kompas.service.library.sources.models import Page as Known

BY = "staff:1"


def hurried(fetcher: Fetcher) -> Manners:
    return Manners(fetcher, sleep=lambda _: None, clock=lambda: 0.0)


def looked(source: Source, seconds: float = 30) -> Run:
    """Have it looked at by the back room, in this process."""
    run = keeping.look(source.pk, BY) or Run.objects.filter(source=source, done_at=None).get()
    running.work_on(run.pk, seconds, hurried)
    run.refresh_from_db()
    return run


def counts(run: Run) -> tuple[int, int, int, int, int]:
    return run.new, run.changed, run.unchanged, run.gone, run.skipped


def proposed() -> dict[str, str | None]:
    return {one.document.path: one.text for one in lists.proposals()}


class Here:
    """Reads in this process: the one apart takes a second to start, and has tests of its own."""

    read = staticmethod(read)

    def __enter__(self) -> "Here":
        return self

    def __exit__(self, *_: object) -> None:
        pass


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "Apart", Here)


@pytest.fixture
def website(library: Library, site: Site, monkeypatch: pytest.MonkeyPatch) -> Source:
    monkeypatch.setattr(settings, "CRAWL_PRIVATE", ("127.0.0.1",))
    site.put("/", html("Home", LONG, "/terms", "/costs"))
    site.put("/terms", html("Terms"), headers={"ETag": '"1"'})
    site.put("/costs", html("Costs"))
    source = Source(name="Help", kind=Kind.SITE, address=f"{site.address}/", lang="nl", depth=3, pages=20)
    return keeping.add(source, BY)


def test_what_is_found_is_proposed_and_not_published(website: Source, site: Site) -> None:
    before = {one.path for one in lists.documents()}
    run = looked(website)
    assert (run.how, run.read, counts(run)) == ("finished", 3, (3, 0, 0, 0, 0))
    assert set(proposed()) == {"knowledge/en/127-0-0-1.md", "knowledge/en/terms.md", "knowledge/en/costs.md"}
    text = proposed()["knowledge/en/terms.md"]
    assert text is not None
    assert f'source: "{site.address}/terms"' in text
    assert {one.path for one in lists.documents() if one.number} <= before
    assert {one.by for one in lists.proposals()} == {website.author}
    assert "mail" not in site.headers["User-Agent"]
    assert "@" in site.headers["User-Agent"]


def test_a_second_look_proposes_only_what_changed_or_vanished(website: Source, site: Site) -> None:
    looked(website)
    for version in lists.proposals():
        proposals.accept(version.pk, BY)
    assert counts(looked(website)) == (0, 0, 3, 0, 0)
    assert proposed() == {}
    site.put("/costs", html("Costs", LONG.replace("three", "five")))
    del site.pages["/terms"]
    run = looked(website)
    assert counts(run) == (0, 1, 1, 1, 1)
    assert set(proposed()) == {"knowledge/en/costs.md", "knowledge/en/terms.md"}
    assert proposed()["knowledge/en/terms.md"] is None
    assert "five" in str(proposed()["knowledge/en/costs.md"])
    assert counts(looked(website)) == (0, 0, 2, 0, 1)  # the link to it is still there, and proposed it is already


def test_a_server_that_fails_for_a_moment_takes_nothing_away(website: Source, site: Site) -> None:
    looked(website)
    site.pages["/costs"] = Page(b"", 503)
    assert counts(looked(website)) == (0, 0, 2, 0, 1)
    assert None not in proposed().values()


def test_what_an_editor_put_away_or_wrote_anew_is_not_proposed_again(website: Source) -> None:
    looked(website)
    versions = {one.document.path: one for one in lists.proposals()}
    proposals.dismiss(versions["knowledge/en/costs.md"].pk, BY)
    proposals.accept(versions["knowledge/en/terms.md"].pk, BY)
    published(ARTICLE.replace("lang: nl", "lang: en"), "knowledge/en/terms.md")
    looked(website)
    assert set(proposed()) == {"knowledge/en/127-0-0-1.md"}


def test_an_article_of_others_is_not_written_over(library: Library, website: Source, site: Site) -> None:
    site.put("/afval", html("Afval").replace(b'lang="en"', b'lang="nl"'))
    site.put("/", html("Home", LONG, "/afval"))
    looked(website)
    assert WASTE not in proposed()
    assert "knowledge/nl/afval-2.md" in proposed()


def test_a_killed_run_goes_on_where_it_was(website: Source, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = running.found_on

    def killed(page: Known, *rest: object) -> object:
        if page.address.endswith("/costs"):
            kept(page, *rest)  # type: ignore[arg-type]
            raise KeyboardInterrupt
        return kept(page, *rest)  # type: ignore[arg-type]

    run = keeping.look(website.pk, BY)
    assert run is not None
    monkeypatch.setattr(running, "found_on", killed)
    with pytest.raises(KeyboardInterrupt):
        running.work_on(run.pk, 30, hurried)
    monkeypatch.setattr(running, "found_on", kept)
    assert keeping.unfinished() == [run.pk]
    asked = len(site.asked)
    running.work_on(run.pk, 30, hurried)
    run.refresh_from_db()
    assert (run.how, run.read) == ("finished", 3)
    assert len(proposed()) == 3
    assert Version.objects.filter(by=website.author).count() == 3
    assert "/terms" not in site.asked[asked:] or "/terms" not in site.asked[:asked]


def test_a_turn_is_short_and_a_run_is_bounded(website: Source, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    run = looked(website, seconds=0)
    assert (run.done_at, run.read) == (None, 0)
    monkeypatch.setattr(running, "MOST_MS", -1)
    running.work_on(run.pk, 30, hurried)
    run.refresh_from_db()
    assert run.how == "time"
    assert keeping.unfinished() == []


def test_what_never_comes_on_is_given_up(website: Source) -> None:
    run = Run.objects.get(source=website)
    Run.objects.filter(pk=run.pk).update(tries=running.MOST_TRIES)
    running.work_on(run.pk, 30, hurried)
    run.refresh_from_db()
    assert run.how == "failed"


def test_stopping_and_ending(website: Source, site: Site) -> None:
    run = Run.objects.get(source=website)
    keeping.end(website.pk, BY)
    running.work_on(run.pk, 30, hurried)
    run.refresh_from_db()
    assert (run.how, site.asked) == ("stopped", [])
    assert keeping.look(website.pk, BY) is None


def test_the_schedule_begins_runs(website: Source) -> None:
    looked(website)
    keeping.change(website.pk, Schedule.DAILY, BY)
    keeping.begin_due(now_ms() + 23 * 3_600_000)
    assert keeping.unfinished() == []
    keeping.begin_due(now_ms() + 25 * 3_600_000)
    assert len(keeping.unfinished()) == 1
    keeping.change(website.pk, Schedule.NEVER, BY)
    website.refresh_from_db()
    assert website.next_at is None


def test_nothing_is_asked_of_the_inside(library: Library, site: Site) -> None:
    source = keeping.add(Source(name="x", kind=Kind.PAGE, address=f"{site.address}/a", lang="nl"), BY)
    run = looked(source)
    assert (counts(run), site.asked) == ((0, 0, 0, 0, 1), [])
    assert Known.objects.get(source=source).code == "private"


def test_files_are_read_and_broken_ones_named(library: Library, tmp_path: Path) -> None:
    source = keeping.add(Source(name="Books", kind=Kind.FILES, lang="nl"), BY)
    good = pdf([(72, 780, 20, "Retour"), (72, 700, 11, "Dertig dagen.")])
    rows = (
        b'{"id": "a", "title": "A", "content": "one"}\n{"id": "b"}\n' + b'{"id": "c", "title": "C", "content": "two"}\n'
    )
    files = {"retour.pdf": good, "kapot.pdf": b"%PDF-1.4 kapot", "rows.jsonl": rows, "x.exe": b"MZ", "leeg.docx": b"",
             "afval.md": ARTICLE.replace("maandag", "dinsdag").encode()}  # fmt: skip
    keeping.bring(source.pk, [(name, [raw]) for name, raw in files.items()], BY)
    run = looked(source)
    assert (run.how, counts(run)) == ("finished", (4, 0, 0, 0, 3))
    codes = {page.address: page.code for page in Known.objects.filter(source=source)}
    assert codes == {
        "retour.pdf": "", "kapot.pdf": "broken", "rows.jsonl": "rows", "x.exe": "unknown_kind", "leeg.docx": "empty",
        "afval.md": "",
    }  # fmt: skip
    rows_left_out = Known.objects.get(address="rows.jsonl").told
    with translation.override("en"):
        assert told(rows_left_out).startswith("rows.jsonl:2: title is missing. Each line is one row: {")
    with translation.override("nl"):
        assert told(rows_left_out).startswith("rows.jsonl:2: title ontbreekt. Elke regel is één rij: {")
    assert told("rows.jsonl:2: as it was kept before") == "rows.jsonl:2: as it was kept before"
    assert set(proposed()) == {"knowledge/nl/retour.md", "knowledge/nl/a.md", "knowledge/nl/c.md", WASTE}
    assert list(keeping.place_of("x").parent.iterdir()) == []
    keeping.bring(source.pk, [("retour.pdf", [good])], BY)
    assert counts(looked(source)) == (0, 0, 1, 0, 0)


def test_a_file_that_is_too_large_is_not_kept(library: Library) -> None:
    source = keeping.add(Source(name="Books", kind=Kind.FILES, lang="nl"), BY)
    keeping.bring(source.pk, [("big.pdf", (b"x" * 10_000_000 for _ in range(6)))], BY)
    assert looked(source).skipped == 1
    assert Known.objects.get(source=source).code == "too_large"
    assert list(keeping.place_of("x").parent.iterdir()) == []
    assert Version.objects.filter(state=State.DRAFT).count() == 0


def test_every_act_is_on_the_trail(website: Source) -> None:
    looked(website)
    keeping.change(website.pk, Schedule.WEEKLY, BY)
    keeping.end(website.pk, BY)
    assert kinds_of(website) == ["source.added", "source.begun", "source.read", "source.changed", "source.ended"]


def kinds_of(source: Source) -> list[str]:
    """The trail of a source."""
    with closing(connect(readonly=True)) as db:
        rows = db.execute("SELECT kind FROM conversations_event WHERE kind LIKE 'source.%' ORDER BY seq")
        return [row["kind"] for row in rows]
