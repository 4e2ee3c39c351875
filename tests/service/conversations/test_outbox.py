"""The outbox: tried again with growing pauses, the same mail each time, and a person told when it gives up."""

import sqlite3
from collections.abc import Iterator
from typing import Any, ClassVar, cast

import pytest
import time_machine

from kompas.service.channels import mail
from kompas.service.conversations import outbox as out
from kompas.service.conversations import store
from kompas.service.conversations.outbox import Outbox
from kompas.service.database.writer import Writer
from kompas.service.library.shelf import Served

BEGIN = 1_795_510_800
PAUSES = [10, 60, 300, 1_800, 7_200]  # seconds


class Letterbox:
    """A mail backend: what it was given, and how often it still fails."""

    given: ClassVar[list[Any]] = []
    failing = 0

    def __init__(self, fail_silently: bool) -> None:
        assert not fail_silently

    def send_messages(self, mails: list[Any]) -> int:
        Letterbox.given += mails
        if Letterbox.failing:
            Letterbox.failing -= 1
            raise ConnectionRefusedError(f"no way to {mails[0].to}")
        return len(mails)


class Post:
    """An outbox that is worked by hand, at a time of one's own choice."""

    def __init__(self, writer: Writer, shop: Served) -> None:
        shelf = cast(Any, type("Shelf", (), {"now": shop}))
        self.writer, self.box = writer, Outbox(writer, shelf, f"{__name__}.Letterbox")

    def write(self, job: Any) -> Any:
        return self.writer.submit(job).result(10)

    def round(self) -> int:
        """Everything that is due now gets one try."""
        letters = self.write(out._claim)
        for letter in letters:
            self.box._deliver(letter)
        return len(letters)

    @property
    def row(self) -> sqlite3.Row:
        row: sqlite3.Row = self.write(lambda db: db.execute("SELECT * FROM conversations_delivery").fetchone())
        return row

    def trail(self) -> list[str]:
        rows = self.write(lambda db: db.execute("SELECT kind FROM conversations_event ORDER BY id").fetchall())
        return [row["kind"] for row in rows]


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(BEGIN, tick=False) as clock:
        yield clock


@pytest.fixture
def post(db: sqlite3.Connection, shop: Served, clock: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    Letterbox.given, Letterbox.failing = [], 0
    monkeypatch.setattr(out, "import_string", lambda name: Letterbox)
    writer = Writer()
    writer.start()
    post = Post(writer, shop)

    def queue(db: sqlite3.Connection) -> None:
        store.begin(db, "c1", "chat", "nl", "digest", 10**13, BEGIN * 1000)
        mail.post(db, "c1", "promise", "klant@post.example", "Uw vraag K-1", "Wij antwoorden.", BEGIN * 1000)

    post.write(queue)
    yield post
    writer.stop()


def test_a_mail_leaves_once_and_says_that_software_wrote_it(post: Post) -> None:
    assert (post.round(), post.round()) == (1, 0)
    (sent,) = Letterbox.given
    assert (sent.to, sent.subject, sent.body) == (["klant@post.example"], "Uw vraag K-1", "Wij antwoorden.")
    assert sent.extra_headers["Auto-Submitted"] == "auto-replied"
    assert sent.extra_headers["X-Kompas-Author"] == "assistant"
    assert (post.row["sent_at"], post.row["due_at"]) == (BEGIN * 1000, None)
    assert post.trail()[-2:] == ["mail.queued", "mail.sent"]


def test_what_an_agent_wrote_is_no_automatic_mail(post: Post) -> None:
    post.write(lambda db: mail.post(db, "c1", "answer", "klant@post.example", "Antwoord K-1", "Ja.", BEGIN * 1000))
    post.round()
    answer = next(sent for sent in Letterbox.given if sent.subject == "Antwoord K-1")
    assert answer.extra_headers["X-Kompas-Author"] == "agent"
    assert "Auto-Submitted" not in answer.extra_headers


def test_it_is_tried_again_with_growing_pauses_as_the_same_mail(post: Post, clock: Any) -> None:
    Letterbox.failing, now = 3, BEGIN
    for pause in PAUSES[:3]:
        assert post.round() == 1
        clock.move_to(now + pause - 1)
        assert post.round() == 0, "too soon"
        now += pause
        clock.move_to(now)
    assert post.round() == 1
    assert len({letter.extra_headers["Message-ID"] for letter in Letterbox.given}) == 1
    assert len(Letterbox.given) == 4
    assert (post.row["attempts"], post.row["sent_at"], post.row["error"]) == (4, now * 1000, "")


def test_what_never_arrives_is_given_up_and_said_so_without_address_or_text(post: Post, clock: Any) -> None:
    Letterbox.failing, now = 99, BEGIN
    for pause in [*PAUSES, 0]:
        assert post.round() == 1
        now += pause
        clock.move_to(now)
    clock.move_to(now + 10**6)
    assert post.round() == 0
    row = post.row
    assert (row["sent_at"], row["due_at"], row["failed_at"], row["error"]) == (
        None,
        None,
        now * 1000,
        "ConnectionRefusedError",
    )
    assert post.trail()[-1] == "mail.given_up"
    events = post.write(lambda db: [tuple(row) for row in db.execute("SELECT * FROM conversations_event")])
    assert "klant@post.example" not in str(events)


def test_a_process_that_died_while_sending_sends_the_same_mail_again(post: Post, clock: Any) -> None:
    (lost,) = post.write(out._claim)
    assert post.round() == 0  # it may still be under way
    clock.move_to(BEGIN + 61)
    assert post.round() == 1
    assert Letterbox.given[0].extra_headers["Message-ID"] == lost.message_id
    post.box._deliver(lost)  # the one that was thought dead comes after all: it notes nothing
    assert post.trail().count("mail.sent") == 1


def test_without_a_way_out_mail_waits(post: Post, shop: Served) -> None:
    box = Outbox(post.writer, cast(Any, None), "")
    box.start()
    box.wake()
    box.stop()
    assert (post.row["attempts"], post.row["sent_at"]) == (0, None)
