"""What Prometheus reads: only with the token, in its own format, without anybody's words."""

from pathlib import Path

import httpx2
import pytest
from prometheus_client.parser import text_string_to_metric_families
from tests.service.people import Visitor, until

from kompas.service.asgi import application
from kompas.service.certainty.looking import look
from kompas.service.certainty.models import Proof
from kompas.service.house import House

pytestmark = pytest.mark.anyio
TOKEN = "t" * 40


async def get(house: House, path: str, token: str = "") -> httpx2.Response:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    async with httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app=application(house)), base_url="http://127.0.0.1"
    ) as browser:
        return await browser.get(path, headers=headers)


async def numbers(house: House) -> dict[str, float]:
    """By name with labels, what the page says."""
    text = (await get(house, "/metrics", TOKEN)).text
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {f"{s.name}{{{','.join(s.labels.values())}}}" if s.labels else s.name: s.value for s in samples}


@pytest.fixture(autouse=True)
def _token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.METRICS_TOKEN", TOKEN)


async def test_only_with_the_token(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (await get(house, "/metrics")).status_code == 404
    assert (await get(house, "/metrics", "wrong")).status_code == 404
    assert (await get(house, "/metrics", TOKEN)).status_code == 200
    monkeypatch.setattr("django.conf.settings.METRICS_TOKEN", "")
    assert (await get(house, "/metrics", TOKEN)).status_code == 404
    assert (await get(house, "/metrics", "")).status_code == 404


async def test_turns_mails_and_refusals_are_counted(house: House) -> None:
    Visitor(house).asks("Wat kost het om iets terug te sturen?")
    until(lambda: house.meters.turns.labels("answer")._value.get() == 1)
    assert (await get(house, "/chat/v1/conversations/none/brief")).status_code == 401
    told = await numbers(house)
    assert told["kompas_turns_total{answer}"] == 1
    assert told["kompas_thinking_seconds_count"] == 1
    assert told["kompas_answer_seconds_count"] == 1
    assert 0 < told["kompas_answer_seconds_sum"] < 60
    assert sum(value for name, value in told.items() if name.startswith("kompas_refused_total")) == 1


async def test_how_things_stand_now(house: House) -> None:
    visitor = Visitor(house)
    visitor.asks("Ik wil een medewerker spreken")
    told = await numbers(house)
    assert told["kompas_ready"] == 1
    assert told["kompas_customers_waiting"] + told["kompas_promises_open"] == 1
    assert told["kompas_part{database}"] == 0
    assert (told["kompas_certainty{provisional}"], told["kompas_certainty{proven}"]) == (1, 0)
    assert told["kompas_answers_from"] == 0.6
    Proof.objects.create(
        at=1, version=house.shelf.now.company.version, stage="proven", at_most_wrong=0.05, threshold=0.7, n=99, above=99,
        wrong=0, bound=0.03, needed=59,
    )  # fmt: skip
    look(house)
    told = await numbers(house)
    assert (told["kompas_certainty{proven}"], told["kompas_answers_from"]) == (1, 0.7)
    assert told["kompas_database_bytes"] > 100_000
    assert told["kompas_backup_timestamp_seconds"] == 0
    (Path(house.data_dir) / "last-backup").write_text("now")
    assert (await numbers(house))["kompas_backup_timestamp_seconds"] > 1.7e9


async def test_nobodys_words(house: House) -> None:
    Visitor(house).asks("Mijn naam is Kwetsbaar, waar is mijn pakket?")
    text = (await get(house, "/metrics", TOKEN)).text
    assert "Kwetsbaar" not in text
    assert "pakket" not in text
