"""What the three columns tell."""

import re
import time

import time_machine
from django.test import Client
from tests.service.handover.screens.scenes import PROMISED, PROVEN, REPEATED, WAITING, WATCHED, Why, waiting

from kompas.service.accounts.models import Staff
from kompas.service.clock import now_ms
from kompas.service.conversations.models import Conversation, Event
from kompas.service.database.screen import writing
from kompas.service.handover import desk as verbs
from kompas.service.house import House


def text(browser: Client, path: str) -> str:
    """The page's words, without tags and runs of white space."""
    answer = browser.get(path)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def order(page: str, *words: str) -> bool:
    places = [page.index(word) for word in words]
    return places == sorted(places)


def test_an_empty_desk_says_what_will_appear(house: House, noor: Client) -> None:
    page = text(noor, "/workspace/")
    for none in ("Er wacht niemand.", "Wat u overneemt, blijft hier staan", "Geen open beloftes.", "Kies een gesprek"):
        assert none in page


def test_urgent_goes_first_then_the_longest_wait(desk: House, noor: Client) -> None:
    waiting(desk, "langst0001", "al heel lang", Why("complaint"), 3_700_000)
    page = text(noor, "/workspace/")
    assert order(page, "Leasecontract van overleden vader", "al heel lang", "derde keer", "over mijn accu")
    assert order(page, "Wacht nu op iemand · 4", "Mijn gesprekken", "Beloofd · 1", "Bij de assistent · 1")
    assert "1:01:4" in page
    assert "Dringend · Overlijden naar mens" in page
    assert "Herhaalt de vraag" in page


def test_a_promise_tells_reference_and_deadline_and_is_not_listed_twice(desk: House, noor: Client) -> None:
    page = noor.get("/workspace/").content.decode()
    assert "K-BC2417" in page
    assert page.count(f'href="/workspace/{PROMISED}/"') == 1
    assert page.count(f'href="/workspace/{WATCHED}/"') == 1


def test_the_brief_stands_above_the_letters_with_its_proof(desk: House, noor: Client) -> None:
    page = text(noor, f"/workspace/{PROVEN}/")
    assert order(
        page, "Wat u moet weten", "Wens", "Feiten", "Geprobeerd", "Bron", "Stemming", "Open vraag", "hoe stop ik dat"
    )
    assert re.search(r"loopt tot 1 mei 2027 ✓ bewezen, \d\d:\d\d", page)
    assert "Dochter en erfgenaam ○ zegt de klant zelf" in page
    assert "Klant vult aan Het gaat om de fiets van mijn vader" in page
    assert re.search(r"door de klant gelezen, \d\d:\d\d", page)


def test_the_customer_column_tells_identity_data_and_reason(desk: House, noor: Client) -> None:
    page = text(noor, f"/workspace/{PROVEN}/")
    assert re.search(r"bewezen met een code per mail, \d\d:\d\d", page)
    assert "Eerder geen gesprekken" in page
    assert "Gebruikte gegevens · doel: de voorwaarden van een leasecontract tonen" in page
    assert "€ 42,50 per maand" in page
    assert "Andere velden vallen buiten dit doel." in page
    assert "Bij een sterfgeval spreekt altijd een medewerker met de nabestaanden." in page
    assert "Regel overlijden-naar-mens" in page


def test_a_visitor_is_nobody_until_proven(desk: House, noor: Client) -> None:
    page = text(noor, f"/workspace/{WAITING}/")
    assert "Bezoeker 4f2a" in page
    assert "Identiteit niet bewezen" in page
    assert "Eerder onbekend" in page
    assert "De klant vroeg om een medewerker." in page


def test_why_this_answer_shows_the_stored_decision(desk: House, noor: Client) -> None:
    page = noor.get(f"/workspace/{WATCHED}/").content.decode()
    (path,) = re.findall(r'class="why-link"\s+href="([^"]+)"', page)
    whole, part = noor.get(path), noor.get(path, headers={"HX-Request": "true"})
    assert b"<html" in whole.content
    assert b"<html" not in part.content
    for answer in (whole, part):
        told = answer.content.decode()
        assert "0,82" in told
        assert "0,60" in told
        assert "Retourneren en ruilen" in told
        assert "letterlijk uit de bronnen" in told


