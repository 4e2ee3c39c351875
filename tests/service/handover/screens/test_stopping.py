"""The stop switch."""

from django.test import Client
from tests.service.handover.screens.scenes import WAITING

from kompas.service.conversations.models import Event
from kompas.service.handover.models import Stop
from kompas.service.house import House


def test_one_click_stops_and_the_reason_comes_after(desk: House, sam: Client) -> None:
    page = sam.post("/workspace/stop/", {"next": f"/workspace/{WAITING}/"}, follow=True)
    assert page.redirect_chain == [(f"/workspace/{WAITING}/", 302)]
    assert Stop.objects.get().lifted_at is None
    words = page.content.decode()
    assert "De assistent is stilgezet." in words
    assert "Waarom? (mag leeg blijven)" in words
    assert "Assistent stoppen" not in words
    page = sam.post("/workspace/stop/why/", {"reason": "verkeerde prijs"}, follow=True)
    assert "Reden: verkeerde prijs" in page.content.decode()
    assert Stop.objects.get().reason == "verkeerde prijs"


def test_everybody_sees_the_stop_and_only_a_supervisor_lifts_it(desk: House, noor: Client, sam: Client) -> None:
    sam.post("/workspace/stop/")
    page = noor.get("/workspace/").content.decode()
    assert "De assistent is stilgezet." in page
    assert "Weer aanzetten" not in page
    assert noor.post("/workspace/stop/lift/").status_code == 403
    page = sam.post("/workspace/stop/lift/", follow=True).content.decode()
    assert "De assistent werkt weer." in page
    assert "Assistent stoppen" in page
    assert Stop.objects.get().lifted_by.username == "sam"
    kinds = list(Event.objects.filter(kind__startswith="assistant.").order_by("id").values_list("kind", flat=True))
    assert kinds == ["assistant.stopped", "assistant.resumed"]


def test_an_agent_cannot(desk: House, noor: Client) -> None:
    for path in ("stop/", "stop/why/", "stop/lift/"):
        answer = noor.post(f"/workspace/{path}")
        assert answer.status_code == 403
        assert "Dit kunt u niet doen" in answer.content.decode()
    assert "Assistent stoppen" not in noor.get("/workspace/").content.decode()
    assert not Stop.objects.exists()


def test_it_never_leads_elsewhere(desk: House, sam: Client) -> None:
    for elsewhere in ("https://elders.example/", "//elders.example/", "/\\elders.example", "javascript:alert(1)", ""):
        assert sam.post("/workspace/stop/", {"next": elsewhere}).headers["Location"] == "/workspace/"
