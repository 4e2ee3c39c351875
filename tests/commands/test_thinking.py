"""ask and test: what the assistant says and why, and whether the golden conversations still hold."""

from pathlib import Path

import pytest
from tests.assistant.company.folders import change, copy_of_sample
from tests.commands.running import kompas
from typer.testing import CliRunner

from kompas.cli import app

run = CliRunner()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample company, prepared once."""
    place = tmp_path_factory.mktemp("thinking")
    copy_of_sample(place)
    return place


def ask(place: Path, *words: str) -> str:
    done = run.invoke(app, ["ask", *words, "--company", str(place / "molen"), "--data", str(place / "var")])
    assert done.exit_code == 0, done.output
    return done.output


def test_an_answer_comes_with_its_source(place: Path) -> None:
    assert "Een boek is er binnen 2 werkdagen. [1]" in ask(place, "wat is de levertijd")


def test_why_tells_decision_reasons_facts_and_time(place: Path) -> None:
    told = ask(place, "wat is de levertijd", "--why")
    for word in (
        "answer",
        "certain_enough",
        "nl/levertijd#intro",
        "threshold",
        "identity",
        "ms, understand",
        "ms, check",
    ):
        assert word in told
    assert "wat is de levertijd" not in told, "the trace never holds a word of the customer"


def test_a_wish_for_a_person_is_a_handover(place: Path) -> None:
    told = ask(place, "medewerker graag", "--why")
    assert "handover" in told
    assert "wants_human" in told


def test_the_language_of_the_conversation_so_far_counts(place: Path) -> None:
    assert "colleague" in ask(place, "ok", "--lang", "en") or "question" in ask(place, "ok", "--lang", "en")
    assert "vraag" in ask(place, "ok", "--lang", "nl")


@pytest.mark.parametrize(("question", "said"), [("", "(empty)"), ("  \n ", "(empty)"), ("x" * 9000, "(too_long)")])
def test_what_is_no_question_is_refused(place: Path, question: str, said: str) -> None:
    done = run.invoke(app, ["ask", question, "--company", str(place / "molen")])
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_broken_company_answers_nobody(tmp_path: Path) -> None:
    company = copy_of_sample(tmp_path)
    change(company, "rules.yaml", "then: hand_over", "then: handover")
    for command in (["ask", "hoi", "--company", company], ["test", company]):
        done = kompas(*command, cwd=tmp_path)
        assert done.returncode == 1
        assert done.stdout == ""
        assert done.stderr.startswith("rules.yaml:5 rules[0].then: 'handover' is unknown. Use hand_over or decline.")


def test_golden_conversations_that_hold(tmp_path: Path, place: Path) -> None:
    company = copy_of_sample(tmp_path)
    _golden(company, "wat is de levertijd", "{decision: answer, cites: [levertijd], says: [2 werkdagen]}")
    done = run.invoke(app, ["test", str(company), "--data", str(place / "var")])
    assert (done.exit_code, done.output) == (0, "1 turns played, 0 expectations failed.\n")


def test_a_golden_conversation_that_does_not_hold_is_named(tmp_path: Path, place: Path) -> None:
    company = copy_of_sample(tmp_path)
    _golden(company, "wat is de levertijd", "{decision: hand_over, says_not: [2 werkdagen]}")
    done = run.invoke(app, ["test", str(company), "--data", str(place / "var")])
    assert done.exit_code == 1
    assert "tests/levertijd.yaml:5: Levertijd: expected decision hand_over, got answer" in done.output
    assert done.output.endswith("1 turns played, 2 expectations failed.\n")


def _golden(company: Path, asks: str, expect: str) -> None:
    lines = ["conversations:", "  - name: Levertijd", "    lang: nl", "    turns:", f"      - customer: {asks}"]
    text = "\n".join([*lines, f"        expect: {expect}", ""])
    (company / "tests/levertijd.yaml").write_text(text, encoding="utf-8")
