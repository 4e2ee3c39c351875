"""How long a backup and its restoring take: `python -m benchmarks.backup [--messages 100000]`."""

import argparse
import os
import tempfile
import time
from contextlib import closing
from pathlib import Path

COMPANY = Path(__file__).resolve().parent.parent / "companies" / "zwaluw"
_TURN = 2  # messages that one question makes
_VISIT = 10


def fill(messages: int) -> None:
    """A database with so many messages, written by the verbs of the message path."""
    from django.core.management import call_command

    from kompas.service.conversations import store
    from kompas.service.database.connection import connect
    from kompas.service.privacy.trail import seal

    call_command("migrate", verbosity=0, interactive=False)
    with closing(connect()) as db:
        for conversation in range(messages // _VISIT):
            if conversation % 500 == 0:
                db.execute("BEGIN IMMEDIATE")
            id = f"c{conversation:031}"
            store.begin(db, id, "chat", "nl", "digest", 2**41, conversation)
            for number in range(_VISIT // _TURN):
                asked = store.Words(
                    "customer", f"Vraag {number} van klant {conversation}: waar blijft mijn fiets?", "nl", "human"
                )
                store.say(db, id, asked, conversation, "customer")
                told = store.Words("assistant", "Wij bezorgen binnen drie werkdagen. " * 4, "nl", "ai", "[]" * 200)
                seq = store.say(db, id, told, conversation, "assistant", decision="answer")
                store.decide(db, id, seq, conversation, "answer", "known", "{}" * 300)
            if conversation % 500 == 499:
                db.execute("COMMIT")
        if db.in_transaction:
            db.execute("COMMIT")
        while seal(db):
            pass


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    messages = parser.parse_args().messages
    with tempfile.TemporaryDirectory(prefix="kompas-backup-") as place:
        data, file = Path(place) / "data", Path(place) / "backup.tar.gz"
        os.environ |= {"KOMPAS_DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "kompas.service.settings"}
        import django

        django.setup()
        from kompas.service.backup.restoring import restore
        from kompas.service.backup.taking import take

        fill(messages)
        begun = time.perf_counter()
        take(data, COMPANY, file)
        took = time.perf_counter() - begun
        begun = time.perf_counter()
        restored = restore(file, Path(place) / "restored", Path(place) / "company")
        back = time.perf_counter() - begun
        size, packed = (data / "kompas.sqlite3").stat().st_size / 1e6, file.stat().st_size / 1e6
        print(f"{restored.manifest.messages} messages, database {size:.0f} MB, backup {packed:.0f} MB")
        print(f"backup {took:.1f} s, restore {back:.1f} s")


if __name__ == "__main__":
    main()
