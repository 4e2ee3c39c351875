"""All that a source proposes is accepted at once: in parts, each whole; what is killed goes on, what is unsound is left."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from tests.service.library.conftest import ARTICLE, COMPANIES, WASTE, number_of, published, says
from tests.service.library.screens.conftest import editor, eva, page

from kompas.service import house as houses
from kompas.service.clock import now_ms
from kompas.service.conversations.models import Event
from kompas.service.library import editions, lists, proposals
from kompas.service.library.library import Library
from kompas.service.library.models import State, Version
from kompas.service.library.refusals import NotPossible
from kompas.service.library.sources import accepting, keeping
from kompas.service.library.sources.models import Acceptance, Kind, Source

__all__ = ("editor", "eva")
BY = "staff:1"


@pytest.fixture
def source(library: Library) -> Source:
    return keeping.add(Source(name="Handboek", kind=Kind.FILES, lang="nl"), BY)


def proposed(source: Source, slug: str, text: str | None = "") -> str:
    path = f"knowledge/nl/{slug}.md"
    told = ARTICLE.replace("title: Afval", f"title: {slug}") if text == "" else text
    assert proposals.propose(path, told.encode() if told is not None else None, source.author) is not None
    return path


def many(source: Source, count: int = 7) -> list[str]:
    return [proposed(source, f"stuk-{number}") for number in range(count)]


def all_of(source: Source, only_new: bool = False) -> Acceptance:
    return accepting.begin(source, only_new, now_ms(), BY)


def worked(acceptance: Acceptance, seconds: float = 30) -> Acceptance:
    accepting.work_on(acceptance.pk, seconds)
    acceptance.refresh_from_db()
    return acceptance


def test_all_serve_after_a_few_editions(source: Source, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accepting, "AT_ONCE", 3)
    paths, before = many(source), editions.current().number
    done = worked(all_of(source))
    assert (done.how, done.asked, done.accepted, done.left) == ("finished", 7, 7, 0)
    assert editions.current().number == before + 3
    assert all(says(library, path) for path in paths)
    assert {one.published_by for one in Version.objects.filter(by=source.author)} == {BY}
    assert accepting.unfinished() == []


def test_only_what_is_new(source: Source, library: Library) -> None:
    changed, new = proposed(source, "afval", ARTICLE.replace("maandag", "dinsdag")), proposed(source, "nieuw")
    done = worked(all_of(source, only_new=True))
    assert (done.asked, done.accepted) == (1, 1)
    assert says(library, new)
    assert "maandag" in says(library, changed)
    assert worked(all_of(source)).accepted == 1
    assert "dinsdag" in says(library, changed)


def test_a_removal_is_accepted_too(source: Source, library: Library) -> None:
    published(ARTICLE.replace("title: Afval", "title: Oud"), "knowledge/nl/oud.md")
    proposed(source, "oud", None)
    assert worked(all_of(source)).accepted == 1
    assert says(library, "knowledge/nl/oud.md") == ""


def test_what_was_not_seen_is_not_accepted(source: Source, library: Library) -> None:
    seen = proposed(source, "een")
    until = now_ms()
    Version.objects.filter(document__path=seen).update(at=until)
    late, written_over = proposed(source, "twee"), proposed(source, "drie")
    Version.objects.filter(document__path__in=[late, written_over]).update(at=until + 1)
    done = worked(accepting.begin(source, False, until, BY))
    assert done.accepted == 1
    assert says(library, seen)
    assert {one.document.path for one in lists.proposals()} == {late, written_over}


def test_what_somebody_published_meanwhile_is_left(source: Source, library: Library) -> None:
    proposed(source, "afval", ARTICLE.replace("maandag", "dinsdag"))
    published(ARTICLE.replace("maandag", "woensdag"))
    with pytest.raises(NotPossible):
        all_of(source)
    assert "woensdag" in says(library, WASTE)


def test_what_is_unsound_is_left_and_the_rest_serves(source: Source, library: Library) -> None:
    good, bad = many(source), proposed(source, "kapot", "---\ntitle: Kapot\nlang: en\n---\nTekst.\n")
    done = worked(all_of(source))
    assert (done.how, done.accepted, done.left) == ("finished", 7, 1)
    assert all(says(library, path) for path in good)
    assert [one.document.path for one in lists.proposals()] == [bad]


def test_what_only_another_file_complains_of_is_found_by_halves(
    source: Source, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    intent = (
        "intents:\n  - id: oud\n    title: {nl: Oud, en: Old}\n    articles: [oud]\n    examples:\n"
        "      nl: [oud papier, oude kranten, oud karton]\n      en: [old paper, old news, old carton]\n"
    )
    published(ARTICLE.replace("title: Afval", "title: Oud"), "knowledge/nl/oud.md")
    published(intent, "intents/oud.yaml")
    many(source, 3)
    proposed(source, "oud", None)
    done = worked(all_of(source))
    assert (done.accepted, done.left) == (3, 1)
    assert says(library, "knowledge/nl/oud.md")


class TestWithASystem:
    @pytest.fixture
    def folder(self, folder: Path) -> Path:
        for part in ("connectors", "data"):
            shutil.copytree(COMPANIES / "zwaluw" / part, folder / part, ignore=shutil.ignore_patterns("*.py"))
        return folder

    def test_no_proposal_is_blamed_for_what_serves_already(
        self, source: Source, library: Library, folder: Path
    ) -> None:
        many(source)
        acceptance = all_of(source)
        (folder / "data/orders.csv").unlink()
        houses.close_house()  # the back room has none
        done = worked(acceptance)
        assert (done.how, done.accepted, done.left) == ("unsound", 0, 0)
        assert len(lists.proposals()) == 7


def test_a_killed_one_goes_on_where_it_was(source: Source, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accepting, "AT_ONCE", 2)
    many(source)
    acceptance, whole, times = all_of(source), accepting.publish_all, [0]

    def killed(*given: object) -> object:
        times[0] += 1
        if times[0] == 3:
            raise KeyboardInterrupt
        return whole(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(accepting, "publish_all", killed)
    with pytest.raises(KeyboardInterrupt):
        worked(acceptance)
    acceptance.refresh_from_db()
    assert (acceptance.accepted, acceptance.done_at) == (4, None)
    assert accepting.unfinished() == [acceptance.pk]
    done = worked(acceptance)
    assert (done.how, done.accepted, done.left) == ("finished", 7, 0)


def test_a_stopped_or_overtaken_worker_publishes_nothing_more(
    source: Source, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(source)
    acceptance, whole = all_of(source), accepting.publish_all

    def slow(*given: object) -> object:
        accepting.stop(source.pk, BY)
        return whole(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(accepting, "publish_all", slow)
    done = worked(acceptance)
    assert (done.how, done.accepted) == ("stopped", 0)
    assert lists.proposals().count() == 7
    assert not Version.objects.filter(by=source.author, state=State.PUBLISHED).exists()


def test_what_was_stopped_at_its_very_end_stays_stopped(
    source: Source, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(source, 2)
    acceptance, listed = all_of(source), accepting.acceptable

    def stopped_by_then(*given: object) -> object:
        left = listed(*given)  # type: ignore[arg-type]
        if not left.exists():
            accepting.stop(source.pk, BY)
        return left

    monkeypatch.setattr(accepting, "acceptable", stopped_by_then)
    done = worked(acceptance)
    assert (done.how, done.accepted) == ("stopped", 2)
    assert Event.objects.filter(kind="source.accepted").count() == 1


def test_it_is_given_up_when_it_never_comes_on(source: Source, library: Library) -> None:
    many(source)
    acceptance = all_of(source)
    Acceptance.objects.update(tries=accepting.MOST_TRIES)
    assert worked(acceptance).how == "failed"


def test_the_editor_is_told_how_many_and_sees_it_go_on(eva: Client, source: Source, library: Library) -> None:
    keeping.bring(source.pk, [("x.exe", [b""])], BY)
    keeping.stop(source.pk, BY)
    many(source, 2)
    proposed(source, "afval", ARTICLE.replace("maandag", "dinsdag"))
    place = f"/library/sources/{source.pk}/"
    asked = page(eva.get(f"{place}accept/"))
    assert "3 voorstellen van Handboek worden ongelezen gepubliceerd:" in asked
    asked = page(eva.get(f"{place}accept/?new"))
    assert "Publiceer 2 artikelen" in asked
    assert "1 ander voorstel blijft staan" in asked
    until = asked.partition('name="until" value="')[2].partition('"')[0]
    shown = page(eva.post(f"{place}accept/", {"until": until, "new": "yes"}, follow=True))
    assert "0 van 2 gepubliceerd" in shown
    assert "every 2s" in page(eva.get(f"{place}progress/"))
    worked(Acceptance.objects.get())
    assert "2 van 2 gepubliceerd" in page(eva.get(f"{place}progress/"))
    number = number_of("knowledge/nl/stuk-0.md")
    assert number == 1


def test_nothing_to_accept_and_a_stop_are_said(eva: Client, source: Source, library: Library) -> None:
    place = f"/library/sources/{source.pk}/"
    assert "Er valt niets over te nemen." in page(eva.get(f"{place}accept/"))
    told = page(eva.post(f"{place}accept/", {"until": str(now_ms())}, follow=True))
    assert "Er valt niets over te nemen." in told
    many(source)
    eva.post(f"{place}accept/", {"until": str(now_ms())})
    assert "Wat al gepubliceerd is, blijft." in page(eva.post(f"{place}act/", {"act": "halt"}, follow=True))
    assert Acceptance.objects.get().how == "stopped"


def test_the_house_rings_for_what_is_accepted(
    source: Source, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kompas.service.tending import Tending

    many(source)
    acceptance = all_of(source)
    rung: list[tuple[str, int]] = []
    house = houses.current()
    ring: Callable[..., None] = lambda task, id: rung.append((task.__name__, id))  # noqa: E731
    monkeypatch.setattr(house.backroom, "ring", ring, raising=False)
    Tending(house).look_at_the_sources()
    assert rung == [("accept", acceptance.pk)]
