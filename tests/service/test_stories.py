"""Behaviour stories through the whole house, in both languages: mail, opening hours, the queue, an agent at the desk.

The stories stand in tests/stories/house/. A step is one act, with what must come of it:
  customer, other  what this customer, or another one, writes; `silent`: the assistant says nothing
  agent            take, reply (with `text`), give_back, resolve, keep (the promise)
  leave            the customer leaves the queue
  mail             there is a mail to this address, of this `purpose`
  desk             the list of the workspace in which the conversation stands `first` or is not (`none`), with its `wish`;
                   or `conversation`: the page itself
  at               the time from now on
  brief, trail, stored_not   what the brief holds, kinds of events in this order, text that no file holds
`says` and `says_not` are about all that was said to the customer in that step. $code is the code of the newest mail,
$reference that of the promise.
"""

import re
import subprocess
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
import time_machine
import yaml
from django.test import Client
from tests.service.people import Visitor, kinds, until

from kompas.service.accounts.models import Staff
from kompas.service.clock import now_ms
from kompas.service.database.connection import connect
from kompas.service.handover import desk
from kompas.service.handover.screens.waiting import column
from kompas.service.house import House

HERE = Path(__file__).parents[1] / "stories/house"
STORIES = [story for lang in ("nl", "en") for story in yaml.safe_load((HERE / f"{lang}.yaml").read_text("utf-8"))]


@pytest.mark.parametrize("story", STORIES, ids=[f"{story['lang']} {story['story']}" for story in STORIES])
def test_story(story: dict[str, Any], house: House, agent: int, data_dir: Path) -> None:
    with ExitStack() as clock:
        clock.enter_context(time_machine.travel(story["at"], tick=True))
        teller = Teller(house, Staff.objects.get(pk=agent), Visitor(house, story["lang"]), data_dir, clock)
        for step in story["steps"]:
            teller.takes(step)


def test_both_languages_tell_the_same_stories() -> None:
    nl, en = ([story["story"].split()[0] for story in STORIES if story["lang"] == lang] for lang in ("nl", "en"))
    assert [word for word in nl if word.isdigit()] == [word for word in en if word.isdigit()]
    assert {"9", "10"} < set(nl)
    assert len(nl) == len(en)


class Teller:
    """Plays one story: a customer, an agent and a clock."""

    def __init__(self, house: House, noor: Staff, visitor: Visitor, data: Path, clock: ExitStack) -> None:
        self.house, self.noor, self.visitor, self.data, self.clock = house, noor, visitor, data, clock

    def takes(self, step: dict[str, Any]) -> None:
        before = self.visitor.row["seq"]
        act = next(iter(step))
        getattr(self, act)(step)
        said = "\n".join(m["text"] for m in self.visitor.messages() if m["seq"] > before and m["author"] != "customer")
        if act in ("customer", "agent", "leave"):
            self.holds(said, step)
        if step.get("silent"):
            assert said == "", (step, said)
        if "held_by" in step:
            assert self.visitor.row["held_by"] == step["held_by"], step

    def holds(self, said: str, step: dict[str, Any]) -> None:
        for words in step.get("says", ()):
            assert self.filled(words) in said, (words, said)
        for words in step.get("says_not", ()):
            assert words not in said, (words, said)

    def filled(self, words: str) -> str:
        if words == "$reference":
            return str(self.rows("SELECT reference FROM handover_promise ORDER BY id DESC LIMIT 1")[0]["reference"])
        if words == "$code":
            mails = until(lambda: self.rows("SELECT body FROM conversations_delivery WHERE purpose = 'code'"))
            found = re.search(r"\b\d{6}\b", mails[-1]["body"])
            assert found
            return found[0]
        return words

    def rows(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        with closing(connect(readonly=True)) as db:
            return [dict(row) for row in db.execute(sql, values)]

    def customer(self, step: dict[str, Any]) -> None:
        seq = self.visitor.says(self.filled(step["customer"])).seq
        answered(self.visitor, seq)

    def other(self, step: dict[str, Any]) -> None:
        other = Visitor(self.house)
        answered(other, other.says(step["other"]).seq)

    def leave(self, step: dict[str, Any]) -> None:
        left = lambda db: desk.leave_queue(db, self.house.shelf.now, self.visitor.id, now_ms())  # noqa: E731 - one act
        assert self.visitor.write(left)

    def agent(self, step: dict[str, Any]) -> None:
        """Each act through the workspace's own page, signed in."""
        path = f"/workspace/{self.visitor.id}/{step['agent'].replace('_', '-')}/"
        if step["agent"] == "keep":
            promise = self.rows("SELECT id FROM handover_promise WHERE kept_at IS NULL")[0]["id"]
            path = f"/workspace/promise/{promise}/kept/"
        done = self.browser.post(path, {"text": step.get("text", "")})
        assert done.status_code == 302, done.content

    @property
    def browser(self) -> Client:
        browser = Client(headers={"host": "localhost"})
        browser.force_login(self.noor)
        return browser

    def mail(self, step: dict[str, Any]) -> None:
        sent = "SELECT * FROM conversations_delivery WHERE recipient = ? AND purpose = ? AND sent_at IS NOT NULL"
        found = until(lambda: self.rows(sent, step["mail"], step["purpose"]))[-1]
        self.holds(f"{found['subject']}\n{found['body']}", step)

    def desk(self, step: dict[str, Any]) -> None:
        if step["desk"] == "conversation":
            self.holds(self.browser.get(f"/workspace/{self.visitor.id}/matter/").content.decode(), step)
            return
        lines = getattr(column(self.noor, self.house.shelf.now, now_ms()), step["desk"])
        if step.get("none"):
            assert lines == []
            return
        assert lines[0].id == self.visitor.id
        assert step.get("wish", "") in lines[0].wish

    def at(self, step: dict[str, Any]) -> None:
        self.clock.enter_context(time_machine.travel(step["at"], tick=True))

    def brief(self, step: dict[str, Any]) -> None:
        brief = desk_brief(self.visitor)
        assert step["brief"].get("wish", "") in brief["wish"], brief
        proven = " ".join(fact["text"] for fact in brief["facts"] if fact["proof"] == "proven")
        assert step["brief"].get("proven", "") in proven, brief

    def trail(self, step: dict[str, Any]) -> None:
        told = iter(kinds(self.visitor.id))
        assert all(kind in told for kind in step["trail"]), kinds(self.visitor.id)

    def stored_not(self, step: dict[str, Any]) -> None:
        """The files are read by another process: to open a database in this one would drop SQLite's locks."""
        looked = ["grep", "--recursive", "--text", "--files-with-matches", "--fixed-strings"]
        there = subprocess.run(
            [*looked, "hoe lang" if self.visitor.lang == "nl" else "how long", self.data], check=False
        )
        assert there.returncode == 0, "the message itself is found"
        assert subprocess.run([*looked, step["stored_not"], self.data], check=False).returncode == 1


def answered(visitor: Visitor, seq: int) -> None:
    """Waits until the turn is over, or the assistant does not have the word."""
    until(lambda: visitor.row["held_by"] != "assistant" or visitor.row["answered_seq"] >= seq)


def desk_brief(visitor: Visitor) -> dict[str, Any]:
    with closing(connect(readonly=True)) as db:
        brief = desk.brief_of(db, visitor.id)
    assert brief is not None
    return brief
