from tests.assistant.knowledge.shop import ARTICLES

from kompas.assistant.knowledge.analysis import Analysis, vocabulary_of
from kompas.assistant.knowledge.catalogue import HEADED, NAMED, TOLD
from kompas.assistant.knowledge.cataloguing import asks_of, catalogued, documents
from kompas.assistant.knowledge.passages import cut
from kompas.assistant.knowledge.shelf import filled

PASSAGES = [passage for article in ARTICLES for passage in cut(article)]
SHELF, OWNERS = filled(PASSAGES)
EXAMPLES = {"retour": {"en": ["give it back"], "nl": ["spijt"]}, "zaaikalender": {"en": ["carrots"]}}
ASKS = asks_of(SHELF.articles, EXAMPLES)
ANALYSIS = Analysis(vocabulary_of((p.article.lang, p.text) for p in PASSAGES), {})
DOCUMENTS = documents(PASSAGES, OWNERS, ASKS, ANALYSIS)
CATALOGUE, NUMBERS = catalogued(PASSAGES, SHELF.articles, OWNERS, ASKS, DOCUMENTS, ANALYSIS)


def asks(article: str) -> list[tuple[str, str]]:
    return ASKS[[a.id for a in SHELF.articles].index(article)]


def test_examples_stand_with_the_article_of_their_language() -> None:
    assert ("nl", "spijt") in asks("nl/retour")
    assert ("en", "give it back") not in asks("nl/retour")
    assert ("en", "give it back") in asks("en/retour")


def test_and_with_another_one_only_when_there_is_none() -> None:
    assert ("en", "carrots") in asks("nl/zaaikalender")


def test_title_and_questions_come_first() -> None:
    assert asks("nl/retour")[:2] == [("nl", "Retourneren"), ("nl", "Hoe lang mag ik iets terugbrengen?")]


def test_documents_tell_where_a_token_stands() -> None:
    costs = DOCUMENTS[[p.id for p in PASSAGES].index("nl/retour#kosten")]
    assert costs.title == ("nl:retourner",)
    assert costs.heading == ("nl:kost",)
    assert "nl:spijt" in costs.questions
    assert "nl:retourkos" in costs.body


def test_flags_tell_it_too() -> None:
    row = [p.id for p in PASSAGES].index("nl/retour#kosten")
    start, end = CATALOGUE.token_starts[row], CATALOGUE.token_starts[row + 1]
    flags = dict(zip(CATALOGUE.tokens[start:end].tolist(), CATALOGUE.flags[start:end].tolist(), strict=True))
    assert flags[NUMBERS["nl:kost"]] == NAMED | HEADED  # asked and in the heading; the text says "retourkosten"
    assert flags[NUMBERS["nl:retourkos"]] == TOLD


def test_rare_tokens_weigh_more_and_unknown_ones_most() -> None:
    weight = CATALOGUE.weight
    assert weight[NUMBERS["nl:tomat"]] > weight[NUMBERS["nl:plant"]] > 0
    assert CATALOGUE.strangest[1] > weight[NUMBERS["nl:tomat"]]
    assert weight[0] == 0
