"""Backups of a real house: taken while customers write, put back whole or not at all."""

import fcntl
import gzip
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from threading import Event as Signal
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from tests.commands.running import environment
from tests.service.conftest import COMPANIES, use_database
from tests.service.people import Visitor

from kompas.assistant.domain.errors import Permanent
from kompas.service.accounts import ledger
from kompas.service.accounts.colleagues import change_role, deactivate, put_right, reactivate
from kompas.service.accounts.invitations import invite
from kompas.service.accounts.models import Invitation, Role, Staff
from kompas.service.backup import restoring, taking
from kompas.service.backup.manifest import DATABASE
from kompas.service.backup.restoring import Colleague, restore
from kompas.service.backup.taking import take
from kompas.service.channels import mail
from kompas.service.clock import now_ms
from kompas.service.conversations.held import HELD
from kompas.service.conversations.models import Event
from kompas.service.database.screen import writing
from kompas.service.house import House

COMPANY = COMPANIES / "waterdijk"


@pytest.fixture
def taken(house: House, tmp_path: Path) -> Path:
    """A backup of a house in which one customer said something."""
    Visitor(house).says("Waar is mijn bestelling?")
    take(house.data_dir, COMPANY, tmp_path / "backup.tar.gz")
    return tmp_path / "backup.tar.gz"


def said(data: Path) -> list[str]:
    with closing(sqlite3.connect(data / DATABASE)) as db:
        return [text for (text,) in db.execute("SELECT text FROM conversations_message WHERE author = 'customer'")]


def remade(backup: Path, change: Callable[[tarfile.TarInfo, bytes], tuple[str, bytes] | None]) -> Path:
    """The backup with its entries changed, or left out, by somebody."""
    forged = backup.with_name("forged.tar.gz")
    with tarfile.open(backup) as old, tarfile.open(forged, "w:gz") as new:
        for member in old:
            source = old.extractfile(member)
            if source is not None and (kept := change(member, source.read())) is not None:
                info = tarfile.TarInfo(kept[0])
                info.size = len(kept[1])
                new.addfile(info, BytesIO(kept[1]))
    return forged


