"""What agents do, through the same forms that a browser without script sends."""

import json
from typing import Any

from django.test import Client
from tests.service.handover.screens.scenes import PROMISED, PROVEN, WAITING, WATCHED, hear

from kompas.service.accounts.models import Staff
from kompas.service.clock import now_ms
from kompas.service.conversations.models import Conversation, Delivery, Event, Message, Resolution
from kompas.service.database.screen import writing
from kompas.service.handover.models import Note, Promise
from kompas.service.house import House


def act(browser: Client, path: str, **fields: str) -> str:
    """Send a form and read the page that follows."""
    answer: Any = browser.post(f"/workspace/{path}", fields, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def holder(id: str) -> tuple[str, str]:
    conversation = Conversation.objects.select_related("agent").get(pk=id)
    return conversation.held_by, conversation.agent.username if conversation.agent else ""


def last(id: str) -> Message:
    return Message.objects.filter(conversation=id).order_by("-seq")[0]


def test_taking_gives_the_word_to_the_agent(desk: House, noor: Client) -> None:
    for id in (WAITING, PROVEN, WATCHED, PROMISED):
        page = act(noor, f"{id}/take/")
        assert holder(id) == ("agent", "noor")
        assert "U heeft dit gesprek" in page
        assert f'action="/workspace/{id}/reply/"' in page


def test_the_first_words_go_with_it(desk: House, noor: Client) -> None:
    act(noor, f"{WAITING}/take/", text="Goedemiddag, met Noor.")
    said = last(WAITING)
    assert (said.author, said.text) == ("agent", "Goedemiddag, met Noor.")


def test_the_second_who_takes_is_told_who_has_it(desk: House, noor: Client, sam: Client) -> None:
    act(noor, f"{WAITING}/take/")
    page = act(sam, f"{WAITING}/take/", text="ik ook")
    assert "Noor de Wit heeft dit gesprek al." in page
    assert "Noor de Wit spreekt met de klant." in page
    assert holder(WAITING) == ("agent", "noor")
    assert last(WAITING).text != "ik ook"


def test_an_answer_reaches_the_customer_as_a_persons_words(desk: House, noor: Client, staff: dict[str, Staff]) -> None:
    act(noor, f"{WAITING}/take/")
    page = act(noor, f"{WAITING}/reply/", text="Regel een\nRegel <twee>")
    said = last(WAITING)
    assert (said.author, said.agent_id, said.provenance) == ("agent", staff["noor"].pk, "human")
    assert "Regel een<br>Regel &lt;twee&gt;" in page


def test_who_does_not_hold_it_does_not_speak(desk: House, noor: Client, sam: Client) -> None:
    act(noor, f"{WAITING}/take/")
    before = last(WAITING).seq
    for path in ("reply/", "give-back/"):
        assert "U heeft dit gesprek niet." in act(sam, f"{WAITING}/{path}", text="stiekem")
    assert last(WAITING).seq == before
    assert holder(WAITING) == ("agent", "noor")


def test_who_does_not_hold_it_does_not_solve_it_but_a_supervisor_may(desk: House, noor: Client, sam: Client) -> None:
    act(sam, f"{WAITING}/take/")
    page = act(noor, f"{WAITING}/resolve/")
    assert "U heeft dit gesprek niet." in page
    assert "Los op" not in page
    assert not Resolution.objects.exists()
    act(noor, f"{PROVEN}/take/")
    assert "Los op" in act(sam, f"{PROVEN}/note/", text="Ik sluit dit af.")
    assert "Deze vraag is opgelost." in act(sam, f"{PROVEN}/resolve/")
    assert Resolution.objects.get().conversation_id == PROVEN


def test_no_words_and_too_many_are_refused(desk: House, noor: Client) -> None:
    act(noor, f"{WAITING}/take/")
    before = last(WAITING).seq
    for text, told in (
        ("  \n ", "Schrijf eerst"),
        ("", "Schrijf eerst"),
        ("a" * 8001, "te lang: hooguit 8.000 tekens"),
    ):
        assert told in act(noor, f"{WAITING}/reply/", text=text)
        assert told in act(noor, f"{WAITING}/note/", text=text)
    assert last(WAITING).seq == before
    assert not Note.objects.exists()


def test_a_note_is_for_colleagues_only(desk: House, noor: Client, sam: Client) -> None:
    before = Message.objects.count()
    act(noor, f"{WAITING}/note/", text="Let op: belt liever.")
    page = act(sam, f"{WAITING}/take/")
    assert "Let op: belt liever." in page
    assert "alleen voor collega’s" in page
    assert Note.objects.get().conversation_id == WAITING
    assert Message.objects.filter(text__contains="belt liever").count() == 0
    assert before < Message.objects.count()


def test_giving_back_lets_the_assistant_go_on(desk: House, noor: Client) -> None:
    act(noor, f"{WAITING}/take/")
    assert "De assistent heeft het woord weer." in act(noor, f"{WAITING}/give-back/")
    assert holder(WAITING) == ("assistant", "")


def test_solving_is_on_the_record_with_its_author(desk: House, noor: Client, staff: dict[str, Staff]) -> None:
    act(noor, f"{WAITING}/take/")
    page = act(noor, f"{WAITING}/resolve/")
    assert Resolution.objects.get(conversation=WAITING).by == f"staff:{staff['noor'].pk}"
    assert "Deze vraag is opgelost." in page
    assert "wacht4f2a" not in noor.get("/workspace/queue/").content.decode()


def test_a_promise_is_kept_once(desk: House, noor: Client, sam: Client, staff: dict[str, Staff]) -> None:
    promise = Promise.objects.get()
    assert "Belofte K-BC2417 is nagekomen." in act(noor, f"promise/{promise.pk}/kept/")
    assert "was al nagekomen" in act(sam, f"promise/{promise.pk}/kept/")
    promise.refresh_from_db()
    assert promise.kept_by_id == staff["noor"].pk
    assert Event.objects.filter(kind="promise.kept").count() == 1


def test_mine_is_listed_and_runs_while_the_customer_waits(desk: House, noor: Client, sam: Client) -> None:
    act(noor, f"{WAITING}/take/", text="Waarmee kan ik helpen?")
    assert "data-since" not in _mine(noor)
    with writing() as db:
        hear(db, WAITING, "met mijn accu", now_ms())
    assert "data-since" in _mine(noor)
    assert WAITING not in _mine(sam)


def test_what_is_not_there_cannot_be_acted_on(desk: House, noor: Client) -> None:
    for path in ("take", "reply", "note", "give-back", "resolve"):
        assert noor.post(f"/workspace/nergens1/{path}/", {"text": "x"}).status_code == 404
    assert noor.post("/workspace/promise/99/kept/").status_code == 404


def _mine(browser: Client) -> str:
    page = browser.get("/workspace/queue/").content.decode()
    return page[page.index('id="list-mine"') : page.index('id="list-promised"')]


def test_numbers_that_no_customer_service_needs_are_masked_in_what_staff_write(desk: House, noor: Client) -> None:
    """In notes, answers, first words and the mail that carries them; and who wrote them is told."""
    told, card, iban, bsn = "uit uw tekst gehaald", "4111 1111 1111 1111", "NL91 ABNA 0417 1643 00", "123456782"
    pages = [act(noor, f"{PROMISED}/take/", text=f"Uw BSN {bsn} is niet nodig.")]
    pages.append(act(noor, f"{PROMISED}/reply/", text=f"Wij betalen terug op {iban}."))
    pages.append(act(noor, f"{PROMISED}/note/", text=f"Belde met kaart {card}."))
    assert all(told in page for page in pages)
    words = [one.text + one.parts for one in Message.objects.filter(conversation=PROMISED, author="agent")]
    kept = " ".join(
        [*words, *Note.objects.values_list("text", flat=True), *Delivery.objects.values_list("body", flat=True)]
    )
    assert not any(number in kept for number in (card, iban, bsn))
    assert all(f"[{kind}]" in kept for kind in ("bsn", "iban", "card"))
    masked = Event.objects.filter(
        conversation_id=PROMISED, kind__in=("message.posted", "note.added"), by__startswith="staff:"
    )
    assert [json.loads(one.data)["masked"] for one in masked.order_by("id")] == [["bsn"], ["iban"], ["card"]]
    assert told not in act(noor, f"{PROMISED}/note/", text="Bestelling 3012345 is onderweg.")
