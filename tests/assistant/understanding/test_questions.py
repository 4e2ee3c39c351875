"""A message falls apart in its questions, waits when it is a fragment, and may lean on the question before."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.understanding.questions import MOST, complete, follow_up, split_questions

CASES = yaml.load((Path(__file__).parent / "phrasings" / "questions.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)


def cases(kind: str) -> list[tuple[str, str]]:
    return [(lang, text) for lang, texts in CASES[kind].items() for text in texts]


@pytest.mark.parametrize(("lang", "case"), cases("split"))
def test_split(lang: str, case: list[str]) -> None:
    text, *questions = case
    assert list(split_questions(text, lang)) == questions


@pytest.mark.parametrize(("lang", "text"), cases("complete"))
def test_complete(lang: str, text: str) -> None:
    assert complete(text, lang)


@pytest.mark.parametrize(("lang", "text"), cases("incomplete"))
def test_waits(lang: str, text: str) -> None:
    assert not complete(text, lang)


@pytest.mark.parametrize(("lang", "text"), cases("follow_up"))
def test_leans_on_the_question_before(lang: str, text: str) -> None:
    assert follow_up(text, lang)


@pytest.mark.parametrize(("lang", "text"), cases("not_follow_up"))
def test_stands_by_itself(lang: str, text: str) -> None:
    assert not follow_up(text, lang)


def test_courtesy_in_another_language_is_courtesy_too() -> None:
    assert split_questions("thanks!", "nl") == ()
    assert split_questions("hi, waar is mijn bestelling? thanks", "nl") == ("waar is mijn bestelling?",)


def test_two_messages_of_a_burst_are_read_as_one() -> None:
    assert split_questions("hoi\nik heb een vraag\nwaar blijft mijn pakket", "nl") == ("waar blijft mijn pakket",)


@given(st.text() | st.text("hoi en waar is kan ik ?!,.\n"), st.sampled_from(["nl", "en", "fr"]))
def test_any_text(text: str, lang: str) -> None:
    questions = split_questions(text, lang)
    assert len(questions) <= MOST
    assert all(question.strip() for question in questions)
    complete(text, lang)
    follow_up(text, lang)
