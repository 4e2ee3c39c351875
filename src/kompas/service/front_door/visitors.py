"""Visitors: who holds the token of a conversation may read and write it. Nobody learns which conversations exist."""

import hashlib
import hmac
import secrets
import sqlite3

from starlette.requests import Request

from kompas.service.clock import DAY_MS, now_ms
from kompas.service.conversations import store
from kompas.service.front_door.door import door_of
from kompas.service.front_door.limits import bounds
from kompas.service.front_door.problems import Problem

_NOBODY = "0" * 64


def new_token() -> tuple[str, str]:
    """A visitor's token and its digest; only the digest is kept."""
    token = secrets.token_urlsafe(32)
    return token, digest_of(token)


def digest_of(token: str) -> str:
    """The token is 256 random bits, so a plain digest cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


def known_token(db: sqlite3.Connection, request: Request) -> tuple[str, str] | None:
    """The token that a visitor had for an earlier conversation, for the next one too; None where it opened none."""
    token = _bearer(request)
    digest = digest_of(token)
    had = db.execute("SELECT 1 FROM conversations_conversation WHERE visitor_digest = ? LIMIT 1", (digest,)).fetchone()
    return (token, digest) if token and had is not None else None


def until(at: int) -> int:
    return at + bounds().visitor_days * DAY_MS


def visitor(request: Request, counted: str = "calls") -> sqlite3.Row:
    """The visitor's own conversation. A foreign, forged, expired or erased one all get the same answer: it is not there."""
    token = _bearer(request)
    if not token:
        problem = Problem(401, "no_token")
        problem.headers["WWW-Authenticate"] = "Bearer"
        raise problem
    door = door_of(request)
    row = store.conversation(door.reads, request.path_params["conversation"])
    known = row["visitor_digest"] if row is not None else _NOBODY
    fits = hmac.compare_digest(known, digest_of(token))
    if row is None or not fits or row["visitor_until"] <= now_ms():
        raise Problem(404, "gone")
    door.limits.visitor(counted, row["id"])
    return row


def _bearer(request: Request) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def still_there(db: sqlite3.Connection, conversation: str) -> sqlite3.Row:
    """Within the writing transaction: the conversation may have been erased a moment ago."""
    row = store.conversation(db, conversation)
    if row is None:
        raise Problem(404, "gone")
    return row
