"""Mail out through a mail server as companies run it: exim, with TLS, sign-in and refusals of its own."""

import email
import email.policy
import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from tests.commands.running import free_port
from tests.servers import FETCHED, certificate, place, program, running
from tests.service.people import Visitor, until

from kompas.service.channels import mail
from kompas.service.clock import now_ms
from kompas.service.conversations.outbox import Outbox
from kompas.service.house import House
from kompas.service.secret import mail_settings

# it takes mail and keeps it, for delivering it further is not our matter
_CONFIGURATION = """
primary_hostname = localhost
spool_directory = {folder}/spool
log_file_path = {folder}/%slog
queue_only = true
local_interfaces = 127.0.0.1
daemon_smtp_ports = {starttls} : {tls}
tls_on_connect_ports = {tls}
tls_advertise_hosts = *
tls_certificate = {folder}/certificate.pem
tls_privatekey = {folder}/key.pem
auth_advertise_hosts = ${{if eq{{$tls_in_cipher}}{{}}{{}}{{*}}}}
acl_smtp_rcpt = rcpt
acl_smtp_data = accept
host_lookup =
rfc1413_query_timeout = 0s

begin acl
rcpt:
  defer !authenticated = *
        message = sign in first
  deny  local_parts = gone
        message = no such person
  defer local_parts = later
        message = not now
  accept

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_condition = ${{if and{{{{eq{{$auth2}}{{kompas}}}}{{eq{{$auth3}}{{ge/he:im@}}}}}}}}
  server_set_id = $auth2
"""
_PASSWORD = "ge%2Fhe%3Aim%40"


@dataclass(frozen=True)
class Exim:
    folder: Path
    starttls: int
    tls: int

    def kept(self) -> list[EmailMessage]:
        """What it took, as it would go on."""
        found = []
        for head in (self.folder / "spool/input").glob("*-H"):
            body = head.with_name(head.name.removesuffix("H") + "D")
            if body.exists():
                lines = head.read_text(errors="replace").split("\n\n", 1)[1]
                found.append((lines, body.read_bytes().split(b"\n", 1)[1]))
        return [_message(*one) for one in found]


def _message(head: str, body: bytes) -> EmailMessage:
    """Exim writes the length and the kind of each header before it."""
    lines = [line[5:] if line[:3].isdigit() else line for line in head.splitlines()]
    read: Any = email.message_from_bytes("\n".join(lines).encode() + b"\n\n" + body, policy=email.policy.default)
    return read


@pytest.fixture(scope="module")
def exim() -> Iterator[Exim]:
    path = program("exim4")
    with place() as folder:
        certificate(folder)
        server = Exim(folder, free_port(), free_port())
        text = _CONFIGURATION.format(folder=folder, starttls=server.starttls, tls=server.tls)
        (folder / "exim.conf").write_text(text)
        command = [path, "-C", str(folder / "exim.conf"), "-bdf", "-oP", str(folder / "exim.pid")]
        with running(command, folder, server.starttls, **(_fetched(folder) if path.startswith(str(FETCHED)) else {})):
            yield server


def _fetched(folder: Path) -> dict[str, str]:
    """Debian's exim looks up its own account, which only an installed one has: this process alone sees one."""
    uid = os.geteuid() or 65534
    (folder / "passwd").write_text(f"Debian-exim:x:{uid}:{uid}::/tmp:/bin/sh\n")
    (folder / "group").write_text(f"Debian-exim:x:{uid}:\nmail:x:8:\n")
    wrapper = next(FETCHED.glob("usr/lib/*/libnss_wrapper.so"))
    return {
        "LD_LIBRARY_PATH": str(wrapper.parent),
        "LD_PRELOAD": str(wrapper),
        "NSS_WRAPPER_PASSWD": str(folder / "passwd"),
        "NSS_WRAPPER_GROUP": str(folder / "group"),
    }


@pytest.fixture
def send(house: House, exim: Exim, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], sqlite3.Row]:
    """Sends a mail by KOMPAS_SMTP_URL and gives what the outbox then knows of it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(exim.folder / "certificate.pem"))
    house.outbox.stop()
    visitor = Visitor(house)

    def send(url: str, to: str) -> sqlite3.Row:
        outbox = Outbox(house.writer, house.shelf, "django.core.mail.backends.smtp.EmailBackend")
        with override_settings(**mail_settings(url, demo=False)):
            visitor.write(lambda db: mail.post(db, visitor.id, "answer", to, "Uw vraag ✓", "Dag,\n.\nGroet", now_ms()))
            outbox.start()
            try:
                row: sqlite3.Row = until(lambda: visitor.write(_tried))
            finally:
                outbox.stop()
        return row

    return send


def _tried(db: sqlite3.Connection) -> sqlite3.Row | None:
    newest: sqlite3.Row = db.execute("SELECT * FROM conversations_delivery ORDER BY id DESC LIMIT 1").fetchone()
    return newest if newest["sent_at"] or newest["error"] else None


def test_it_takes_mail_over_tls_from_who_signs_in(send: Callable[[str, str], sqlite3.Row], exim: Exim) -> None:
    for how, port, to in (("smtps", exim.tls, "zoe@post.example"), ("smtp+tls", exim.starttls, "jo@post.example")):
        row = send(f"{how}://kompas:{_PASSWORD}@localhost:{port}", to)
        assert row["sent_at"], row["error"]
        (letter,) = [one for one in exim.kept() if one["To"] == to]
        assert (letter["Subject"], letter["X-Kompas-Author"]) == ("Uw vraag ✓", "agent")
        assert letter.get_content().rstrip() == "Dag,\n.\nGroet"
        assert letter["Message-ID"] == row["message_id"]


_REFUSALS = (
    ("gone@post.example", "smtps://kompas:{p}@localhost:{tls}", "SMTPRecipientsRefused 550", True),
    ("later@post.example", "smtps://kompas:{p}@localhost:{tls}", "SMTPRecipientsRefused 451", False),
    ("jo@post.example", "smtps://kompas:wrong@localhost:{tls}", "SMTPAuthenticationError", False),
    ("jo@post.example", "smtp://localhost:{starttls}", "SMTPRecipientsRefused 451", False),
    ("jo@post.example", "smtps://kompas:{p}@localhost:{starttls}", "SSLError", False),
)


def test_refusals_for_good_end_it_and_others_are_tried_again(
    send: Callable[[str, str], sqlite3.Row], exim: Exim
) -> None:
    for to, url, error, final in _REFUSALS:
        row = send(url.format(p=_PASSWORD, tls=exim.tls, starttls=exim.starttls), to)
        assert (row["sent_at"], row["error"]) == (None, error)
        assert ((row["due_at"] is None), bool(row["failed_at"])) == (final, final)


def test_a_certificate_that_nobody_vouches_for_is_refused(
    send: Callable[[str, str], sqlite3.Row], exim: Exim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    row = send(f"smtp+tls://kompas:{_PASSWORD}@localhost:{exim.starttls}", "jo@post.example")
    assert (row["error"], row["sent_at"]) == ("SSLCertVerificationError", None)
