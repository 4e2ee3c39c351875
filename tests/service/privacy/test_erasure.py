"""An erasure leaves no row, no byte and no hole in the trail, and is done again after a restore."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.service.privacy.customers import DAY, Told, mentions, told

from kompas.assistant.domain.errors import NotAllowed, Temporary
from kompas.service.backup.restoring import restore
from kompas.service.backup.taking import take
from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.customers import codes
from kompas.service.database.connection import connect, database_file, transaction
from kompas.service.library.shelf import Served
from kompas.service.privacy import holds, receipts, residue
from kompas.service.privacy.erasure import clean, erase_and_clean, reapply
from kompas.service.privacy.ledger import LEDGER, carry_over
from kompas.service.privacy.residue import search
from kompas.service.privacy.subject import Subject, find
from kompas.service.privacy.trail import seal, verify

AT = 1_790_000_000_000


@pytest.fixture
def pair(db: sqlite3.Connection, shop: Served) -> tuple[Told, Told]:
    """Who is erased, and who is not."""
    with transaction(db):
        both = told(db, shop, AT), told(db, shop, AT)
        seal(db)
    return both


def only(db: sqlite3.Connection, term: str) -> Subject:
    (subject,) = find(db, term)
    return subject


def test_no_row_says_anything_of_the_customer_any_more(
    db: sqlite3.Connection, pair: tuple[Told, Told], data_dir: Path
) -> None:
    gone, stays = pair
    before = mentions(db, stays.mark)
    assert len(mentions(db, gone.mark)) > 8
    erase_and_clean(only(db, gone.address), "staff:1", data_dir)
    # the trail keeps the reference of a promise, a random code that leads to nobody
    assert mentions(db, gone.mark) == {"conversations_event": 1}
    assert mentions(db, stays.mark) == before


def test_no_byte_of_the_customer_is_left_in_any_file(
    db: sqlite3.Connection, pair: tuple[Told, Told], data_dir: Path
) -> None:
    gone, stays = pair
    sought = [f"vraag {gone.mark}", f"C-{gone.mark}", gone.address, f"Jo {gone.mark}", f"Let op {gone.mark}"]
    assert len(search(sought)) == 4  # there is no note
    _, residue = erase_and_clean(only(db, gone.key), "staff:1", data_dir)
    assert residue == 0
    assert search(sought) == []
    assert search([stays.address]) == [stays.address]
    assert gone.mark.encode() not in (data_dir / LEDGER).read_bytes()


def test_the_receipt_tells_numbers_and_stands_in_the_trail(
    db: sqlite3.Connection, pair: tuple[Told, Told], data_dir: Path
) -> None:
    number, _ = erase_and_clean(only(db, pair[0].conversation), "staff:1", data_dir)
    row = db.execute("SELECT * FROM privacy_receipt").fetchone()
    assert (row["number"], row["act"], row["by"], row["residue"]) == (number, "erasure", "staff:1", 0)
    assert '"conversations_message": 2' in row["counts"]
    line = db.execute("SELECT data FROM conversations_event WHERE kind = 'customer.erased'").fetchone()
    assert row["digest"] in line["data"]
    seal(db)
    assert list(verify(db)) == []


def test_under_a_legal_hold_nothing_is_erased(db: sqlite3.Connection, pair: tuple[Told, Told], data_dir: Path) -> None:
    subject = only(db, pair[0].reference)
    number = holds.hold(db, subject, "rechtszaak", "staff:1", AT)
    before = mentions(db, pair[0].mark)
    with pytest.raises(NotAllowed, match="legal hold"):
        erase_and_clean(subject, "staff:1", data_dir)
    assert mentions(db, pair[0].mark) == before
    assert not (data_dir / LEDGER).exists()
    assert holds.lift(db, number, "staff:2", AT)
    erase_and_clean(subject, "staff:1", data_dir)
    assert "conversations_message" not in mentions(db, pair[0].mark)


def test_an_address_alone_takes_no_conversation_of_somebody_else(
    db: sqlite3.Connection, shop: Served, pair: tuple[Told, Told], data_dir: Path
) -> None:
    """A mail address is no proof: the customer of that address, and each conversation of nobody, are apart."""
    gone, stays = pair
    with transaction(db):
        nobodys = told(db, shop, AT, proven=False)
        db.execute("UPDATE handover_promise SET address = ? WHERE reference = ?", (gone.address, nobodys.reference))
        db.execute("UPDATE handover_promise SET address = ? WHERE reference = ?", (gone.address, stays.reference))
    found = find(db, gone.address.upper())
    assert [(subject.key, subject.conversations) for subject in found] == [
        (gone.key, (gone.conversation,)),
        ("", (nobodys.conversation,)),
    ]


def test_an_address_that_is_known_only_from_a_code_that_was_mailed_is_found_and_erased(
    db: sqlite3.Connection, shop: Served, pair: tuple[Told, Told], data_dir: Path
) -> None:
    """They asked for a code and never typed it."""
    address = "kw-alleen-een-code@post.example"
    with transaction(db):
        for id in ("asked", "other"):
            store.begin(db, id, "chat", "nl", f"digest {id}", AT + DAY, AT)
        said = store.Words("customer", f"mijn mail is {address}", "nl", "human", external_id="chat:asked")
        store.say(db, "asked", said, AT, "customer")
        codes.send_code(db, shop, "asked", "nl", address, "C-Kw-nobody-met", AT)
        codes.send_code(db, shop, pair[1].conversation, "nl", address, "C-Kw-nobody-met", AT)
    (subject,) = find(db, address.upper())
    assert (subject.customer, subject.conversations) == (None, ("asked",)), "not the one that is another customer's"
    db.execute("DELETE FROM conversations_delivery WHERE conversation_id = ?", (pair[1].conversation,))
    db.execute("DELETE FROM customers_code WHERE conversation_id = ?", (pair[1].conversation,))
    erase_and_clean(subject, "staff:1", data_dir)
    assert search([address, "C-Kw-nobody-met"]) == []
    assert find(db, address) == []


def test_codes_asked_for_the_customer_by_somebody_else_go_too(
    db: sqlite3.Connection, pair: tuple[Told, Told], data_dir: Path
) -> None:
    gone, stays = pair
    with transaction(db):
        db.execute(
            "INSERT INTO customers_code (conversation_id, customer_key, address_digest, digest, at, expires_at, tries)"
            " VALUES (?, ?, 'a', 'b', 1, 1, 0)",
            (stays.conversation, gone.key),
        )
        db.execute(
            "UPDATE conversations_delivery SET purpose = 'code', recipient = ? WHERE conversation_id = ? AND subject <> ''",
            (gone.address, stays.conversation),
        )
    erase_and_clean(only(db, gone.key), "staff:1", data_dir)
    assert search([gone.address, gone.key]) == []


def test_a_restored_backup_is_erased_again(
    db: sqlite3.Connection, pair: tuple[Told, Told], data_dir: Path, tmp_path: Path
) -> None:
    gone, stays = pair
    backup = tmp_path / "backup.sqlite3"
    with closing(sqlite3.connect(backup)) as into:
        db.backup(into)
    erase_and_clean(only(db, gone.key), "staff:1", data_dir)
    with closing(sqlite3.connect(backup)) as source:
        source.backup(db)
    assert len(find(db, gone.key)) == 1
    assert reapply(data_dir) == 1
    assert find(db, gone.key) == []
    assert search([gone.address, f"vraag {gone.mark}"]) == []
    assert len(find(db, stays.key)) == 1
    assert reapply(data_dir) == 0


def test_an_older_backup_put_back_is_erased_again_at_the_next_start(
    db: sqlite3.Connection, pair: tuple[Told, Told], data_dir: Path, tmp_path: Path
) -> None:
    gone, stays = pair
    take(data_dir, None, tmp_path / "backup.tar.gz")
    erase_and_clean(only(db, gone.key), "staff:1", data_dir)
    db.close()
    restore(tmp_path / "backup.tar.gz", data_dir, replace=True)
    with closing(connect()) as restored:
        assert len(find(restored, gone.key)) == 1
        assert reapply(data_dir) == 1
        assert find(restored, gone.key) == []
        assert len(find(restored, stays.key)) == 1


def test_a_number_given_anew_means_somebody_else(
    db: sqlite3.Connection, shop: Served, pair: tuple[Told, Told], data_dir: Path
) -> None:
    gone, _ = pair
    erase_and_clean(only(db, gone.key), "staff:1", data_dir)
    id = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'customers_customer'").fetchone()[0]
    with transaction(db):
        later = told(db, shop, now_ms())
        db.execute("DELETE FROM privacy_receipt")
        db.execute("UPDATE customers_customer SET id = 1 WHERE key = ?", (later.key,))
        db.execute("UPDATE customers_address SET customer_id = 1 WHERE customer_id > ?", (id,))
        db.execute("UPDATE customers_identityproof SET customer_id = 1 WHERE customer_id > ?", (id,))
        db.execute("UPDATE conversations_conversation SET customer_id = 1 WHERE customer_id > ?", (id,))
    assert reapply(data_dir) == 1
    assert len(find(db, later.key)) == 1


def test_a_ledger_carried_over_knows_all_erasures_once(
    db: sqlite3.Connection, pair: tuple[Told, Told], data_dir: Path, tmp_path: Path
) -> None:
    erase_and_clean(only(db, pair[0].key), "staff:1", data_dir)
    (tmp_path / "new").mkdir()
    for _ in range(2):
        carry_over(data_dir, tmp_path / "new")
    assert (tmp_path / "new" / LEDGER).read_bytes() == (data_dir / LEDGER).read_bytes()


def test_a_long_reader_is_waited_for_and_the_receipt_says_so(
    db: sqlite3.Connection, pair: tuple[Told, Told], data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(residue, "_TRIES", 2)
    with closing(connect(readonly=True)) as reads:
        reads.execute("BEGIN")
        reads.execute("SELECT COUNT(*) FROM conversations_message").fetchone()
        with pytest.raises(Temporary):
            erase_and_clean(only(db, pair[0].key), "staff:1", data_dir)
    assert receipts.unclean(db)
    clean(db, None, None)  # as the keeper does in its next round
    assert not receipts.unclean(db)
    assert search([pair[0].address]) == []


def test_the_file_is_the_one_in_use(data_dir: Path) -> None:
    assert database_file() == data_dir / "kompas.sqlite3"
    with closing(connect()) as db:
        assert db.execute("PRAGMA secure_delete").fetchone()[0] == 1
