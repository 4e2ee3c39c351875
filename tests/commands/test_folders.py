"""check and import: what is wrong is named with its place and remedy, what is right comes in."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.assistant.company.folders import change, copy_of_sample
from tests.commands.running import kompas
from typer.testing import CliRunner

from kompas.assistant.company import read_company
from kompas.assistant.company.schemas import FILES
from kompas.cli import app

run = CliRunner()


@pytest.fixture
def company(tmp_path: Path) -> Path:
    return copy_of_sample(tmp_path)


@pytest.mark.parametrize("example", ["zwaluw", "waterdijk"])
def test_the_examples_are_found_by_name_and_are_whole(example: str) -> None:
    done = run.invoke(app, ["check", example])
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[-1].startswith("0 complaints, ")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("rules.yaml", "then: hand_over", "then: handover",
         "rules.yaml:5 rules[0].then: 'handover' is unknown. Use hand_over or decline."),
        ("company.yaml", "timezone: Europe/Amsterdam", "timezone: Europe/Amsterdm",
         "company.yaml:4 timezone: 'Europe/Amsterdm' is no timezone. Use a name like Europe/Amsterdam."),
        ("knowledge/nl/levertijd.md", "title: ", "titel: ", "the key 'titel' is unknown."),
        ("voice.yaml", "", "address_form: [", "this is no YAML"),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_with_place_and_remedy(
    company: Path, file: str, old: str, new: str, said: str
) -> None:
    change(company, file, old, new)
    done = run.invoke(app, ["check", str(company)])
    assert done.exit_code == 1
    line = next(line for line in done.output.splitlines() if said in line)
    assert line.startswith(f"{file}:")
    assert "0 complaints" not in done.output


def test_all_complaints_come_at_once(company: Path) -> None:
    change(company, "rules.yaml", "then: hand_over", "then: handover")
    change(company, "company.yaml", "Europe/Amsterdam", "Mars/Olympus")
    done = run.invoke(app, ["check", str(company)])
    assert "2 complaints, 0 warnings in molen." in done.output


def test_a_folder_without_a_company_is_told_what_there_is(tmp_path: Path) -> None:
    done = kompas("check", "nowhere", cwd=tmp_path)
    assert done.returncode == 2
    assert "'nowhere' holds no company.yaml. Give a company folder, or one of: waterdijk, zwaluw." in done.stderr


def test_the_schemas_are_for_every_kind_of_file(tmp_path: Path) -> None:
    done = kompas("check", "--schema", cwd=tmp_path, wide=False)
    assert done.returncode == 0
    schemas = json.loads(done.stdout)
    assert set(schemas) == set(FILES)
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)


def test_rows_are_imported_into_a_new_company_that_answers(tmp_path: Path) -> None:
    rows = [
        {"id": "cards", "title": "Blocking a card", "content": "Call 020 000 00 01 to block your card at once."},
        {"id": "close", "title": "Internal: closing an account", "content": "Use the tool close_account."},
    ]
    (tmp_path / "bank.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    words = ["import", "articles", "bank.jsonl", "--into", "my-bank", "--lang", "en", "--staff", "internal"]
    done = kompas(*words, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "2 articles written, 0 unchanged, 0 in conflict, 0 skipped.\n"
    asked = kompas("ask", "how do i block my card?", "--company", "my-bank", cwd=tmp_path)
    assert "Call 020 000 00 01 to block your card at once. [1]" in asked.stdout
    again = kompas(*words, cwd=tmp_path)
    assert again.stdout.startswith("0 articles written, 2 unchanged")


def test_what_cannot_be_imported_is_named_and_the_rest_comes_in(tmp_path: Path, company: Path) -> None:
    source = tmp_path / "more.jsonl"
    source.write_text('{"id": "a", "title": "A", "content": "Text."}\n{"id": "b"}\nno json\n', encoding="utf-8")
    done = run.invoke(app, ["import", "articles", str(source), "--into", str(company)])
    assert done.exit_code == 1
    assert "more.jsonl:2: title is missing." in done.output
    assert "more.jsonl:3: the line is no JSON." in done.output
    assert done.output.endswith("1 articles written, 0 unchanged, 0 in conflict, 2 skipped.\n")
    assert "a" in {article.slug for article in read_company(company).articles}


def test_nothing_is_overwritten_unasked(tmp_path: Path, company: Path) -> None:
    mine = company / "knowledge/nl/levertijd.md"
    before = mine.read_text(encoding="utf-8")
    source = tmp_path / "levertijd.md"
    source.write_text("---\ntitle: Levertijd\nlang: nl\n---\nMorgen.\n", encoding="utf-8")
    done = run.invoke(app, ["import", "articles", str(source), "--into", str(company)])
    assert done.exit_code == 1
    assert "import with replace" in done.output
    assert mine.read_text(encoding="utf-8") == before
    done = run.invoke(app, ["import", "articles", str(source), "--into", str(company), "--replace"])
    assert done.exit_code == 0
    assert "Morgen." in mine.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["missing.jsonl", "--into", "new"], "missing.jsonl is missing. Name a .md, .jsonl"),
        (["some.txt", "--into", "new"], "some.txt is no source of articles."),
        (["rows.jsonl", "--into", "new", "--lang", "fr"], "the language 'fr' is unknown. Use nl or en."),
        (["rows.jsonl", "--into", "full"], "full is not empty and holds no company.yaml."),
    ],
)
def test_an_import_that_cannot_begin_writes_nothing(
    tmp_path: Path, words: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "some.txt").write_text("text")
    (tmp_path / "rows.jsonl").write_text('{"id": "a", "title": "A", "content": "Text."}')
    (tmp_path / "full").mkdir()
    (tmp_path / "full/letter.txt").write_text("mine")
    done = run.invoke(app, ["import", "articles", *words])
    assert done.exit_code == 1
    assert said in done.stderr
    assert not (tmp_path / "new").exists()
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter.txt"]
