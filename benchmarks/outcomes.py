"""How quick the page of the outcomes is at 100,000 cases, and what following the trail costs beside the chat.

python -m benchmarks.outcomes [cases]
"""

import os
import random
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import median

WEEKS, MATTERS, DAY = 26, 60, 86_400_000


def main(cases: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        os.environ |= {
            "KOMPAS_DATA_DIR": place,
            "KOMPAS_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "kompas.service.settings",
        }
        import django

        django.setup()
        from kompas.service.serving import opened

        with opened(Path(__file__).resolve().parents[1] / "companies/zwaluw", Path(place) / "data", demo=True):
            _fill(cases)
            _pages()
            _following()


def _fill(cases: int) -> None:
    from kompas.service.insights.models import Case, Ending, Passing, Turn

    dice, now = random.Random(1), time.time_ns() // 1_000_000
    endings = [*Ending.values, "confirmed", "assumed", "assumed"]
    rows, turns, passings = [], [], []
    for n in range(cases):
        at = now - dice.randrange(WEEKS * 7 * DAY)
        week = time.strftime("%Y-%m-%d", time.gmtime((at - ((at // DAY + 3) % 7) * DAY) / 1000))
        ending, id = dice.choice(endings), f"c{n}"
        person = "solved" if ending == "handed_over" else ""
        rows.append(
            Case(conversation=id, number=1, began_at=at, last_at=at + 60_000, week=week, lang=dice.choice(("nl", "nl", "en")),
                 channel="chat", matter=f"matter_{dice.randrange(MATTERS)}", certainty=800, turns=2, ending=ending,
                 person=person, handled_ms=dice.randrange(600_000) if person else 0, waited_ms=9_000 if person else None,
                 effort=dice.choice((None, None, 1, 2, 5)))
        )  # fmt: skip
        turns += [
            Turn(conversation=id, seq=seq, number=1, at=at, kind="answer", code="certain_enough") for seq in (2, 4)
        ]
        if person:
            passings.append(
                Passing(
                    conversation=id, seq=6, number=1, at=at, by="assistant", code=dice.choice(("anger", "wants_human"))
                )
            )
    for model, made in ((Case, rows), (Turn, turns), (Passing, passings)):
        model.objects.bulk_create(made, batch_size=5_000)  # type: ignore[attr-defined]


def _pages() -> None:
    from django.test import Client

    from kompas.service.accounts.models import Role, Staff

    browser = Client(headers={"host": "localhost"})
    browser.force_login(Staff.objects.create_user("bench", role=Role.SUPERVISOR))
    for query in ("weeks=4", "weeks=26", "weeks=26&matter=matter_3", "weeks=52"):
        told = []
        for _ in range(7):
            begin = time.perf_counter()
            assert browser.get(f"/outcomes/?{query}").status_code == 200
            told.append((time.perf_counter() - begin) * 1000)
        print(f"/outcomes/?{query:28} median {median(told):6.0f} ms   worst {max(told):6.0f} ms")


def _following() -> None:
    """Conversations of six lines each, as the writer leaves them; how long one look at them takes."""
    from kompas.service import house
    from kompas.service.conversations import store
    from kompas.service.database.connection import connect
    from kompas.service.insights.following import follow
    from kompas.service.learning.noticing import notice

    with closing(connect()) as db:
        db.execute("BEGIN IMMEDIATE")
        for n in range(300):
            store.begin(db, f"f{n}", "chat", "nl", "digest", 2**50, 1000)
            for _turn in range(3):
                asked = store.say(
                    db, f"f{n}", store.Words("customer", "wat kost een grote beurt", "nl", "human"), 1000, "customer"
                )
                said = store.say(db, f"f{n}", store.Words("assistant", "89 euro", "nl", "quote"), 1000, "assistant",
                                 decision="answer", code="certain_enough", reply_to=asked)  # fmt: skip
                store.decide(db, f"f{n}", said, 1000, "answer", "certain_enough", '{"questions": []}')
        db.execute("COMMIT")
    begin = time.perf_counter()
    follow(house.current())
    notice(house.current())
    print(f"one look at 300 conversations of 3 turns: {(time.perf_counter() - begin) * 1000:.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
