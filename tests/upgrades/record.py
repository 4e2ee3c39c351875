"""Write the database of this version as it is after a day's work, for later versions to take over.

usage, at each release: python -m tests.upgrades.record > tests/upgrades/VERSION.sql
A customer asked and was answered; one waits for a person, or has a promise outside hours; one was helped by an agent.
"""

import os
import sys
import tempfile
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="kompas-record-") as place:
        os.environ |= {
            "KOMPAS_DATA_DIR": place,
            "KOMPAS_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "kompas.service.settings",
        }
        import django

        django.setup()
        from kompas.service.database.connection import connect
        from kompas.service.serving import opened

        with opened(ROOT / "companies" / "zwaluw", Path(place), demo=True) as house:
            _a_day(house)
        with closing(connect()) as db:
            sys.stdout.write("\n".join(db.iterdump()) + "\n")


def _a_day(house) -> None:  # type: ignore[no-untyped-def]  # of whatever version this is run with
    from tests.service.people import Visitor

    from kompas.service.accounts.demo import seed_staff
    from kompas.service.clock import now_ms
    from kompas.service.conversations.rating import rate
    from kompas.service.handover import desk

    noor = seed_staff()[0].pk
    served = house.shelf.now
    Visitor(house, id="answered").asks("Hoe lang kan ik een fiets ruilen?")
    waits = Visitor(house, id="waits")
    waits.write(lambda db: desk.ask_for_human(db, served, "waits", now_ms()))
    helped = Visitor(house, id="helped")
    helped.says("Mijn fiets is kapot aangekomen, ik wil iemand spreken!")
    helped.write(lambda db: desk.ask_for_human(db, served, "helped", now_ms()))
    helped.write(lambda db: desk.take(db, served, "helped", noor, "Noor", now_ms()))
    helped.write(lambda db: desk.reply(db, served, "helped", noor, "We halen hem morgen op.", now_ms()))
    helped.write(lambda db: desk.note(db, "helped", noor, "Transporteur gebeld.", now_ms()))
    helped.write(lambda db: desk.resolve(db, served, "helped", noor, now_ms()))
    helped.write(lambda db: rate(db, "helped", 2, True, "Snel geholpen", now_ms()))


if __name__ == "__main__":
    main()
