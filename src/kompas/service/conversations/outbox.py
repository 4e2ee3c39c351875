"""The outbox: delivers mail with retries, each at most once unless the process dies between sending and noting it."""

import smtplib
import sqlite3
from dataclasses import dataclass

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

from kompas.service.channels.mail import told_in
from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.database.writer import Writer
from kompas.service.library.shelf import Shelf
from kompas.service.rounds import Rounds
from kompas.service.status.meters import Meters
from kompas.service.status.traces import spanned

log = structlog.get_logger()

_IDLE_SECONDS = 2.0
_LEASE_MS = 60_000
_WAITS_MS = (10_000, 60_000, 300_000, 1_800_000, 7_200_000)  # after that a person is told


# who wrote a mail (AI Act, art. 50; RFC 3834): what an agent wrote is no automatic answer
_AUTOMATIC = {"Auto-Submitted": "auto-replied", "X-Kompas-Author": "assistant"}
_AUTHOR = {
    "answer": {"X-Kompas-Author": "agent"},
    "account": {"Auto-Submitted": "auto-generated", "X-Kompas-Author": "system"},
}


@dataclass(frozen=True, slots=True)
class Letter:
    id: int
    conversation: str | None
    claim: int
    attempts: int
    purpose: str
    recipient: str
    subject: str
    body: str
    message_id: str


class Outbox:
    """`backend` is the dotted name of a Django mail backend; without one, mail waits in the outbox."""

    def __init__(self, writer: Writer, shelf: Shelf, backend: str, meters: Meters | None = None) -> None:
        self._writer, self._shelf, self._backend, self._meters = writer, shelf, backend, meters or Meters()
        self._rounds = Rounds("outbox", self._round)

    def start(self) -> None:
        self._rounds.start()

    def stop(self) -> None:
        self._rounds.stop()

    def wake(self) -> None:
        self._rounds.wake()

    @property
    def alive(self) -> bool:
        """Whether mail is looked after; a mail server that refuses is not its fault."""
        return self._rounds.well

    def _round(self) -> float:
        letters = self._writer.submit(_claim).result(60) if self._backend else []
        for letter in letters:
            self._deliver(letter)
        return 0.0 if letters else _IDLE_SECONDS

    def _deliver(self, letter: Letter) -> None:
        """One try. What went wrong is noted as a kind of error, never with the address or the text."""
        mail = EmailMessage(
            letter.subject, letter.body, self._shelf.now.company.channels.mail_sender, [letter.recipient]
        )
        mail.extra_headers = {"Message-ID": letter.message_id, **_AUTHOR.get(letter.purpose, _AUTOMATIC)}
        try:
            with spanned("mail", _told(letter)):
                import_string(self._backend)(fail_silently=False).send_messages([mail])
        except Exception as fault:  # noqa: BLE001 - mail backends raise whatever their transport raises
            name, final = _said(fault)
            log.warning("mail.failed", delivery=letter.id, attempt=letter.attempts, fault=name)
            self._meters.mails.labels("failed").inc()
            self._writer.submit(lambda db: _failed(db, letter, name, final)).result(60)
        else:
            self._meters.mails.labels("sent").inc()
            self._writer.submit(lambda db: _sent(db, letter)).result(60)


def _told(letter: Letter) -> dict[str, str | int]:
    """What a span says of it."""
    return {"kompas.delivery": letter.id, "kompas.purpose": letter.purpose, "kompas.attempt": letter.attempts}


def _claim(db: sqlite3.Connection) -> list[Letter]:
    now = now_ms()
    rows = db.execute(
        "UPDATE conversations_delivery SET claim = claim + 1, attempts = attempts + 1, due_at = ?"
        " WHERE id IN (SELECT id FROM conversations_delivery WHERE due_at <= ? ORDER BY due_at LIMIT 10) RETURNING *",
        (now + _LEASE_MS, now),
    ).fetchall()
    return [
        Letter(
            r["id"],
            r["conversation_id"],
            r["claim"],
            r["attempts"],
            r["purpose"],
            r["recipient"],
            r["subject"],
            r["body"],
            r["message_id"],
        )
        for r in rows
    ]


def _sent(db: sqlite3.Connection, letter: Letter) -> None:
    """A letter that opens an account is emptied once it left; the demo's page shows it instead of a mailbox."""
    now, opens = now_ms(), _opens(letter)
    done = db.execute(
        "UPDATE conversations_delivery SET sent_at = ?, due_at = NULL, error = '', body = CASE WHEN ? THEN '' ELSE body END"
        " WHERE id = ? AND claim = ?",
        (now, opens, letter.id, letter.claim),
    )
    if done.rowcount:
        place = told_in(letter.conversation, letter.purpose)
        store.record(db, "mail.sent", "system", now, place, {"delivery": letter.id})


def _said(fault: Exception) -> tuple[str, bool]:
    """The kind of fault with the server's code, and whether the server refused this letter for good (5xx, RFC 5321).

    A server that refuses us, our sign-in or our sender is for the operator to mend: that mail is tried again.
    """
    codes: list[int] = []
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in fault.recipients.values()]
    elif isinstance(fault, smtplib.SMTPDataError):
        codes = [fault.smtp_code]
    return " ".join([type(fault).__name__, *map(str, codes)]), bool(codes) and all(code >= 500 for code in codes)


def _opens(letter: Letter) -> bool:
    """Whether who holds its text could open an account; the demo's page shows it instead of a mailbox."""
    return letter.purpose == "account" and not settings.DEMO


def _failed(db: sqlite3.Connection, letter: Letter, fault: str, refused: bool = False) -> None:
    now = now_ms()
    final = refused or letter.attempts > len(_WAITS_MS)
    due = None if final else now + _WAITS_MS[letter.attempts - 1]
    db.execute(
        "UPDATE conversations_delivery SET due_at = ?, failed_at = ?, error = ?, body = CASE WHEN ? THEN '' ELSE body END"
        " WHERE id = ? AND claim = ?",
        (due, now if final else None, fault[:60], final and _opens(letter), letter.id, letter.claim),
    )
    if final:
        place = told_in(letter.conversation, letter.purpose)
        store.record(db, "mail.given_up", "system", now, place, {"delivery": letter.id, "fault": fault[:60]})
