import pytest

from kompas.assistant.workflows.picking import leaves, none_of_these, other_one, picked

LABELS = ["ZW-1001 · Helm", "ZW-1002 · Kettingslot"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("ZW-1002 · Kettingslot", 1),
        ("de eerste graag", 0),
        ("the second one", 1),
        ("de laatste", 1),
        ("die met het kettingslot", 1),
        ("de vierde", None),
        ("hoe lang duurt het eerste onderhoud van een nieuwe fiets eigenlijk", None),
        ("", None),
    ],
)
def test_which_one_is_meant(text: str, place: int | None) -> None:
    assert picked(text, LABELS) == place


def test_the_other_one_of_two() -> None:
    assert picked("nee, de andere", LABELS, shown=0) == 1
    assert picked("nee, de andere", LABELS) is None


@pytest.mark.parametrize(
    ("text", "many", "shown", "place"),
    [("en de andere?", 2, 0, 1), ("and the other one", 2, 1, 0), ("de andere", 3, 0, None), ("de andere", 2, None, None),
     ("en de garantie?", 2, 0, None), ("ik heb een hele andere vraag die hier niets mee te maken heeft", 2, 0, None)],
)  # fmt: skip
def test_the_other_one_is_that_which_was_not_shown(text: str, many: int, shown: int | None, place: int | None) -> None:
    assert other_one(text, many, shown) == place


@pytest.mark.parametrize(("text", "does"), [("laat maar", True), ("never mind", True), ("laat maar zien", False)])
def test_leaving(text: str, does: bool) -> None:
    assert leaves(text) is does


def test_none_of_these() -> None:
    assert none_of_these("Iets anders")
    assert not none_of_these("de levertijd")
