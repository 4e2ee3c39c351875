"""Wishes are heard in every usual wording, and not where the words only look alike."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.domain.conversation import Author, Said
from kompas.assistant.domain.understanding import Wish
from kompas.assistant.understanding.wishes import hear
from kompas.assistant.understanding.wordlists import LANGUAGES, wordlist

PHRASINGS = Path(__file__).parent / "phrasings"


def phrasings(name: str) -> list[str]:
    return [line.strip() for line in (PHRASINGS / f"{name}.txt").read_text("utf-8").splitlines()]


def heard(text: str, history: tuple[Said, ...] = ()) -> set[Wish]:
    return {each.wish for each in hear(text, "nl", history)}


def each_wish(kind: str) -> list[tuple[Wish, str]]:
    wishes = yaml.load((PHRASINGS / "wishes.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    return [(Wish(WISHES.get(name, name)), text) for name, texts in wishes.items() for text in texts[kind]]


WISHES = {"human": "wants_human"}


@pytest.mark.parametrize("text", phrasings("human_wanted"))
def test_a_wish_for_a_person_is_heard(text: str) -> None:
    assert Wish.HUMAN in heard(text)


@pytest.mark.parametrize("text", phrasings("human_not_wanted"))
def test_people_may_be_spoken_of(text: str) -> None:
    assert Wish.HUMAN not in heard(text)


@pytest.mark.parametrize(("wish", "text"), each_wish("heard"))
def test_heard(wish: Wish, text: str) -> None:
    assert wish in heard(text)


@pytest.mark.parametrize(("wish", "text"), each_wish("not_heard"))
def test_not_heard(wish: Wish, text: str) -> None:
    assert wish not in heard(text)


def test_every_wish_has_phrasings_and_lists_in_both_languages() -> None:
    assert {wish for wish, _ in each_wish("heard")} | {Wish.HUMAN} == set(Wish)
    for lang in LANGUAGES:
        assert {Wish(name) for name in wordlist(lang)["wishes"]} == set(Wish)


def test_a_person_comes_first_with_the_words_as_they_stand() -> None:
    wishes = hear("Hoi, dit is BELACHELIJK. Ik wil Gewoon iemand  spreken!!", "nl")
    assert [each.wish for each in wishes] == [Wish.HUMAN, Wish.ANGER, Wish.HELLO]
    assert [each.words for each in wishes] == ["Ik wil Gewoon iemand  spreken", "BELACHELIJK", "Hoi,"]


def test_capitals_are_a_habit_of_some() -> None:
    habit = (
        Said(Author.CUSTOMER, "GOEDEMORGEN IK HEB EEN VRAAG OVER MIJN FIETS"),
        Said(Author.ASSISTANT, "Zegt u het."),
    )
    assert Wish.ANGER in heard("WAAR BLIJFT MIJN NIEUWE FIETS")
    assert Wish.ANGER not in heard("WAAR BLIJFT MIJN NIEUWE FIETS", habit)
    assert Wish.ANGER in heard("WAAR BLIJFT MIJN NIEUWE FIETS", (Said(Author.CUSTOMER, "hoi"), *habit))


def test_shouting_adds_to_words_of_anger_and_is_none_itself() -> None:
    assert Wish.ANGER not in heard("WAAR IS MIJN NIEUWE FIETS")
    assert Wish.ANGER not in heard("ik heb al drie weken geen fiets")
    assert Wish.ANGER in heard("IK HEB AL DRIE WEKEN GEEN FIETS")
    assert Wish.ANGER in heard("ik heb al drie weken geen fiets!!!")


def test_the_same_question_after_an_answer_is_repetition() -> None:
    asked = Said(Author.CUSTOMER, "waar blijft mijn bestelling?")
    answer = Said(Author.ASSISTANT, "Uw bestelling komt woensdag.")
    assert Wish.REPETITION in heard("Waar blijft mijn bestellling", (asked, answer))
    assert Wish.REPETITION not in heard("waar blijft mijn bestelling", (asked,))
    assert Wish.REPETITION not in heard("hoe lang heb ik garantie op mijn fiets", (asked, answer))
    assert Wish.REPETITION not in heard("ok bedankt", (Said(Author.CUSTOMER, "ok bedankt"), answer))


@given(st.text())
def test_any_text_can_be_heard(text: str) -> None:
    for each in hear(text, "en"):
        assert each.words in text


def test_many_threads_hear_the_same() -> None:
    texts = phrasings("human_wanted")[:60] + phrasings("human_not_wanted")[:60]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(heard, texts)) == [heard(text) for text in texts]


@pytest.mark.parametrize(
    "before", ["dit is niet wat ik bedoel, ", "wat kost het? ", "ik sprak al een medewerker, maar ", "ok "]
)
@pytest.mark.parametrize("after", ["", ", want dit werkt niet", ". Thank you"])
def test_a_wish_for_a_person_is_heard_among_other_words(before: str, after: str) -> None:
    missed = [text for text in phrasings("human_wanted") if Wish.HUMAN not in heard(before + text + after)]
    assert len(missed) <= 0.02 * len(phrasings("human_wanted")), missed
