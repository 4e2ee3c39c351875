import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.assistant.answering.house import ENGLISH, found, passage, tokens

from kompas.assistant.answering.extract import Quoted, extract, states
from kompas.assistant.answering.grounding import check
from kompas.assistant.domain.knowledge import Block, Found, Items, Paragraph, Table
from kompas.assistant.domain.reply import Citation, Draft, ListPart, Provenance, TablePart, TextPart

SHORT = passage("borg", Paragraph(("De borg is € 100.", "U krijgt de borg terug.")), heading="Borg")
FILLER = tuple(f"Dit is vulzin nummer {n} over gras en tuinen in het algemeen." for n in range(8))
LONG = passage("lang", Paragraph((*FILLER[:3], "Een zitmaaier kost € 70.", "Een weekend kost € 120.", *FILLER[3:])))
LIST = passage(
    "lijst", Paragraph((*FILLER[:6], "Neem bij het ophalen mee:")), Items(("een legitimatie", "de bon", "een bankpas"))
)
PRICES = passage(
    "prijzen", Table(("Maaier", "Prijs"), tuple((f"model {letter}", f"€ {n}") for n, letter in enumerate("abcdefghij")))
)


def ask(question: str, *passages: Found, lang: str = "nl") -> Quoted:
    answer = extract(tokens(question, lang), lang, passages, tokens)
    assert answer is not None
    return answer


def test_a_short_passage_is_given_whole_with_its_citation() -> None:
    answer = ask("wat is de borg", found(SHORT))
    assert answer.parts == (TextPart("De borg is € 100. U krijgt de borg terug.", (1,)),)
    article = SHORT.article
    assert answer.citations == (
        Citation(1, "nl/maaiers#borg", "Maaiers huren", "Borg", "nl", SHORT.text, article.updated, article.source),
    )
    assert answer.lang == "nl"


def test_of_a_long_passage_the_sentences_that_answer() -> None:
    answer = ask("wat kost een zitmaaier", found(LONG))
    assert answer.parts == (TextPart("Een zitmaaier kost € 70. Een weekend kost € 120.", (1,)),)


def test_a_single_matching_sentence_gets_a_neighbour() -> None:
    answer = ask("zitmaaier", found(LONG))
    assert answer.parts == (TextPart("Een zitmaaier kost € 70. Een weekend kost € 120.", (1,)),)


def test_what_the_search_matched_counts_where_the_words_differ() -> None:
    answer = ask("what is the price of a ride-on mower", found(LONG, "zitmaaier", "kost"), lang="en")
    assert answer.parts == (TextPart("Een zitmaaier kost € 70. Een weekend kost € 120.", (1,)),)


def test_a_list_comes_with_the_line_that_announces_it() -> None:
    answer = ask("moet de bankpas mee", found(LIST))
    assert answer.parts[-2:] == (
        TextPart("Neem bij het ophalen mee:", (1,)),
        ListPart(("een legitimatie", "de bon", "een bankpas"), (1,)),
    )
    assert not any("vulzin" in str(part) for part in answer.parts)


def test_an_announcing_line_comes_with_its_list() -> None:
    answer = ask("wat neem ik mee bij het ophalen", found(LIST))
    assert ListPart(("een legitimatie", "de bon", "een bankpas"), (1,)) in answer.parts


def test_a_long_table_is_cut_to_the_rows_that_match_under_its_heading() -> None:
    assert ask("prijs van model c", found(PRICES)).parts == (
        TextPart("Kop", (1,)),
        TablePart(("Maaier", "Prijs"), (("model c", "€ 2"),), (1,)),
    )


def test_and_given_whole_when_no_row_tells_more_than_another() -> None:
    part = ask("prijs van een model", found(PRICES)).parts[-1]
    assert isinstance(part, TablePart)
    assert len(part.rows) == 10


def test_without_a_heading_the_title_leads() -> None:
    table = passage("t", Table(("a", "b"), (("1", "2"),)), heading="")
    assert ask("b", found(table)).parts[0] == TextPart("Maaiers huren", (1,))


