"""How upset a text is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.understanding.mood import kinds_of, score, signs, sounds_upset


@pytest.mark.parametrize(
    ("lang", "upset", "calm"),
    [
        ("en", "This is absolutely ridiculous, you liars!", "Thank you so much, this is wonderful"),
        ("en", "I hate this stupid garbage", "I love this"),
        ("nl", "Wat een smerige leugens, ik haat dit!", "Dank u wel, dat is heel fijn"),
        ("nl", "Ik ben woedend, vreselijk is dit", "Wat leuk, gefeliciteerd!"),
    ],
)
def test_upset_is_above_calm(lang: str, upset: str, calm: str) -> None:
    assert score(upset, lang) > score(calm, lang)


@pytest.mark.parametrize(
    ("lang", "text", "upset"),
    [("en", "i hate this awful app", True), ("nl", "ik haat dit vreselijke systeem", True), ("en", "nope", False),
     ("en", "i hate to bother you, what does shipping cost?", False), ("en", "I hate to ask but can I get my money back?", False),
     ("en", "i hate to say it, but i hate this awful app", True),
     ("nl", "ik vind het vreselijk om u te storen, wat kost verzenden?", False),
     ("en", "where is my parcel", False), ("nl", "kan ik mijn fiets terugbrengen", False)],
)  # fmt: skip
def test_who_sounds_upset(lang: str, text: str, upset: bool) -> None:
    assert sounds_upset(text, lang) is upset
    assert score("nope", "en") > 0, "by itself it reads like that; a word or two tell too little"


def test_a_feeling_denied_is_another_sign() -> None:
    assert "joy" in signs("I am happy")
    denied = signs("I am not happy")
    assert "no joy" in denied
    assert "joy" not in denied


def test_a_star_stands_for_any_ending() -> None:
    assert "disappointment" in kinds_of("disappointing")
    assert "anger" in kinds_of("woedend")
    assert kinds_of("fiets") == ()


def test_marks_and_capitals_are_signs() -> None:
    found = signs("WHERE is it?! :(")
    assert {"exclaims", "asks", "capitals", "shouted", "frowns"} <= set(found)


@given(st.text(max_size=300), st.sampled_from(["nl", "en", "fy"]))
def test_any_text_is_judged(text: str, lang: str) -> None:
    assert -100 < score(text, lang) < 100
