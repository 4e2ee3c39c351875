from hypothesis import given
from hypothesis import strategies as st
from tests.assistant.knowledge.shop import ARTICLES, article

from kompas.assistant.domain.knowledge import Article, Items, Paragraph, Table
from kompas.assistant.knowledge.passages import WORDS, block_text, cut


def test_one_passage_per_section_with_citable_anchors() -> None:
    delivery = cut(ARTICLES[0])
    assert [(passage.id, passage.heading) for passage in delivery] == [
        ("nl/bezorging#intro", ""),
        ("nl/bezorging#bezorgkosten", "Bezorgkosten"),
        ("nl/bezorging#bezorgmoment-kiezen", "Bezorgmoment kiezen"),
    ]
    assert delivery[1].blocks == (
        Paragraph(
            ("Een pakket bezorgen kost € 4,95.", "Vanaf € 50 is bezorgen gratis.", "Een boom bezorgen kost € 29.")
        ),
    )
    assert (
        delivery[1].text
        == "Een pakket bezorgen kost € 4,95. Vanaf € 50 is bezorgen gratis. Een boom bezorgen kost € 29."
    )
    assert delivery[1].article is ARTICLES[0]


def test_text_holds_lists_and_tables_line_by_line() -> None:
    only = cut(article("nl", "x", "X", "Neem mee:\n\n- pas\n- bon\n\n| a | b |\n|---|---|\n| 1 | 2 |"))[0]
    assert only.text == "Neem mee:\n\n- pas\n- bon\n\na | b\n1 | 2"


def test_a_heading_below_another_is_named_with_it() -> None:
    found = cut(article("nl", "x", "X", "## Kosten\nAlgemeen.\n### Buitenland\nDuur."))
    assert [(passage.heading, passage.id) for passage in found] == [
        ("Kosten", "nl/x#kosten"),
        ("Kosten: Buitenland", "nl/x#kosten-buitenland"),
    ]


def test_the_title_repeated_as_heading_is_no_heading() -> None:
    found = cut(article("nl", "x", "Retour", "# Retour\nHet begin.\n## Kosten\nGratis."))
    assert [passage.heading for passage in found] == ["", "Kosten"]


def test_equal_headings_have_different_anchors() -> None:
    found = cut(article("nl", "x", "X", "## Één\nA.\n## Één\nB."))
    assert [passage.id for passage in found] == ["nl/x#een", "nl/x#een-2"]


def test_a_long_section_is_cut_between_blocks() -> None:
    paragraph = " ".join(["Dit is een zin van zeven woorden."] * 10)
    found = cut(article("nl", "x", "X", f"## Lang\n{paragraph}\n\n{paragraph}\n\nKort slot."))
    assert [passage.id for passage in found] == ["nl/x#lang", "nl/x#lang-2"]
    assert found[1].blocks[-1] == Paragraph(("Kort slot.",))
    assert all(len(passage.text.split()) <= WORDS for passage in found)


def test_one_endless_paragraph_is_cut_between_sentences() -> None:
    found = cut(article("en", "x", "X", " ".join(f"This is sentence number {n} of many." for n in range(60))))
    assert len(found) > 2
    assert all(len(passage.text.split()) <= WORDS for passage in found)
    assert found[0].text.startswith("This is sentence number 0 of many.")


def test_an_announcement_stays_with_its_list() -> None:
    filler = " ".join(["Dit is een zin van zeven woorden."] * 16)
    found = cut(article("nl", "x", "X", f"{filler}\n\nNeem mee:\n\n- pas\n- bon van de aankoop in de winkel"))
    assert any(
        isinstance(before, Paragraph) and before.sentences[-1] == "Neem mee:" and isinstance(after, Items)
        for passage in found
        for before, after in zip(passage.blocks, passage.blocks[1:], strict=False)
    )


def test_plain_text_without_headings_has_its_lines_as_headings() -> None:
    found = cut(article("en", "x", "X", "Opening hours\n\nWe open at nine.\n\nHow to pay?\n\nBy card.\n\nThe end."))
    assert [passage.heading for passage in found] == ["Opening hours", "How to pay?"]
    assert found[1].text == "By card.\n\nThe end."


def test_an_empty_article_has_no_passages() -> None:
    assert cut(article("nl", "x", "X", "\n\n## Leeg\n")) == ()


@given(st.text(alphabet="abc .:#-|\n1", max_size=300))
def test_every_word_of_a_passage_stands_in_its_text(body: str) -> None:
    passages = cut(Article("nl/x", "x", "nl", "X", body))
    assert len({passage.id for passage in passages}) == len(passages)
    for passage in passages:
        assert passage.blocks
        assert passage.text == "\n\n".join(map(block_text, passage.blocks))
        for block in passage.blocks:
            if isinstance(block, Table):
                assert block.header
