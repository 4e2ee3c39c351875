"""init: by options alone, as a script does it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from kompas.assistant.company import read_company
from kompas.cli import app
from kompas.commands import beginning

run = CliRunner()


def test_options_alone_make_a_company_that_passes_the_check(tmp_path: Path) -> None:
    folder = tmp_path / "molen"
    words = [
        "--lang",
        "nl,en",
        "--mail",
        "hallo@molen.example",
        "--hours",
        "di-za 10:00-17:00",
        "--site",
        "https://molen.example",
    ]
    done = run.invoke(app, ["init", str(folder), *words])
    assert done.exit_code == 0, done.output
    assert f"kompas serve {folder}" in done.output
    checked = run.invoke(app, ["check", str(folder)])
    assert checked.output == "0 complaints, 0 warnings in molen.\n"
    again = run.invoke(app, ["init", str(folder), *words])
    assert again.exit_code == 1
    assert "is not empty" in again.output


def test_at_a_terminal_it_asks_and_enter_takes_what_is_usual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beginning, "_somebody_is_there", lambda: True)
    typed = "De Molen\n\nhallo@molen.example\n\n\nma-za 8:00-18:00\n"
    done = run.invoke(app, ["init", str(tmp_path / "molen")], input=typed)
    assert done.exit_code == 0, done.output
    company = read_company(tmp_path / "molen")
    assert (company.name, company.languages, company.contact.phone) == ("De Molen", ("nl",), "")
    assert (company.hours.timezone, len(company.hours.weekly)) == ("Europe/Amsterdam", 6)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Give it with --mail."),
        (["--mail", "x"], "company.yaml"),
        (["--mail", "a@b.example", "--hours", "often"], "'often' are no opening hours."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(tmp_path: Path, words: list[str], said: str) -> None:
    done = run.invoke(app, ["init", str(tmp_path / "new"), *words])
    assert done.exit_code == 1
    assert said in done.output
    assert list(tmp_path.iterdir()) == []
