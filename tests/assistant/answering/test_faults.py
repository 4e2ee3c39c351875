"""What stands in a sentence and not in its evidence, one fault at a time."""

import pytest

from kompas.assistant.answering import faults
from kompas.assistant.answering.faults import faults_of, names_unknown, negated, strange_addresses
from kompas.assistant.answering.reading import gathered, told

SOURCE = "Returns are paid within 5 days, unless the bike is used. Ask Vink on Monday."


def found(text: str, source: str = SOURCE) -> set[str]:
    (sentence,) = told(text, "en")
    return set(faults_of(sentence, gathered((source,), "en")))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Returns are paid within seventeen days, unless the bike is used.", faults.NUMBER),
        ("Returns are paid within 5 weeks, unless the bike is used.", faults.UNIT),
        ("Ask Vink on Tuesday.", faults.DATE),
        ("Then ask Jansen on Monday.", faults.NAME),
        ("Returns are not paid within 5 days.", faults.NEGATION),
        ("Returns are paid within 5 days.", faults.CONDITION),
        ("We guarantee that returns are paid.", faults.COMMITMENT),
    ],
)
def test_each_fault_is_named(text: str, fault: str) -> None:
    assert fault in found(text)


def test_the_same_has_none() -> None:
    assert found("Returns are paid within five days, unless the bike is used.") == set()


def test_a_name_is_strange_where_no_evidence_has_it() -> None:
    (sentence,) = told("Then ask Vink or Jansen on Monday.", "en")
    assert list(names_unknown(sentence, gathered((SOURCE,), "en"))) == ["jansen"]


def test_an_address_must_be_given() -> None:
    assert strange_addresses("Write to a@b.example.", [SOURCE])
    assert not strange_addresses("Write to a@b.example.", ["Mail a@b.example"])


def test_what_denies() -> None:
    assert negated(["didn't"])
    assert not negated(["did"])
