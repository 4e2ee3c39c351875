"""A long document becomes articles under names that stay."""

from kompas.assistant.company.readers.cutting import LONG, cut

WORDS = "word " * (LONG // 3)


def test_what_is_not_long_stays_whole() -> None:
    (piece,) = cut("Our Terms", "Terms", "## A\n\none\n\n## B\n\ntwo")
    assert (piece.name, piece.title) == ("our-terms", "Terms")
    assert cut("x", "X", "  ") == ()


def test_a_long_one_is_cut_at_its_highest_headings() -> None:
    body = f"First words.\n\n## Costs\n\n{WORDS}\n\n### Extra\n\nmore\n\n## Delivery\n\n{WORDS}\n\n## Costs\n\n{WORDS}"
    pieces = cut("terms", "Terms", body)
    assert [(piece.name, piece.title) for piece in pieces] == [
        ("terms", "Terms"),
        ("terms-costs", "Terms: Costs"),
        ("terms-delivery", "Terms: Delivery"),
        ("terms-costs-2", "Terms: Costs"),
    ]
    assert "### Extra\n\nmore" in pieces[1].body
    again = cut("terms", "Terms", body.replace("## Costs", f"## Before\n\n{WORDS}\n\n## Costs", 1))
    assert {piece.name for piece in pieces} < {piece.name for piece in again}


def test_a_heading_in_code_is_none() -> None:
    body = f"```\n# not a heading\n# nor this\n```\n{WORDS}{WORDS}{WORDS}{WORDS}"
    assert len(cut("x", "X", body)) == 1


def test_a_part_that_is_long_itself_is_cut_again() -> None:
    inner = f"### One\n\n{WORDS}\n\n### Two\n\n{WORDS}{WORDS}{WORDS}"
    pieces = cut("x", "X", f"## A\n\n{inner}\n\n## B\n\nshort")
    assert [piece.name for piece in pieces] == ["x-a-one", "x-a-two", "x-b"]
