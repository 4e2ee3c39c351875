"""Mail out, to a real mail server on this machine."""

import email
import email.policy
import socket
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.test import override_settings
from tests.service.people import Visitor, until

from kompas.service.channels import mail
from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.conversations.outbox import Outbox
from kompas.service.house import House


class Receiver:
    """A server that keeps what it gets, and refuses as often as it is told to."""

    def __init__(self) -> None:
        self.kept: list[Any] = []
        self.refusals = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.kept.append((envelope.rcpt_tos, email.message_from_bytes(envelope.content, policy=email.policy.default)))
        if self.refusals:
            self.refusals -= 1
            return "451 try again later"
        return "250 OK"


@pytest.fixture
def server() -> Iterator[Receiver]:
    receiver = Receiver()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(receiver, hostname="127.0.0.1", port=port)
    controller.start()
    with override_settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, EMAIL_USE_TLS=False, EMAIL_HOST_USER=""):
        yield receiver
    controller.stop()


@pytest.fixture
def outbox(house: House, server: Receiver) -> Iterator[Outbox]:
    """The house's outbox, with a real way out in place of the demo's page."""
    house.outbox.stop()
    outbox = Outbox(house.writer, house.shelf, "django.core.mail.backends.smtp.EmailBackend")
    outbox.start()
    yield outbox
    outbox.stop()


def test_a_mail_arrives_as_it_was_written(house: House, server: Receiver, outbox: Outbox) -> None:
    body = "Dag Zoë,\n\nuw fiets is klaar: € 12,50.\n.\nGroet"
    visitor = Visitor(house)
    visitor.write(lambda db: mail.post(db, visitor.id, "promise", "zoe@post.example", "Uw fiets ✓", body, now_ms()))
    outbox.wake()
    ((to, letter),) = until(lambda: server.kept)
    assert (to, letter["To"], letter["Subject"]) == (["zoe@post.example"], "zoe@post.example", "Uw fiets ✓")
    assert letter.get_content().rstrip().splitlines() == body.splitlines()
    assert (letter["Auto-Submitted"], letter["X-Kompas-Author"]) == ("auto-replied", "assistant")
    assert letter["From"] == house.shelf.now.company.channels.mail_sender


def test_a_refusal_is_tried_again_with_the_same_message_id(house: House, server: Receiver, outbox: Outbox) -> None:
    server.refusals = 1
    visitor = Visitor(house)
    visitor.write(lambda db: mail.post(db, visitor.id, "promise", "jo@post.example", "Uw vraag", "Tot dan.", now_ms()))
    outbox.wake()
    until(lambda: visitor.write(_waiting_again))
    visitor.write(lambda db: db.execute("UPDATE conversations_delivery SET due_at = ?", (now_ms(),)))
    outbox.wake()
    first, second = until(lambda: len(server.kept) == 2 and server.kept)
    assert first[1]["Message-ID"] == second[1]["Message-ID"]
    until(
        lambda: visitor.write(lambda db: db.execute("SELECT sent_at FROM conversations_delivery").fetchone()["sent_at"])
    )


def test_a_subject_cannot_smuggle_a_header_in(house: House, server: Receiver, outbox: Outbox) -> None:
    """Line breaks in a subject are refused by the mail library; the mail is never sent half."""
    visitor = Visitor(house)
    evil = "Vraag\r\nBcc: dief@post.example"
    visitor.write(lambda db: mail.post(db, visitor.id, "answer", "jo@post.example", evil, "x", now_ms()))
    outbox.wake()
    until(lambda: visitor.write(_waiting_again))
    assert server.kept == []


def test_what_waits_is_stored_with_the_act_and_gone_with_it(db: sqlite3.Connection) -> None:
    store.begin(db, "c1", "chat", "nl", "digest", 10**13, 1)
    db.execute("BEGIN")
    mail.post(db, "c1", "code", "jo@post.example", "Code", "123456", 2)
    db.execute("ROLLBACK")
    assert db.execute("SELECT COUNT(*) FROM conversations_delivery").fetchone()[0] == 0
    for _ in range(2):
        mail.post(db, "c1", "code", "jo@post.example", "Code", "123456", 2)
    assert len({row["message_id"] for row in db.execute("SELECT message_id FROM conversations_delivery")}) == 2


def _waiting_again(db: sqlite3.Connection) -> bool:
    row = db.execute("SELECT error, due_at FROM conversations_delivery").fetchone()
    return bool(row["error"] and row["due_at"])
