"""Words as they are compared, and the way back to the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.understanding.wording import Line, words


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Hoiiiii, ik heb één vraag!!", ["hoii", ",", "ik", "heb", "een", "vraag", "!"]),
        ("foto's, zo’n don't", ["fotos", ",", "zon", "dont"]),
        ("om 9.00 uur bij a.b@c.nl...", ["om", "9", "00", "uur", "bij", "a", "b", "c", "nl", "."]),
        ("Echt?! 👍\nOK", ["echt", "?", "👍", ".", "ok"]),
        ("ZW-204817", ["zw", "204817"]),
    ],
)
def test_words(text: str, plain: list[str]) -> None:
    assert [word.plain for word in words(text)] == plain


@given(st.text())
def test_every_word_knows_its_place(text: str) -> None:
    told = words(text)
    line = Line(told)
    for word in told:
        start = line.text.find(f" {word.plain} ") + 1
        assert line.place(start, start + len(word.plain) + 1)[0] <= word.start
    assert all(0 <= word.start < word.end <= len(text) for word in told)
