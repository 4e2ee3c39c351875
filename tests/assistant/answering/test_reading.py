"""A text as it is held against another."""

import pytest

from kompas.assistant.answering.reading import gathered, groups_of, stem, told


@pytest.mark.parametrize(
    ("word", "lang", "value"),
    [
        ("1.000", "nl", "1000"),
        ("4,50", "nl", "4.5"),
        ("twaalf", "nl", "12"),
        ("seventeen", "en", "17"),
        ("ten", "nl", "ten"),
    ],
)
def test_a_number_is_its_value(word: str, lang: str, value: str) -> None:
    assert stem(word, lang) == value


def test_a_short_sentence_tells_nothing_beside_others() -> None:
    assert [one.text for one in told("Yes. It costs 5 euros.", "en")] == ["It costs 5 euros."]
    assert [one.text for one in told("Yes.", "en")] == ["Yes."]


def test_a_sentence_has_its_clauses() -> None:
    (one,) = told("It is free, unless it is late.", "en")
    assert [one.words[begin:end] for begin, end in one.clauses] == [
        ("it", "is", "free"),
        ("unless", "it", "is", "late"),
    ]


def test_evidence_is_looked_up_over_all_texts() -> None:
    there = gathered(("Bikes are free.", "Two shops."), "en")
    assert {"bike", "free", "2", "shop"} <= there.known
    assert ("2", "shop") in there.pairs
    assert len(there.sentences) == 2
    assert gathered((), "en").known == frozenset()


def test_a_word_of_a_list_has_its_group() -> None:
    assert (groups_of("units")["dagen"], groups_of("units")["days"]) == ("day", "day")
