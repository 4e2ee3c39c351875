"""A linear model: what its terms say, as a file and back."""

from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.understanding.linear import PIECE, SIGN, START, Linear, written


def test_terms_pieces_and_signs_say_their_share() -> None:
    model = Linear(-1.0, {"late": 2.0, PIECE + "la": 4.0, SIGN + "loud": 3.0})
    assert model.score("nothing", {}) == -1.0
    assert model.score("late", {}) > model.score("late but not so late that it matters", {}) > -1.0
    assert model.score("", {"loud": 0.5}) == 0.5


def test_it_is_written_without_what_says_little() -> None:
    text = written(Linear(0.5, {"a": 1.25, "b": 0.001, SIGN + "s": 0.01, "c": -2.0}), "fitted on nothing", 0.1)
    assert text == f"// fitted on nothing\n{START}\t500\n#s\t10\na\t1250\nc\t-2000\n"


@given(st.text(max_size=200))
def test_any_text_has_a_score(text: str) -> None:
    assert Linear(0.0, {PIECE + "e": 1.0, "e": 1.0}).score(text, {}) >= 0
