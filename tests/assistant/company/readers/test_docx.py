"""Word documents: the structure is kept, and a file that wants more than to be read is refused."""

import io
import zipfile
from datetime import date

import pytest
from tests.assistant.company.readers.files import docx, paragraph, table

from kompas.assistant.company.readers.reading import read
from kompas.assistant.company.readers.refusals import Unusable

CORE = (
    '<c:coreProperties xmlns:c="c" xmlns:dc="dc" xmlns:dcterms="t"><dc:title>Kosten &amp; duur</dc:title>'
    "<dcterms:modified>2026-02-03T10:00:00Z</dcterms:modified></c:coreProperties>"
)


def refusal(raw: bytes) -> str:
    with pytest.raises(Unusable) as refused:
        read("docx", raw)
    return refused.value.code


def test_headings_lists_and_tables_are_kept() -> None:
    body = (
        paragraph("Garantie", "H1") + paragraph("U heeft twee jaar <garantie>.") + paragraph("Wat valt erbuiten", "H2")
        + paragraph("banden", item=True) + paragraph("remmen_blokken", item=True)
        + table(("Soort", "Jaren"), ("frame | vork", "10"))
    )  # fmt: skip
    reading = read("docx", docx(body, core=CORE))
    assert (reading.title, reading.updated) == ("Garantie", date(2026, 2, 3))
    assert reading.body == (
        "U heeft twee jaar \\<garantie>.\n\n## Wat valt erbuiten\n\n- banden\n- remmen_blokken\n\n"
        "| Soort | Jaren |\n| --- | --- |\n| frame \\| vork | 10 |"
    )


def test_without_a_heading_the_title_is_the_one_it_states() -> None:
    assert read("docx", docx(paragraph("Vijf euro."), core=CORE)).title == "Kosten & duur"
    assert read("docx", docx(paragraph("Vijf euro."))).title == ""


def bomb() -> bytes:
    return docx(paragraph("x"), word__styles2=b"", **{"word__more.xml": b"<a>" + b" " * 30_000_000})


def locked() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def not_word() -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as packed:
        packed.writestr("readme.txt", "hello")
    return whole.getvalue()


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 and then nothing", "broken"),
        (not_word(), "broken"),
        (docx("<w:p><w:r><w:t>never closed"), "broken"),
        (docx(""), "no_text"),
        (locked(), "old_word"),
        (bomb(), "bomb"),
        (docx(paragraph("x"), prolog=ENTITIES), "hostile"),
        (docx(paragraph("x"), prolog=OUTSIDE), "hostile"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read(raw: bytes, code: str) -> None:
    assert refusal(raw) == code
