"""PDFs: the structure that can be seen is kept, and what cannot be read is told."""

from datetime import date

import pytest
from tests.assistant.company.readers.files import locked_pdf, pdf

from kompas.assistant.company.readers.reading import read
from kompas.assistant.company.readers.refusals import Unusable


def refusal(raw: bytes) -> str:
    with pytest.raises(Unusable) as refused:
        read("pdf", raw)
    assert refused.value.remedy
    return refused.value.code


def test_headings_paragraphs_lists_and_tables_are_kept() -> None:
    reading = read(
        "pdf",
        pdf(
            [
                (72, 780, 24, "Delivery and costs"),
                (72, 740, 16, "How long it takes"),
                (72, 720, 11, "We deliver to every address in the Nether-"),
                (72, 706, 11, "lands within three days."),
                (72, 680, 11, "• a bicycle"),
                (72, 666, 11, "• a part of it (see *below*)"),
                (72, 630, -11, "What it costs"),
                (72, 610, 11, "Country"), (250, 610, 11, "Price"),
                (72, 596, 11, "Netherlands"), (250, 596, 11, "4.95"),
                (72, 582, 11, "Belgium"), (250, 582, 11, "5.95"),
                (72, 550, 11, "<script>alert(1)</script> is only text."),
            ],
            about="/Title (levering.docx) /ModDate (D:20260301120000Z)",
        ),
    )  # fmt: skip
    assert (reading.title, reading.updated, reading.unread) == ("Delivery and costs", date(2026, 3, 1), 0)
    assert reading.body == (
        "## How long it takes\n\nWe deliver to every address in the Netherlands within three days.\n\n"
        "- a bicycle\n- a part of it (see \\*below\\*)\n\n### What it costs\n\n"
        "| Country | Price |\n| --- | --- |\n| Netherlands | 4.95 |\n| Belgium | 5.95 |\n\n"
        "\\<script>alert(1)\\</script> is only text."
    )


def test_headers_footers_and_page_numbers_are_left_out() -> None:
    pages = [
        [(72, 820, 9, "Zwaluw Fietsen"), (72, 700, 11, f"Text number {number}."), (290, 30, 9, f"page {number} of 4")]
        for number in range(1, 5)
    ]
    assert read("pdf", pdf(*pages)).body == "\n\n".join(f"Text number {number}." for number in range(1, 5))


def test_a_sentence_goes_on_over_a_page() -> None:
    reading = read("pdf", pdf([(72, 100, 11, "You may bring it back")], [(72, 780, 11, "within thirty days.")]))
    assert reading.body == "You may bring it back within thirty days."


def test_pages_that_are_pictures_are_told() -> None:
    assert refusal(pdf([], [])) == "scanned"
    assert read("pdf", pdf([(72, 700, 11, "Some text on one page.")], [])).unread == 1


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b"\0" * 500, "empty"),
        (b"hello", "broken"),
        (b"%PDF-1.7 and then nothing", "broken"),
        (locked_pdf(), "locked"),
        (b"%PDF-" + b"x" * 50_000_001, "too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read(raw: bytes, code: str) -> None:
    assert refusal(raw) == code


def test_a_damaged_file_is_read_or_refused_and_nothing_else() -> None:
    whole = pdf([(72, 700, 11, "A line of text.")])
    codes = set()
    for end in range(20, len(whole), 97):
        try:
            assert "text" in read("pdf", whole[:end]).body
        except Unusable as refused:
            codes.add(refused.code)
    assert codes <= {"broken", "scanned"}