def test_what_was_acknowledged_before_it_began_is_in_it(house: House, tmp_path: Path) -> None:
    stop, first, acknowledged = Signal(), Signal(), []

    def write_on() -> None:
        visitor = Visitor(house)
        while not stop.is_set():
            text = f"Bericht {len(acknowledged)}"
            visitor.says(text)
            acknowledged.append(text)
            if len(acknowledged) == 20:
                first.set()

    writing = Thread(target=write_on)
    writing.start()
    assert first.wait(30)
    before = list(acknowledged)
    file = tmp_path / "backup.tar.gz"
    code = "import sys; from pathlib import Path; from kompas.service.backup.taking import take; take(*map(Path, sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, house.data_dir, COMPANY, file],
        env=environment() | {"KOMPAS_DATA_DIR": str(house.data_dir), "DJANGO_SETTINGS_MODULE": "kompas.service.settings"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    stop.set()
    writing.join()
    assert done.returncode == 0, done.stderr
    restored = restore(file, tmp_path / "elsewhere", tmp_path / "company")
    texts = said(tmp_path / "elsewhere")
    assert texts[: len(before)] == before
    assert restored.manifest.messages >= len(before)
    assert len(acknowledged) > len(before), "nobody had to wait for it"


def test_all_that_cannot_be_made_again_comes_back(house: House, taken: Path, tmp_path: Path) -> None:
    (house.data_dir / "trail-heads.log").write_text("2026-11-23T10:00:00+00:00 1:" + "a" * 64 + "\n")
    taken.unlink()
    take(house.data_dir, COMPANY, taken)
    restored = restore(taken, tmp_path / "new", tmp_path / "company")
    assert restored.aside is None
    assert said(tmp_path / "new") == ["Waar is mijn bestelling?"]
    here = {file.relative_to(tmp_path / "new").as_posix() for file in (tmp_path / "new").rglob("*") if file.is_file()}
    assert {"kompas.sqlite3", "trail-heads.log"} <= here
    assert not any(name.startswith("prepared/") or "-wal" in name for name in here)
    for file in COMPANY.rglob("*"):
        if file.is_file():
            assert (tmp_path / "company" / file.relative_to(COMPANY)).read_bytes() == file.read_bytes()
    assert (tmp_path / "new" / DATABASE).stat().st_mode & 0o077 == 0


def test_nobody_is_signed_in_after_it(house: House, tmp_path: Path) -> None:
    """Who signed a lost telephone out since the backup was taken does not find it signed in again."""
    browser = Client(headers={"host": "localhost"})
    browser.force_login(Staff.objects.create_user("sam-test"))
    take(house.data_dir, COMPANY, tmp_path / "signed-in.tar.gz")
    restore(tmp_path / "signed-in.tar.gz", tmp_path / "again")
    for data, sessions in ((house.data_dir, 1), (tmp_path / "again", 0)):
        with closing(sqlite3.connect(data / DATABASE)) as db:
            assert db.execute("SELECT COUNT(*) FROM django_session").fetchone() == (sessions,)
            assert db.execute("SELECT COUNT(*) FROM accounts_staff").fetchone()[0] >= 1


def test_old_data_are_moved_aside_and_only_when_told(house: House, taken: Path, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    (place / DATABASE).write_bytes(b"old")
    with pytest.raises(Permanent, match="holds data already"):
        restore(taken, place)
    assert (place / DATABASE).read_bytes() == b"old"
    restored = restore(taken, place, replace=True)
    assert restored.aside is not None
    assert (restored.aside / DATABASE).read_bytes() == b"old"
    assert said(place) == ["Waar is mijn bestelling?"]


def test_data_that_are_served_are_left_alone(taken: Path, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    with (place / "serving.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(Permanent, match="is being served"):
            restore(taken, place, replace=True)


def test_a_damaged_backup_changes_nothing(taken: Path, tmp_path: Path) -> None:
    whole, place = gzip.decompress(taken.read_bytes()), tmp_path / "place"
    short = tmp_path / "short.tar.gz"
    other = bytearray(whole)
    other[whole.index(b"Waar is mijn bestelling?") + 3] ^= 1
    broken = {
        "cut short": taken.read_bytes()[: taken.stat().st_size // 2],
        "one bit": gzip.compress(bytes(other), 1),
        "no backup": b"PK\x03\x04 something else",
        "nothing": b"",
        "another archive": gzip.compress(b"hello" * 1000),
    }
    for name, content in broken.items():
        short.write_bytes(content)
        with pytest.raises(Permanent) as refused:
            restore(short, place)
        assert refused.value.remedy, name
        assert not place.exists(), name
        assert not list(tmp_path.glob(".restoring-*")), name


def test_a_file_too_many_or_too_few_is_noticed(taken: Path, tmp_path: Path) -> None:
    for name in ("data/../../outside", "/etc/outside", "elsewhere/x"):
        added = remade(taken, lambda member, raw, name=name: (name if member.name == DATABASE else member.name, raw))  # type: ignore[misc]
        with pytest.raises(Permanent, match="does not tell of"):
            restore(added, tmp_path / "place")
    missing = remade(taken, lambda member, raw: None if member.name == DATABASE else (member.name, raw))
    with pytest.raises(Permanent, match="missing in the backup"):
        restore(missing, tmp_path / "place")
    assert not (tmp_path / "place").exists()


def test_a_backup_of_a_newer_kompas_is_refused(taken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restoring, "__version__", "0.0.9")
    with pytest.raises(Permanent, match="This backup is from Kompas"):
        restore(taken, tmp_path / "place")


def test_never_over_another_file_and_nothing_half(house: House, taken: Path, tmp_path: Path) -> None:
    before = taken.read_bytes()
    with pytest.raises(Permanent, match="there already"):
        take(house.data_dir, COMPANY, taken)
    assert taken.read_bytes() == before
    with pytest.raises(Permanent, match="no database"):
        take(tmp_path / "nothing", COMPANY, tmp_path / "other.tar.gz")
    assert not (tmp_path / "other.tar.gz").exists()
    assert not list(tmp_path.glob(".backup-*"))


@pytest.fixture
def colleagues(house: House) -> dict[str, Staff]:
    """Ada runs it, Bo helps customers, Cy was let go before."""
    roles = {"ada": Role.ADMINISTRATOR, "bo": Role.AGENT, "cy": Role.AGENT}
    made = {
        name: Staff.objects.create_user(
            f"{name}@zwaluw.example", first_name=name.title(), email=f"{name}@zwaluw.example", role=role
        )
        for name, role in roles.items()
    }
    with writing() as db:
        deactivate(db, house.shelf.now, made["cy"], made["ada"].pk, now_ms(), house.data_dir)
        asked = Invitation(email="di@zwaluw.example", name="Di", role=Role.EDITOR, by=made["ada"])
        invite(db, asked, lambda token: token, now_ms())
    return made


def test_who_may_sign_in_after_it_is_told(house: House, colleagues: dict[str, Staff], tmp_path: Path) -> None:
    take(house.data_dir, COMPANY, tmp_path / "staff.tar.gz")
    restored = restore(tmp_path / "staff.tar.gz", tmp_path / "again")
    assert restored.colleagues == (Colleague("Ada", "administrator"), Colleague("Bo", "agent"))
    assert restored.invited == 1


def test_who_was_let_go_since_stays_out(
    open_house: Callable[..., Any], colleagues: dict[str, Staff], house: House, tmp_path: Path
) -> None:
    """Their last role holds too; what the ledger says comes first at the next start."""
    ada, bo, cy = colleagues.values()
    eve = Staff.objects.create_user("eve", first_name="Eve", role=Role.SUPERVISOR)
    take(house.data_dir, COMPANY, tmp_path / "staff.tar.gz")
    with writing() as db:
        deactivate(db, house.shelf.now, bo, ada.pk, now_ms(), house.data_dir)
        change_role(db, eve, Role.AGENT, ada.pk, house.data_dir)
        Staff.objects.create_user("fay", role=Role.AGENT)  # not in the backup: the ledger must not need her
        change_role(db, Staff.objects.get(username="fay"), Role.EDITOR, ada.pk, house.data_dir)
    place = tmp_path / "place"
    shutil.copytree(house.data_dir, place, ignore=shutil.ignore_patterns("prepared", "serving.lock"))
    restored = restore(tmp_path / "staff.tar.gz", place, replace=True)
    assert restored.colleagues == (
        Colleague("Ada", "administrator"),
        Colleague("Eve", "agent"),
    )
    with closing(sqlite3.connect(place / DATABASE)) as db:
        assert db.execute("SELECT is_active FROM accounts_staff WHERE id = ?", (bo.pk,)).fetchone() == (1,)
    before = Path(str(connection.settings_dict["NAME"]))
    use_database(place / DATABASE)
    assert put_right(place) == 2
    assert (Staff.objects.get(pk=bo.pk).is_active, Staff.objects.get(pk=cy.pk).is_active) == (False, False)
    assert Staff.objects.get(pk=eve.pk).role == Role.AGENT
    assert Event.objects.filter(kind="colleague.put_right", by="system").count() == 2
    assert put_right(place) == 0
    use_database(before)


def test_a_ledger_that_cannot_be_read_stops_nothing(house: House, colleagues: dict[str, Staff], tmp_path: Path) -> None:
    take(house.data_dir, COMPANY, tmp_path / "staff.tar.gz")
    place = tmp_path / "place"
    place.mkdir()
    (place / ledger.LEDGER).write_bytes(b'{"staff": 1, "by": "hand"}\n[]\nnot ours\n')
    restored = restore(tmp_path / "staff.tar.gz", place, replace=True)
    assert [one.name for one in restored.colleagues] == ["Ada", "Bo"]


def test_somebody_else_with_the_same_number_is_not_meant(house: House, colleagues: dict[str, Staff]) -> None:
    Staff.objects.filter(pk=colleagues["cy"].pk).update(is_active=True, date_joined="2027-01-01T00:00:00Z")
    assert put_right(house.data_dir) == 0


def test_what_is_done_again_by_a_person_holds(house: House, colleagues: dict[str, Staff]) -> None:
    cy = Staff.objects.get(pk=colleagues["cy"].pk)
    with writing() as db:
        reactivate(db, cy, colleagues["ada"].pk, house.data_dir)
    assert put_right(house.data_dir) == 0
    assert Staff.objects.get(pk=cy.pk).is_active
    assert b"zwaluw" not in (house.data_dir / ledger.LEDGER).read_bytes(), "no name and no address"


def test_a_ledger_carried_over_knows_each_change_once(
    house: House, colleagues: dict[str, Staff], tmp_path: Path
) -> None:
    (tmp_path / "new").mkdir()
    for _ in range(2):
        ledger.carry_over(house.data_dir, tmp_path / "new")
    assert (tmp_path / "new" / ledger.LEDGER).read_bytes() == (house.data_dir / ledger.LEDGER).read_bytes()


def test_mail_that_was_due_waits_for_a_person(house: House, tmp_path: Path) -> None:
    visitor = Visitor(house)
    for purpose, where in (("promise", visitor.id), ("answer", visitor.id), ("code", visitor.id), ("account", None)):
        visitor.write(
            lambda db, where=where, purpose=purpose: mail.post(
                db, where, purpose, "eva@voorbeeld.nl", f"Over {purpose}", "Geheim 123456", now_ms() + 10**9
            )
        )
    visitor.write(lambda db: db.execute("UPDATE conversations_delivery SET due_at = at"))
    visitor.write(
        lambda db: db.execute("UPDATE conversations_delivery SET due_at = NULL, sent_at = 1 WHERE purpose = 'answer'")
    )
    take(house.data_dir, COMPANY, tmp_path / "mail.tar.gz")
    restored = restore(tmp_path / "mail.tar.gz", tmp_path / "again")
    assert restored.held == 1
    with closing(sqlite3.connect(tmp_path / "again" / DATABASE)) as db:
        rows = db.execute(
            "SELECT purpose, due_at, sent_at, error FROM conversations_delivery ORDER BY purpose"
        ).fetchall()
    assert rows == [("answer", None, 1, ""), ("promise", None, None, HELD)]
    assert (tmp_path / "again" / DATABASE).read_bytes().count(b"Geheim 123456") == 2, (
        "no code is kept that nobody can use"
    )


def test_a_file_that_vanishes_meanwhile_is_told_and_left_out(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor throws a source away while the backup is taken."""
    uploads = house.data_dir / "uploads"
    uploads.mkdir()
    for name in ("a.pdf", "b.pdf"):
        (uploads / name).write_bytes(b"%PDF " + name.encode())
    snapshot = taking._snapshot

    def then_thrown_away(database: Path, into: Path) -> tuple[int, str]:
        found = snapshot(database, into)
        listed = taking._files

        def files(folder: Path, prefix: str, but: Any = ()) -> Iterator[tuple[str, Path]]:
            there = list(listed(folder, prefix, but))
            (uploads / "a.pdf").unlink(missing_ok=True)
            yield from there

        monkeypatch.setattr(taking, "_files", files)
        return found

    monkeypatch.setattr(taking, "_snapshot", then_thrown_away)
    taken = take(house.data_dir, COMPANY, tmp_path / "b.tar.gz")
    assert taken.vanished == ("data/uploads/a.pdf",)
    assert "data/uploads/a.pdf" not in taken.manifest.names
    restore(tmp_path / "b.tar.gz", tmp_path / "again")
    assert [file.name for file in (tmp_path / "again" / "uploads").iterdir()] == ["b.pdf"]


def test_a_file_that_changes_meanwhile_is_as_it_was_at_one_moment(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = house.data_dir / "uploads.txt"
    note.write_bytes(b"a long text " * 1000)
    whole = taking.entry_of

    def then_shortened(file: Path, name: str) -> Any:
        entry = whole(file, name)
        note.write_bytes(b"short")
        return entry

    monkeypatch.setattr(taking, "entry_of", then_shortened)
    take(house.data_dir, COMPANY, tmp_path / "b.tar.gz")
    restore(tmp_path / "b.tar.gz", tmp_path / "again")
    assert (tmp_path / "again" / "uploads.txt").read_bytes() == b"a long text " * 1000