def test_markup_of_a_customer_is_only_text(desk: House, noor: Client) -> None:
    waiting(desk, "stoute0001", "<img src=x onerror=alert(1)><script>alert(2)</script>", Why("wants_human"), 1000)
    for path in ("/workspace/", "/workspace/stoute0001/", "/workspace/stoute0001/matter/"):
        page = noor.get(path).content.decode()
        assert "<img src=x" not in page
        assert "<script>alert" not in page
        assert "&lt;img src=x" in page


def test_fragments_hold_no_page_and_are_not_kept(desk: House, noor: Client) -> None:
    for part in ("queue/", f"{REPEATED}/matter/"):
        answer = noor.get(f"/workspace/{part}?open={REPEATED}")
        assert answer.status_code == 200
        assert b"<html" not in answer.content
        assert "no-store" in answer.headers["Cache-Control"]


def test_nothing_inline(desk: House, noor: Client, sam: Client) -> None:
    for browser in (noor, sam):
        page = browser.get(f"/workspace/{PROVEN}/")
        assert "'unsafe-inline'" not in page.headers["Content-Security-Policy"]
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]+src=)", page.content.decode())


def test_what_is_not_there_is_not_found(desk: House, noor: Client) -> None:
    for path in ("nergens1/", "nergens1/matter/", "nergens1/why/3/", f"{WATCHED}/why/999/", f"{WATCHED}/why/2/"):
        answer = noor.get(f"/workspace/{path}")
        assert answer.status_code == 404
        assert "Deze pagina is er niet" in answer.content.decode()


def test_english_for_who_reads_english(desk: House, staff: dict, noor: Client) -> None:
    staff["noor"].language = "en"
    staff["noor"].save()
    page = text(noor, f"/workspace/{PROVEN}/")
    assert "What you need to know" in page
    assert "After a death a member of staff always speaks with the relatives." in page
    assert "Wat u moet weten" not in page


def test_an_agent_who_reads_the_brief_is_on_the_trail_once_and_again_after_a_correction(
    desk: House, noor: Client, sam: Client, staff: dict[str, Staff]
) -> None:
    def read() -> list[str]:
        return list(Event.objects.filter(conversation_id=WAITING, kind="brief.read").values_list("by", flat=True))

    for browser in (noor, noor, sam):
        assert "door de klant gelezen" not in text(browser, f"/workspace/{WAITING}/matter/")
    assert read() == [f"staff:{staff['noor'].pk}", f"staff:{staff['sam'].pk}"]
    time.sleep(0.002)  # the trail counts in milliseconds
    with writing() as db:
        verbs.correct_brief(db, WAITING, "Het gaat om de accu.", now_ms())
    for _ in range(2):
        text(noor, f"/workspace/{WAITING}/")
    assert len(read()) == 3
    text(noor, "/workspace/queue/")
    assert Event.objects.filter(kind="brief.read", by__startswith="staff:").count() == 3


def test_every_look_is_on_the_trail_but_a_page_that_fetches_itself_anew_does_not_fill_it(
    desk: House, noor: Client, sam: Client, staff: dict[str, Staff]
) -> None:
    """Also where nothing was passed on, so that there is no brief to read."""

    def looks() -> list[str]:
        found = Event.objects.filter(conversation_id=WATCHED, kind="conversation.read").order_by("id")
        assert all(one.data == "{}" for one in found), "no word of the customer's"
        return [one.by for one in found]

    lively = Conversation.objects.get(pk=WATCHED).last_at
    noors, sams = f"staff:{staff['noor'].pk}", f"staff:{staff['sam'].pk}"
    text(noor, "/workspace/queue/")
    assert looks() == []
    for _ in range(3):
        text(noor, f"/workspace/{WATCHED}/")
        text(noor, f"/workspace/{WATCHED}/matter/")
    assert looks() == [noors]
    seq = Event.objects.get(conversation_id=WATCHED, kind="message.posted", by="assistant").seq
    text(sam, f"/workspace/{WATCHED}/why/{seq}/")
    assert looks() == [noors, sams]
    with time_machine.travel(time.time() + 660, tick=True):
        text(noor, f"/workspace/{WATCHED}/matter/")
    assert looks() == [noors, sams, noors]
    assert Conversation.objects.get(pk=WATCHED).last_at == lively, "who looks does not move it in anybody's list"