def test_when_no_sentence_matches_the_passage_begins() -> None:
    answer = ask("olifant", found(LONG))
    assert answer.parts == (TextPart(" ".join(LONG.blocks[0].sentences[:4]), (1,)),)  # type: ignore[union-attr]


def test_a_second_passage_only_when_it_adds_an_answer() -> None:
    second = passage("slot", Paragraph(("Het slot kost € 20.",)))
    answer = ask("borg en slot", found(SHORT, "borg"), found(second, "slot", certainty=0.7))
    assert [citation.passage_id for citation in answer.citations] == ["nl/maaiers#borg", "nl/maaiers#slot"]
    assert answer.parts[-1] == TextPart("Het slot kost € 20.", (2,))


@pytest.mark.parametrize(
    "other",
    [
        found(passage("x", Paragraph(("Nog iets over de borg.",))), "borg"),  # tells nothing new
        found(passage("x", Paragraph(("Het slot.",))), "slot", certainty=0.2),  # not sure enough
        found(passage("x", Paragraph(("The lock.",)), article=ENGLISH), "slot"),  # another language
    ],
)
def test_else_only_the_first(other: Found) -> None:
    assert len(ask("borg en slot", found(SHORT, "borg"), other).citations) == 1


def test_nothing_found_is_no_answer() -> None:
    assert extract(("wat", "kost"), "nl", [], tokens) is None


words = st.text(alphabet="abcde", min_size=1, max_size=6)
lines = st.lists(words, min_size=1, max_size=9).map(lambda line: " ".join(line) + ".")
blocks = st.one_of(
    st.lists(lines, min_size=1, max_size=9).map(lambda said: Paragraph(tuple(said))),
    st.lists(lines, min_size=1, max_size=12).map(lambda said: Items(tuple(said))),
    st.lists(st.tuples(words, words), min_size=1, max_size=12).map(lambda rows: Table(("a", "b"), tuple(rows))),
)


@given(st.lists(blocks, min_size=1, max_size=4), st.lists(words, max_size=5))
def test_whatever_is_quoted_passes_the_check(made: list[Paragraph | Items | Table], asked: list[str]) -> None:
    source = passage("p", *made)
    answer = ask(" ".join(asked), found(source, *asked))
    assert answer.parts
    assert check(Draft("nl", answer.parts, answer.citations, Provenance.QUOTE), [source]) == ()


RULE = Paragraph(
    (
        *FILLER[:3],
        "U betaalt 3 maandbedragen.",
        "Voorbeeld: bij een maaier van € 85 per maand is dat € 255.",
        *FILLER[3:],
    )
)
FEES = Table(("Maanden over", "Vergoeding"), tuple((f"{n} maanden", f"{n} bedragen") for n in range(8)))


def test_an_example_comes_after_the_sentence_that_it_illustrates() -> None:
    answer = ask("een maaier van 85 per maand", found(passage("regel", RULE)))
    assert isinstance(answer.parts[0], TextPart)
    assert answer.parts[0].text.startswith("U betaalt 3 maandbedragen. Voorbeeld:")


def test_an_example_comes_after_the_table_that_it_illustrates() -> None:
    example = Paragraph(("Voorbeeld: bij een zitmaaier van € 85 betaalt u € 255.", *FILLER))
    answer = ask("zitmaaier", found(passage("kosten", FEES, example)))
    assert [type(part) for part in answer.parts] == [TextPart, TablePart, TextPart]
    assert "Voorbeeld" not in str(answer.parts[0])


@pytest.mark.parametrize(
    ("blocks", "does"),
    [
        ((FEES,), False),
        ((FEES, Paragraph(("For example, you pay € 5.",))), False),
        ((FEES, Paragraph(("U betaalt € 5.",))), True),
        ((Items(("een bon", "een pas")),), True),
    ],
)
def test_a_table_and_an_example_state_no_rule(blocks: tuple[Block, ...], *, does: bool) -> None:
    assert states(passage("kosten", *blocks)) is does
