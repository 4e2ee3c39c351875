"""The company comes out of the database as it went in, byte for byte, with what was published in the screens."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.service.conftest import COMPANIES
from tests.service.library.conftest import ARTICLE, WASTE, published
from typer.testing import CliRunner

from kompas.assistant.company import check_company, read_company
from kompas.assistant.company.complaints import Findings
from kompas.assistant.company.documents import documents_in
from kompas.assistant.company.front_matter import with_key
from kompas.assistant.domain.errors import Permanent
from kompas.cli import app
from kompas.service.library import editions
from kompas.service.library.export import write_folder
from kompas.service.library.library import Library
from kompas.service.library.publishing import remove
from kompas.service.library.served_folder import fingerprint
from kompas.service.library.taking_in import take_in

ODD = """---\r
title: "Tabel: 'a' & \U0001f6b2"\r
lang: nl\r
---\r
| Fiets | Prijs |\r
|:--|--:|\r
| Été \U0001f6b2 | € 1.000,00 |\r
\r
```python\r
print("\\t")  \r
```\r
\r
שלום עולם, مرحبا, e\u0301 en \u00e9, \u200fnul\u200b breed."""


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def taken_in(folder: Path) -> None:
    """Into the database, without an assistant."""
    assert take_in(folder, fingerprint(folder), lambda _: ()) == ()


@pytest.mark.parametrize("name", ["zwaluw", "waterdijk"])
def test_an_example_company_comes_back_whole(name: str, data_dir: Path, tmp_path: Path) -> None:
    source, into = COMPANIES / name, tmp_path / name
    taken_in(source)
    done = write_folder(editions.all_texts(), source, into, data_dir)
    assert files(into) == files(source)
    assert len(done.written) == len(documents_in(source, Findings()))
    assert read_company(into).version == read_company(source).version == editions.current().version


def odd(folder: Path) -> None:
    (folder / "knowledge/nl/odd.md").write_bytes(b"\xef\xbb\xbf" + ODD.encode())
    (folder / "knowledge/nl/no-end.md").write_bytes(ARTICLE.rstrip("\n").encode())
    (folder / "knowledge/nl/empty-lines.md").write_bytes(ARTICLE.encode() + b"\n\n \n\t\n")
    (folder / "intents").mkdir(exist_ok=True)
    (folder / "intents/wat mensen vragen é \u0645.yaml").write_bytes(
        '# commentaar \U0001f642\r\nintents:\r\n  - id: afval\r\n    title: {nl: "afval \U0001f5d1"}\r\n    articles: [afval]\r\n'
        '    examples: {nl: ["wanneer  afval?"]}'.encode()
    )
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data/klanten é.csv").write_bytes(b"a,b\r\n\xff\xfe,1")
    (folder / "LEES MIJ.txt").write_bytes(b"\x00\x01")


def test_odd_content_comes_back_byte_for_byte(folder: Path, data_dir: Path, tmp_path: Path) -> None:
    odd(folder)
    assert check_company(folder).complaints == ()
    taken_in(folder)
    write_folder(editions.all_texts(), folder, tmp_path / "into", data_dir)
    assert files(tmp_path / "into") == files(folder)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(body=st.binary(max_size=80), text=st.text(max_size=80))
def test_any_bytes_come_back(body: bytes, text: str, folder: Path, data_dir: Path, tmp_path: Path) -> None:
    into = tmp_path / "into"
    (folder / WASTE).write_bytes(body)
    (folder / "voice.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
    assert take_in(folder, repr((body, text)), lambda _: ()) == ()
    write_folder(editions.all_texts(), folder, into, data_dir)
    assert files(into) == files(folder)


def test_what_screens_published_is_written_back_into_the_source(library: Library, folder: Path, data_dir: Path) -> None:
    published(ARTICLE.replace("maandag", "vrijdag"))
    remove("rules.yaml", "staff:1")
    done = write_folder(editions.all_texts(), folder, folder, data_dir)
    assert (done.written, done.removed, done.copied) == ((WASTE,), ("rules.yaml",), ())
    assert b"vrijdag" in (folder / WASTE).read_bytes()
    before = editions.current().number
    library.look()
    assert (editions.current().number, library.shelf.complaints) == (before, ()), "the folder and the library agree"


def test_a_folder_of_something_else_is_left_alone(folder: Path, data_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other/note.txt").write_text("mine")
    with pytest.raises(Permanent, match="something else"):
        write_folder({}, folder, tmp_path / "other", data_dir)
    assert files(tmp_path / "other") == {"note.txt": b"mine"}


@pytest.fixture
def unchanged(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A command is a process of its own: what it sets for itself must not stay."""
    monkeypatch.setenv("KOMPAS_DATA_DIR", os.environ["KOMPAS_DATA_DIR"])
    mask = os.umask(0o022)
    yield
    os.umask(mask)


@pytest.mark.usefixtures("unchanged")
def test_the_command(library: Library, folder: Path, data_dir: Path, tmp_path: Path) -> None:
    published(ARTICLE.replace("maandag", "vrijdag"))
    into = tmp_path / "out"
    asked = ["export", "company", str(folder), "--into", str(into), "--data", str(data_dir)]
    told = CliRunner().invoke(app, asked)
    assert told.exit_code == 0, told.output
    assert "documents written, 0 removed, 0 other files copied." in told.output
    assert files(into) == {**files(folder), WASTE: (library.served.place / WASTE).read_bytes()}
    assert CliRunner().invoke(app, asked).output.startswith("0 documents written")
    assert CliRunner().invoke(app, [*asked[:-1], str(tmp_path)]).exit_code == 2, "no database"


def test_a_company_that_was_never_served_is_exported_as_it_is(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KOMPAS_DATA_DIR")
    told = CliRunner().invoke(app, ["export", "company", str(folder), "--into", "out"])
    assert told.exit_code == 0, told.output
    assert files(tmp_path / "out") == files(folder)


@pytest.mark.parametrize(
    ("article", "becomes"),
    [
        (b"---\ntitle: a\n---\nx", b"---\ntitle: a\nvalid_until: 2026-01-02\n---\nx"),
        (b"---\r\nvalid_until: 1\r\ntitle: a\r\n---\r\nx", b"---\r\nvalid_until: 2026-01-02\r\ntitle: a\r\n---\r\nx"),
        (b"\xef\xbb\xbf---\nvalid_until:\n  x\nlang: nl\n---", b"\xef\xbb\xbf---\nvalid_until: 2026-01-02\nlang: nl\n---"),
        (b"no front matter", None),
        (b"---\ntitle: a\n", None),
        (b"", None),
    ],
)  # fmt: skip
def test_one_key_of_the_front_matter_is_written(article: bytes, becomes: bytes | None) -> None:
    assert with_key(article, "valid_until", "2026-01-02") == becomes
