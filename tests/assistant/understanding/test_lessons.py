"""What an intent model is taught, and with what weight."""

from kompas.assistant.domain.knowledge import Article, Audience
from kompas.assistant.understanding.lessons import BACKGROUND, Lesson, background, lessons

BODY = """De levertijd is **3 dagen**. Kijk [hier](https://x.example) verder.

## Levertijd per soort
| Artikel | Levertijd |
|---|---|
| Helmen en kleding | 3 dagen |
- Op zondag bezorgen wij niet.
Kort.
"""


def article(slug: str, audience: Audience = Audience.PUBLIC) -> Article:
    return Article(f"nl/{slug}", slug, "nl", f"Over {slug}", BODY, (f"Wat is {slug}?",), audience)


def taught_by(articles: list[Article], answered_by: dict[str, tuple[str, ...]]) -> list[Lesson]:
    every = lessons([("hoi", "groet", "nl")], articles, answered_by, [("de groet", "groet", "nl")])
    none = {*background("nl"), *background("en")}
    return [lesson for lesson in every if lesson.text not in none]


def test_an_article_teaches_the_intent_that_it_answers() -> None:
    assert taught_by([article("levertijd")], {"levering": ("levertijd",)}) == [
        Lesson("hoi", "groet", "nl", 1.0, True),
        Lesson("de groet", "groet", "nl"),
        Lesson("Over levertijd", "levering", "nl", 0.6),
        Lesson("Wat is levertijd?", "levering", "nl", 0.6),
        Lesson("De levertijd is 3 dagen.", "levering", "nl", 0.15),
        Lesson("Kijk hier verder.", "levering", "nl", 0.15),
        Lesson("Levertijd per soort", "levering", "nl", 0.3),
        Lesson("Artikel Levertijd", "levering", "nl", 0.15),
        Lesson("Helmen en kleding 3 dagen", "levering", "nl", 0.15),
        Lesson("Op zondag bezorgen wij niet.", "levering", "nl", 0.15),
    ]


def test_an_article_that_answers_no_intent_is_background() -> None:
    assert {lesson.intent for lesson in taught_by([article("los")], {})} == {"groet", BACKGROUND}


def test_articles_of_several_intents_and_of_staff_teach_nothing() -> None:
    shared = {"een": ("levertijd",), "twee": ("levertijd", "retour")}
    articles = [article("levertijd"), article("retour"), article("intern", Audience.STAFF)]
    assert {lesson.intent for lesson in taught_by(articles, shared)} == {"groet"}


def test_there_is_enough_background() -> None:
    for lang in ("nl", "en"):
        assert len(set(background(lang))) == len(background(lang)) >= 300


def test_a_large_knowledge_does_not_drown_the_intents() -> None:
    many = taught_by([article(f"los-{number}") for number in range(1_000)], {})
    apart = [lesson for lesson in many if lesson.intent == BACKGROUND]
    assert 1_000 <= len(apart) <= 2_000
    assert len({lesson.text for lesson in apart}) > 100
