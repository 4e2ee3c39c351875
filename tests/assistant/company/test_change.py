"""A changed document is checked quickly, and gives what a full reading gives."""

import re
from hashlib import sha256
from pathlib import Path

import pytest
from tests.assistant.company.folders import copy_of_sample

from kompas.assistant.company import check_company, folder, read_company
from kompas.assistant.company.change import Base, check_change, file_of
from kompas.assistant.company.complaints import Findings
from kompas.assistant.company.documents import documents_in, is_document, version_of
from kompas.assistant.company.read import Changes, check_documents

NEW = "---\ntitle: Cadeaubon\nlang: nl\naudience: {audience}\n---\nEen cadeaubon is een jaar geldig.\n"


@pytest.fixture
def base(tmp_path: Path) -> Base:
    folder = copy_of_sample(tmp_path)
    files = documents_in(folder, Findings())
    digests = {file: sha256((folder / file).read_bytes()).hexdigest() for file in files}
    return Base(read_company(folder), folder, folder, digests)


def written(base: Base, changes: Changes) -> None:
    for file, raw in changes.items():
        path = base.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink() if raw is None else path.write_bytes(raw)


def text(base: Base, file: str) -> bytes:
    return (base.folder / file).read_bytes()


def changes_of(base: Base) -> list[Changes]:
    """Articles new, changed and in another order; rules, voice and a whole new file of intents."""
    article = file_of(base.company.articles[0])
    return [
        {"knowledge/nl/a-eerste.md": NEW.format(audience="public").encode()},
        {article: text(base, article).replace(b"\n", b"\r\n"), "knowledge/nl/zz.md": NEW.format(audience="staff").encode()},
        {"rules.yaml": text(base, "rules.yaml") + b"\n# nothing\n"},
        {"voice.yaml": None, "knowledge/nl/bon.md": NEW.format(audience="public").encode()},
    ]  # fmt: skip


@pytest.mark.parametrize("which", range(4))
def test_the_company_is_that_of_a_full_reading(base: Base, which: int) -> None:
    changes = changes_of(base)[which]
    checked = check_change(base, changes)
    assert checked.complaints == ()
    written(base, changes)
    assert checked.company == read_company(base.folder)


def test_the_version_of_a_folder_is_told_by_its_digests(base: Base) -> None:
    assert version_of(base.digests) == base.company.version


def test_a_yaml_file_that_stays_is_parsed_once(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    read = folder.read_sheet
    monkeypatch.setattr(folder, "read_sheet", lambda text, file: parsed.append(file) or read(text, file))
    for text_of_rules in (b"rules: []\n", b"rules: [\n", b"rules: []\n"):
        check_change(base, {"rules.yaml": text_of_rules})
    assert sorted(parsed) == sorted([*(file for file in base.digests if file.endswith(".yaml")), "rules.yaml"])


def test_a_broken_article_is_complained_of_with_its_line_and_the_rest_is_not_read(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kompas.assistant.company.change.check_company", None)
    file = file_of(base.company.articles[0])
    checked = check_change(base, {file: text(base, file).replace(b"lang:", b"lagn:")})
    assert checked.company is None
    assert any(str(one).startswith(f"{file}:") and one.line and "lagn" in str(one) for one in checked.complaints)


def test_an_article_that_others_name_cannot_be_removed_or_hidden(base: Base) -> None:
    slug = next(slug for intent in base.company.intents.values() for slug in intent.articles)
    files = [file_of(article) for article in base.company.articles if article.slug == slug]
    hidden = [re.sub(rb"(audience: public\n)?lang:", b"audience: staff\nlang:", text(base, file)) for file in files]
    hidden = [raw.replace(b"audience: public\n", b"") for raw in hidden]
    for changes in (dict.fromkeys(files, None), dict(zip(files, hidden, strict=True))):
        checked = check_change(base, changes)
        assert checked.company is None
        assert any(
            one.file.startswith("intents/") and one.line and slug in str(one.message) for one in checked.complaints
        )


def test_all_documents_in_hand_are_the_folder(base: Base) -> None:
    documents = {file: text(base, file) for file in base.digests}
    assert check_documents(documents, base.folder).company == base.company
    del documents["company.yaml"]
    assert next(str(one) for one in check_documents(documents, base.folder).complaints).startswith("company.yaml: ")


def test_a_folder_is_checked_as_it_would_be_without_a_file(base: Base) -> None:
    checked = check_company(base.folder, changes={"retention.yaml": None})
    assert [one.file for one in checked.complaints] == ["retention.yaml"]


@pytest.mark.parametrize(
    ("path", "known"),
    [
        ("rules.yaml", True), ("intents/mijn vragen é.yaml", True), ("knowledge/nl/a-b_1.md", True),
        ("data/orders.csv", False), ("../rules.yaml", False), ("/rules.yaml", False), ("intents/../rules.yaml", False),
        ("intents/.x.yaml", False), ("intents/x.yml", False), ("knowledge/fr/a.md", False), ("knowledge/nl/A.md", False),
        ("knowledge/nl/x/y.md", False), ("intents/a\n.yaml", False), ("intents/\udcff.yaml", False), ("", False),
        (f"intents/{'x' * 255}.yaml", False),
    ],
)  # fmt: skip
def test_what_is_a_document(path: str, known: bool) -> None:
    assert is_document(path) is known


def test_a_link_in_a_changed_article_to_nothing_is_told(base: Base) -> None:
    linking = NEW.format(audience="public") + "\nZie [levertijd](levertijd.md) en [ruilen](ruilen.md).\n"
    changes = {"knowledge/nl/cadeaubon.md": linking.encode()}
    (told,) = map(str, check_change(base, changes).warnings)
    assert told.startswith("knowledge/nl/cadeaubon.md:8: the link to ruilen.md leads to no article.")
    assert (
        check_change(base, {**changes, "knowledge/nl/ruilen.md": NEW.format(audience="public").encode()}).warnings == ()
    )
