"""backup and restore as they are typed: what they say, and what a person must look after."""

from pathlib import Path

import pytest
from tests.service.conftest import COMPANIES
from tests.service.people import Visitor
from typer.testing import CliRunner

from kompas.cli import app
from kompas.service.accounts.models import Role, Staff
from kompas.service.backup import taking
from kompas.service.channels import mail
from kompas.service.clock import now_ms
from kompas.service.house import House

run = CliRunner()
COMPANY = str(COMPANIES / "zwaluw")


def typed(*words: object) -> str:
    done = run.invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_restore_tells_who_may_sign_in_and_what_waits(house: House, tmp_path: Path) -> None:
    Staff.objects.create_user("ada", first_name="Ada", last_name="de Wit", role=Role.ADMINISTRATOR)
    Staff.objects.create_user("cy", first_name="Cy", is_active=False)
    visitor = Visitor(house)
    visitor.write(
        lambda db: mail.post(db, visitor.id, "promise", "eva@voorbeeld.nl", "Uw vraag", "Tekst", now_ms() + 10**9)
    )
    file = tmp_path / "b.tar.gz"
    typed("backup", COMPANY, "--data", house.data_dir, "--to", file)
    told = typed("restore", file, tmp_path / "company", "--data", tmp_path / "again")
    assert (
        "Everybody is signed out. With the passwords of then, these may sign in:\n  Ada de Wit (administrator)\n"
        in told
    )
    assert "Cy" not in told
    assert "Go through them in Colleagues" in told
    assert "Mails that were due then: 1." in told
    assert "eva@voorbeeld.nl" not in told
    assert "invitations" not in told


def test_a_restore_without_anybody_says_how_to_come_in(house: House, tmp_path: Path) -> None:
    file = tmp_path / "b.tar.gz"
    typed("backup", COMPANY, "--data", house.data_dir, "--to", file)
    told = typed("restore", file, tmp_path / "company", "--data", tmp_path / "again")
    assert "nobody: kompas serve prints a link" in told
    assert "Mails" not in told


def test_a_file_that_vanished_is_named(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (house.data_dir / "upload.pdf").write_bytes(b"%PDF")
    copied = taking._copied

    def then_gone(file: Path, aside: Path) -> bool:
        if file.name == "upload.pdf":
            file.unlink()
        return copied(file, aside)

    monkeypatch.setattr(taking, "_copied", then_gone)
    told = typed("backup", COMPANY, "--data", house.data_dir, "--to", tmp_path / "b.tar.gz")
    assert "data/upload.pdf was taken away meanwhile, and is not in it." in told
