"""The passages of one article in the order in which they answer."""

import pytest

from kompas.assistant.domain.knowledge import Article, Found, Paragraph, Passage, Table
from kompas.assistant.knowledge.analysis import Analysis, vocabulary_of
from kompas.assistant.ordering import ordered

TEXTS = {
    "": "Een pakket komt in 3 werkdagen en een boek in 5 werkdagen.",
    "Waarom een boek langer onderweg is": "Een boek drukken we pas na de bestelling.",
    "Kosten": "Verzenden is gratis vanaf 20 euro.",
    "Welke papieren nodig zijn": "Neem de kassabon mee.",
}
TITLE = "Verzending"
ANALYSIS = Analysis(vocabulary_of([("nl", f"{TITLE} {heading} {text}") for heading, text in TEXTS.items()]), {})
ARTICLE = Article("nl/verzending", "verzending", "nl", TITLE, "…")


def found(heading: str, matched: tuple[str, ...] = (), lang: str = "nl") -> Found:
    text = TEXTS[heading]
    article = Article(f"{lang}/verzending", "verzending", lang, TITLE, "…")
    block = Table(("Soort",), ((text,),)) if heading == "Kosten" else Paragraph((text,))
    return Found(Passage(f"{article.id}#{heading}", article, heading, (block,), text), 1.0, 0.5, matched)


def headings(question: str) -> list[str]:
    told = ordered([found(heading) for heading in TEXTS], question, "nl", ANALYSIS)
    return [one.passage.heading for one in told]


def test_the_introduction_goes_first_on_the_main_question() -> None:
    assert headings("wanneer komt mijn pakket")[0] == ""


def test_a_heading_with_the_words_of_the_question_goes_first() -> None:
    assert headings("welke papieren moet ik meenemen")[0] == "Welke papieren nodig zijn"


def test_beside_the_introduction_only_what_tells_more_or_is_a_table() -> None:
    assert headings("in hoeveel werkdagen komt een pakket") == ["", "Kosten"]


def test_all_passages_stay_where_no_introduction_was_found() -> None:
    told = ordered([found("Kosten"), found("Welke papieren nodig zijn")], "papieren", "nl", ANALYSIS)
    assert [one.passage.heading for one in told] == ["Welke papieren nodig zijn", "Kosten"]


@pytest.mark.parametrize("matched", ["drukken", "bestell"])
def test_in_another_language_the_matched_stems_count(matched: str) -> None:
    stem = ANALYSIS.tokens(matched, "nl")[0]
    told = ordered(
        [found("Kosten", (stem,)), found("Waarom een boek langer onderweg is", (stem,))], "x", "en", ANALYSIS
    )
    assert len(told) == 2


def test_nothing_found_is_nothing_ordered() -> None:
    assert ordered((), "wat kost het", "nl", ANALYSIS) == ()


def test_a_table_by_itself_goes_after_the_introduction() -> None:
    told = ordered([found("Kosten"), found("")], "verzenden gratis 20 euro", "nl", ANALYSIS)
    assert [one.passage.heading for one in told] == ["", "Kosten"]
