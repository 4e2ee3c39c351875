"""Logs, addresses, the trail and task rows hold ids and codes only, whatever customers and agents write."""

import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import httpx2
import pytest
import structlog
import time_machine
import uvicorn
from django.test import Client
from tests.service.people import until

from kompas.service import logs
from kompas.service.accounts.demo import seed_staff
from kompas.service.asgi import application
from kompas.service.conversations import turns, worker
from kompas.service.database.connection import connect
from kompas.service.house import House

MARK = "Bliksemschicht7731"
API = "/chat/v1/conversations"
# where words may stand, all erased with their conversation: messages and memory, briefs, notes, remarks, why it was stopped
CONTENT = {
    "conversations_conversation",
    "conversations_message",
    "conversations_rating",
    "conversations_delivery",
    "handover_handover",
    "handover_note",
    "handover_stop",
}


@pytest.fixture
def _open_hours() -> Iterator[None]:
    with time_machine.travel("2026-11-24T10:00:00+01:00", tick=True):
        yield


@pytest.fixture
def written() -> Iterator[list[str]]:
    """Every line that anybody logs, also what is left out by default: the server's own lines for each request."""
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    keep, root = Keep(), logging.getLogger()
    keep.setFormatter(logs._PlacesOnly("%(levelname)s %(name)s %(message)s"))
    access = logging.getLogger("uvicorn.access")
    before, processors, propagates = root.level, structlog.get_config(), access.propagate
    access.propagate = True  # a server that was started without its access log leaves it off for the whole process
    keep.addFilter(lambda record: not record.name.startswith(("httpx2", "httpcore2")))  # the customer's own side
    root.addHandler(keep)
    root.setLevel(logging.DEBUG)
    logs.set_up_logs()
    structlog.configure(logger_factory=lambda *_: Printer(lines))
    yield lines
    structlog.configure(**processors)
    root.removeHandler(keep)
    root.setLevel(before)
    access.propagate = propagates


class Printer:
    """In place of standard error."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines

    def msg(self, line: str) -> None:
        self._lines.append(line)

    info = warning = error = debug = msg


@pytest.fixture
def address(house: House, written: list[str]) -> Iterator[str]:
    """A real server in front of the house, with its access log on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(application(house), port=port, log_config=None, access_log=True))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: server.started)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(20)


@pytest.mark.usefixtures("_open_hours")
def test_a_conversation_leaves_no_word_outside_its_messages(
    house: House, address: str, written: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def sometimes_broken(served: Any, claimed: Any) -> Any:
        if "kapot" in claimed.turn.text:
            raise ValueError(f"could not read {claimed.turn.text}")
        return turns.think(served, claimed)

    monkeypatch.setattr(worker, "think", sometimes_broken)
    with httpx2.Client(base_url=address, timeout=20) as browser:
        begun = browser.post(API, json={"lang": "nl"}).json()
        mine = f"{API}/{begun['conversation']}"
        browser.headers["Authorization"] = f"Bearer {begun['token']}"
        posts = [
            ("messages", {"id": "1", "text": f"Hoe lang duurt de bezorging? {MARK}"}),
            ("messages", {"id": MARK * 9, "text": MARK}),
            ("messages", {"id": "2", "text": MARK * 600}),
            ("messages", {"id": "3", "text": "\x00\x01\x02\x03" + MARK}),
            ("messages", [MARK]),
            ("messages/1/wrong", {"comment": MARK}),
            ("login", {"login_token": MARK}),
            ("rating", {"effort": 9, "solved": MARK}),
            ("messages", {"id": "4", "text": f"mijn fiets is kapot, {MARK}"}),
        ]
        for path, body in posts:
            browser.post(f"{mine}/{path}", json=body)
        until(lambda: held_by(begun["conversation"]) == "queue")
        browser.put(f"{mine}/brief", json={"correction": MARK})
        browser.post(f"{mine}/rating", json={"effort": 2, "solved": True, "comment": MARK})
        browser.get(f"{mine}/transcript")
    noor = at_the_desk("noor")
    for act, text in (("take", ""), ("note", MARK), ("reply", MARK), ("resolve", "")):
        assert noor.post(f"/workspace/{begun['conversation']}/{act}/", {"text": text}).status_code == 302
    sam = at_the_desk("sam")
    sam.post("/workspace/stop/"), sam.post("/workspace/stop/why/", {"reason": MARK})
    time.sleep(0.2)

    told = "\n".join(written)
    assert f"{mine}/messages" in told, "the access log was on"
    assert "turn.failed" in told, "the fault was logged"
    assert MARK not in told
    assert begun["token"] not in told
    assert "message.posted" in rows_of("conversations_event")
    assert [table for table in tables() - CONTENT if MARK in rows_of(table)] == []
    assert rows_of("conversations_message").count(MARK) >= 3
    assert rows_of("handover_note").count(MARK) == 1


def at_the_desk(name: str) -> Client:
    browser = Client(headers={"host": "localhost", "accept-language": "nl"})
    browser.force_login(next(one for one in seed_staff() if one.username == name))
    return browser


def held_by(conversation: str) -> str:
    with closing(connect(readonly=True)) as db:
        row = db.execute("SELECT held_by FROM conversations_conversation WHERE id = ?", (conversation,)).fetchone()
        return str(row["held_by"])


def tables() -> set[str]:
    with closing(connect(readonly=True)) as db:
        return {row["name"] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def rows_of(*tables: str) -> str:
    with closing(connect(readonly=True)) as db:
        return str([tuple(row) for table in tables for row in db.execute(f"SELECT * FROM {table}")])
