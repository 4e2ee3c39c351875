"""Articles from elsewhere: the good ones are written, the bad ones named, and nothing is overwritten unasked."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.assistant.company.folders import copy_of_sample

from kompas.assistant.company import check_company, read_company
from kompas.assistant.company.importing import import_articles
from kompas.assistant.company.readers.slugs import slug_of
from kompas.assistant.domain.errors import Permanent


def rows(path: Path, *lines: object) -> Path:
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def row(id: str = "doc_1", title: str = "Opening an account", content: str = "## Steps\n\nAsk.") -> dict[str, str]:
    return {"id": id, "title": title, "content": content}


def test_rows_become_articles_of_a_new_company(tmp_path: Path) -> None:
    source = rows(tmp_path / "docs.jsonl", row(), row("doc_(b)_2", 'Fees: "all" of them'), "")
    report = import_articles(source, tmp_path / "rho-bank", "en")
    assert report.written == ("knowledge/en/doc_1.md", "knowledge/en/doc_b_2.md")
    assert report.new_company == ("company.yaml", "retention.yaml", "tests/person.yaml")
    assert report.skipped == report.conflicts == report.unchanged == ()
    company = read_company(tmp_path / "rho-bank")
    assert (company.name, company.assistant, company.languages) == ("Rho Bank", "Rho Bank AI assistant", ("en",))
    assert company.contact.mail == "service@rhobank.example"
    assert [article.title for article in company.articles] == ["Opening an account", 'Fees: "all" of them']
    assert company.articles[0].body == "## Steps\n\nAsk."
    assert len(company.golden) == 1


def test_rows_for_staff_are_told_by_a_word_in_their_titles(tmp_path: Path) -> None:
    titles = ("Internal: closing an account", "How to pay (INTERNAL)", "International payments", "For our eyes")
    source = rows(tmp_path / "docs.jsonl", *(row(f"doc_{place}", title) for place, title in enumerate(titles)))
    import_articles(source, tmp_path / "bank", "en", staff=("internal", "our eyes"))
    audience = {article.title: article.audience.value for article in read_company(tmp_path / "bank").articles}
    assert audience == dict(zip(titles, ("staff", "staff", "public", "staff"), strict=True))


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", ["bank", "Emma", "1", "...", "a b/c d", "bank-of-éire", "mijn_bank!"])
def test_a_new_company_passes_the_check_without_a_word(tmp_path: Path, lang: str, name: str) -> None:
    folder = tmp_path / name if name != "..." else tmp_path / "---"
    import_articles(rows(tmp_path / "x.jsonl", row()), folder, lang)
    checked = check_company(folder)
    assert (checked.complaints, checked.warnings) == ((), ())
    text = (folder / "company.yaml").read_text(encoding="utf-8")
    assert ("VERVANG DIT" if lang == "nl" else "REPLACE") in text


def test_bad_rows_are_named_and_the_rest_is_kept(tmp_path: Path) -> None:
    source = rows(
        tmp_path / "docs.jsonl",
        row("a"),
        "{not json",
        [1, 2],
        {"id": "b", "title": "No content"},
        row("c", content="  \n "),
        {"id": 7, "title": "t", "content": "c"},
        row("***"),
        row("A"),
        row("d", title="x" * 5000),
        row("e", content="x" * 600_000),
        "[" * 100_000,
        row("f"),
    )
    with source.open("ab") as end:
        end.write(b'{"id": "g", "title": "\xff", "content": "x"}\n')
    report = import_articles(source, tmp_path / "bank", "en")
    assert report.written == ("knowledge/en/a.md", "knowledge/en/f.md")
    assert [str(complaint).split(": ", 1) for complaint in report.skipped] == [
        ["docs.jsonl:2", 'the line is no JSON. Each line is one row: {"id": "…", "title": "…", "content": "…"}.'],
        ["docs.jsonl:3", 'the line is no row. Each line is one row: {"id": "…", "title": "…", "content": "…"}.'],
        ["docs.jsonl:4", 'content is missing. Each line is one row: {"id": "…", "title": "…", "content": "…"}.'],
        ["docs.jsonl:5", 'content is empty. Each line is one row: {"id": "…", "title": "…", "content": "…"}.'],
        ["docs.jsonl:6", 'id is no text. Each line is one row: {"id": "…", "title": "…", "content": "…"}.'],
        ["docs.jsonl:7", "no name for a file can be made of its id. Use letters and digits."],
        ["docs.jsonl:8", "docs.jsonl:1 gives the same file name, a.md. Rename one of them."],
        ["docs.jsonl:9 title", "it is longer than 4000 characters. Make it shorter."],
        ["docs.jsonl:10", "the article is longer than 500,000 bytes. Split it."],
        ["docs.jsonl:11", 'the line is no JSON. Each line is one row: {"id": "…", "title": "…", "content": "…"}.'],
        ["docs.jsonl:13", "the line is no UTF-8. Save the file as UTF-8."],
    ]
    assert len(read_company(tmp_path / "bank").articles) == 2


def test_a_second_import_changes_nothing(tmp_path: Path) -> None:
    source = rows(tmp_path / "docs.jsonl", row("a"), row("b"))
    import_articles(source, tmp_path / "bank", "en")
    report = import_articles(source, tmp_path / "bank", "en")
    assert (report.written, report.new_company) == ((), ())
    assert report.unchanged == ("knowledge/en/a.md", "knowledge/en/b.md")


def test_an_article_that_differs_is_replaced_only_when_asked(tmp_path: Path) -> None:
    folder = tmp_path / "bank"
    import_articles(rows(tmp_path / "old.jsonl", row("a", content="old")), folder, "en")
    newer = rows(tmp_path / "new.jsonl", row("b"), row("a", content="new"))
    report = import_articles(newer, folder, "en")
    assert report.written == ("knowledge/en/b.md",)
    assert [str(conflict) for conflict in report.conflicts] == [
        "new.jsonl:2: differs from knowledge/en/a.md, which was left as it is. Compare them, or import with replace."
    ]
    assert "old" in (folder / "knowledge/en/a.md").read_text(encoding="utf-8")
    report = import_articles(newer, folder, "en", replace=True)
    assert (report.written, report.unchanged) == (("knowledge/en/a.md",), ("knowledge/en/b.md",))
    assert "new" in (folder / "knowledge/en/a.md").read_text(encoding="utf-8")
    assert [path.name for path in (folder / "knowledge/en").iterdir() if path.name.startswith(".")] == []


def test_markdown_keeps_its_front_matter(tmp_path: Path) -> None:
    source = tmp_path / "articles"
    (source / "deep").mkdir(parents=True)
    (source / "Retour & Ruilen.md").write_bytes(
        b"\xef\xbb\xbf---\r\ntitle: Retour\r\nlang: nl\r\nowner: winkel\r\nquestions:\r\n  - Hoe?\r\n---\r\n"
        b"Dertig dagen.\r\n"
    )
    (source / "deep/fees.md").write_text("---\ntitle: Fees\n---\nNone.\n", encoding="utf-8")
    (source / "deep/bare.md").write_text("# No front matter\n", encoding="utf-8")
    (source / "deep/odd.md").write_text("---\ntitle: Odd\ntags: [a]\n---\nText.\n", encoding="utf-8")
    (source / "deep/bytes.md").write_bytes(b"---\n\xff")
    (source / "notes.txt").write_text("not read", encoding="utf-8")
    report = import_articles(source, tmp_path / "bank", "en")
    assert report.written == ("knowledge/nl/retour-ruilen.md", "knowledge/en/fees.md")
    assert [str(complaint) for complaint in report.skipped] == [
        "deep/bare.md:1: the front matter is missing or does not end. "
        "Begin with a line ---, then title: …, then a line --- again.",
        "deep/bytes.md: this is no UTF-8. Save the file as UTF-8.",
        "deep/odd.md:3 tags: the key 'tags' is unknown. "
        "Use audience, lang, owner, questions, source, title, updated, valid_from or valid_until.",
    ]
    text = (tmp_path / "bank/knowledge/nl/retour-ruilen.md").read_text(encoding="utf-8")
    assert text == "---\ntitle: Retour\nlang: nl\nowner: winkel\nquestions:\n  - Hoe?\n---\nDertig dagen.\n"


def test_one_markdown_file_into_a_company_that_is_there(tmp_path: Path) -> None:
    folder = copy_of_sample(tmp_path)
    source = tmp_path / "ruilen.md"
    source.write_text("---\ntitle: Ruilen\n---\nKan.\n", encoding="utf-8")
    report = import_articles(source, folder, "nl")
    assert (report.written, report.new_company) == (("knowledge/nl/ruilen.md",), ())
    assert len(read_company(folder).articles) == 4


def test_what_cannot_be_imported(tmp_path: Path) -> None:
    source = rows(tmp_path / "x.jsonl", row())
    (tmp_path / "empty").mkdir()
    (tmp_path / "table.csv").write_text("id,title", encoding="utf-8")
    for bad in (tmp_path / "nowhere", tmp_path / "empty", tmp_path / "table.csv"):
        with pytest.raises(Permanent) as refused:
            import_articles(bad, tmp_path / "bank", "en")
        assert refused.value.remedy
    with pytest.raises(Permanent, match="unknown"):
        import_articles(source, tmp_path / "bank", "de")
    with pytest.raises(Permanent, match="is not empty"):
        import_articles(source, tmp_path, "en")
    assert not (tmp_path / "bank").exists()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("doc_bank_accounts_(general)_001", "doc_bank_accounts_general_001"),
        ("Geld & Ruilen", "geld-ruilen"),
        ("Crème brûlée", "creme-brulee"),
        ("../../etc/passwd", "etc-passwd"),
        ("_-_", ""),
        ("日本", ""),
    ],
)
def test_slug_of(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@given(title=st.text(min_size=1, max_size=40), content=st.text(min_size=1, max_size=200), id=st.text(max_size=20))
def test_whatever_is_written_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, title: str, content: str, id: str
) -> None:
    base = tmp_path_factory.mktemp("import")
    source = rows(base / "x.jsonl", row(id, title, content), row("last"))
    report = import_articles(source, base / "bank", "en")
    assert len(report.written) + len(report.skipped) == 2
    assert len(read_company(base / "bank").articles) == len(report.written)
