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


def test_an_answer_that_is_refused_is_asked_again_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginning, "_somebody_is_there", lambda: True)
    typed = [
        "De Molen",
        "de",
        "nl,nl",
        "nl",
        "hallo",
        "hallo@molen.example",
        "",
        "Mars",
        "",
        "often",
        "ma-vr 25:00-26:00",
    ]
    done = run.invoke(app, ["init", str(tmp_path / "molen")], input="\n".join([*typed, "ma-vr 9:00-17:00", ""]))
    assert done.exit_code == 0, done.output
    reasons = (
        "the language 'de' is unknown. Use nl or en.",
        "a language stands here twice. Name each language once, the main one first.",
        "'hallo' is not written as it should be. Write a mail address like name@company.example.",
        "'Mars' is no timezone. Use a name like Europe/Amsterdam.",
        "'often' are no opening hours. Write it like",
        "'25:00-26:00' is not a time of the day.",
    )
    places = [done.output.index(reason) for reason in reasons]
    assert places == sorted(places)
    for asked, times in (("Name of", 1), ("Language", 3), ("Mail address of", 2), ("Time zone", 2), ("When people", 3)):
        assert done.output.count(f"{asked}") == times, asked
    assert "company.yaml:" not in done.output, "there is no such file yet"
    company = read_company(tmp_path / "molen")
    assert (company.contact.mail, company.hours.timezone, len(company.hours.weekly)) == (
        "hallo@molen.example",
        "Europe/Amsterdam",
        5,
    )


def test_an_option_that_is_refused_is_not_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A script that waits for an answer hangs; and one answer cannot mend what another was given wrong."""
    monkeypatch.setattr(beginning, "_somebody_is_there", lambda: True)
    for option, value, said in (
        ("--mail", "hallo", "'hallo' is not written as it should be."),
        ("--site", "molen", "Write scheme and host only"),
        ("--hours", "often", "'often' are no opening hours."),
    ):
        done = run.invoke(
            app, ["init", str(tmp_path / "molen"), option, value], input="\n\nhallo@molen.example\n\n\n\n"
        )
        assert done.exit_code == 1, option
        assert said in done.output
        assert list(tmp_path.iterdir()) == []


def test_who_leaves_halfway_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beginning, "_somebody_is_there", lambda: True)
    done = run.invoke(app, ["init", str(tmp_path / "molen")], input="De Molen\nnl\n")
    assert done.exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_refused_before_anything_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginning, "_somebody_is_there", lambda: True)
    (tmp_path / "notes.txt").write_text("mine")
    done = run.invoke(app, ["init", str(tmp_path)], input="")
    assert done.exit_code == 1
    assert "is not empty" in done.output
    assert "Name of" not in done.output
