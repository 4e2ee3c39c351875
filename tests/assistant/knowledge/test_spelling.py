import pytest

from kompas.assistant.knowledge.spelling import Speller

SPELLER = Speller(["bezorging", "terugbetaling", "fiets", "accu", "garantie", "retour2"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("beozrging", "bezorging"),  # swapped
        ("bezrging", "bezorging"),  # missed
        ("bezorgingg", "bezorging"),  # added
        ("fuets", "fiets"),  # replaced
        ("diets", None),  # another first letter
        ("acu", None),  # too short to be sure
        ("garan", None),
        ("retour3", None),  # no word
    ],
)
def test_one_mistake(typed: str, meant: str | None) -> None:
    assert SPELLER.near(typed) == meant


def test_two_mistakes_only_in_long_words_that_begin_alike() -> None:
    assert SPELLER.far("terugbetlaign") == "terugbetaling"
    assert SPELLER.far("fuetz") is None
    assert SPELLER.far("gerantei") is None
