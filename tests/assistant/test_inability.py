"""What somebody cannot do is answered by what speaks of that only."""

import pytest

from kompas.assistant.domain.company import Intent
from kompas.assistant.domain.knowledge import Article, Found, Paragraph, Passage
from kompas.assistant.inability import speaking_first, spoken_of, undone
from kompas.assistant.knowledge.analysis import Analysis, vocabulary_of

HOW = "U betaalt met pin of per bank. Betalen kost geen geld."
UNABLE = "Kunt u het boek niet op tijd betalen, bel ons dan."
ANALYSIS = Analysis(vocabulary_of([("nl", HOW), ("nl", UNABLE)]), {})


def article(*paragraphs: str, questions: tuple[str, ...] = (), lang: str = "nl") -> list[Found]:
    told = Article(f"{lang}/betalen", "betalen", lang, "Betalen", "\n\n".join(paragraphs), questions)
    passages = [Passage(f"{told.id}#{n}", told, "", (Paragraph((text,)),), text) for n, text in enumerate(paragraphs)]
    return [Found(passage, 1.0, 0.8) for passage in passages]


def intent(*examples: str) -> Intent:
    return Intent("betalen", {"nl": "betalen"}, {"nl": examples}, ("betalen",))


VERB = undone("ik kan het boek niet betalen", "nl", ANALYSIS)


def test_the_verb_is_what_cannot_be_done() -> None:
    assert set(ANALYSIS.tokens("betalen", "nl")) == VERB
    assert undone("hoe kan ik het boek betalen", "nl", ANALYSIS) == frozenset()
    assert undone("ik kan het niet vinden", "nl", ANALYSIS) == frozenset()


def test_the_passage_that_says_so_goes_first() -> None:
    found = article(HOW, UNABLE)
    assert speaking_first(found, VERB, ANALYSIS) == (found[1], found[0])


@pytest.mark.parametrize(
    ("found", "intents", "does"),
    [
        (article(HOW, UNABLE), [], True),
        (article(HOW), [], False),
        (article(HOW), [intent("hoe betaal ik", "ik kan dit niet betalen")], True),
        (article(HOW), [intent("hoe betaal ik", "ik kan niet komen")], False),
        (article(HOW, questions=("Wat als ik niet betaal?",)), [], True),
        (article("You pay by card.", lang="en"), [], True),
    ],
)
def test_an_article_speaks_of_it_or_what_customers_ask_for_it(
    found: list[Found], intents: list[Intent], *, does: bool
) -> None:
    assert spoken_of(found, VERB, "nl", intents, ANALYSIS) is does
