"""Backups of a real house: taken while customers write, put back whole or not at all."""

import fcntl
import gzip
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from pathlib import Path
from threading import Event, Thread

import pytest
from django.test import Client
from tests.commands.running import environment
from tests.service.conftest import COMPANIES
from tests.service.people import Visitor

from kompas.assistant.domain.errors import Permanent
from kompas.service.accounts.models import Staff
from kompas.service.backup import restoring
from kompas.service.backup.manifest import DATABASE
from kompas.service.backup.restoring import restore
from kompas.service.backup.taking import take
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
    stop, first, acknowledged = Event(), Event(), []

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
