from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.domain.knowledge import Items, Paragraph, Table
from kompas.assistant.knowledge.markdown import Heading, pieces


def test_headings_paragraphs_and_marks() -> None:
    assert pieces("# Titel\n\nEen **vet** en [een link](https://a.example) en `code`.") == [
        Heading(1, "Titel"),
        Paragraph(("Een vet en een link en code.",)),
    ]


def test_lists_keep_their_order_and_flatten_what_is_nested() -> None:
    assert pieces("- een\n  - binnen\n- twee\n\n  en nog iets") == [Items(("een", "binnen", "twee en nog iets"))]
    assert pieces("1. Open\n2. Sluit") == [Items(("Open", "Sluit"))]


def test_tables() -> None:
    assert pieces("| a | b |\n|---|---|\n| € 1 | **x**<br>y |\n| | |") == [Table(("a", "b"), (("€ 1", "x y"),))]


def test_code_is_kept_line_by_line() -> None:
    assert pieces("```\nkompas init\nkompas check\n```") == [Paragraph(("kompas init", "kompas check"))]


def test_html_becomes_inert_text() -> None:
    found = pieces('<div onclick="x()">Hallo<script>alert(1)</script></div>\n\nEen <b>woord</b> en `<id>` en a < b.')
    assert found == [Paragraph(("Hallo",)), Paragraph(("Een woord en ‹id› en a < b.",))]


def test_entities_cannot_smuggle_a_tag() -> None:
    assert pieces("&lt;script&gt;alert(1)&lt;/script&gt;") == [Paragraph(("‹script›alert(1)‹/script›",))]


def test_hidden_characters_are_removed() -> None:
    assert pieces("on\u200bzicht\u202ebaar\u00ad.") == [Paragraph(("onzichtbaar.",))]


def test_typed_bullets_are_a_list() -> None:
    assert pieces("Neem mee:\n• pas\n• bon") == [Paragraph(("Neem mee:",)), Items(("pas", "bon"))]


def test_quotes_are_read_as_text() -> None:
    assert pieces("> Een citaat.\n>\n> - punt") == [Paragraph(("Een citaat.",)), Items(("punt",))]


@given(st.text(alphabet="ab <>/!?#-*|`\n&;lt0.", max_size=80))
def test_no_text_reads_as_a_tag_and_no_block_is_empty(markdown: str) -> None:
    for piece in pieces(markdown):
        match piece:
            case Heading(text=text):
                texts: tuple[str, ...] = (text,)
            case Paragraph(sentences=texts) | Items(items=texts):
                assert texts
                assert all(texts)
            case Table(header=header, rows=rows):
                texts = (*header, *(cell for row in rows for cell in row))
        for text in texts:
            assert not any(f"<{after}" in text for after in "ablt/!?")
