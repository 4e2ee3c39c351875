"""What is masked, what is left alone, and that nothing slips through in another spacing."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum import iban, luhn
from stdnum.nl import bsn

from kompas.assistant.privacy.masking import Kind, Masked, mask

SEPARATORS = ["", " ", "  ", ".", "-", " - ", "/", "\u00a0", "\u202f", "\u200b", "\t", "_", "·", "–"]
BEFORE = [
    "",
    "mijn nummer is ",
    "bsn:",
    "BSN",
    "(",
    "ZW-204817, ",
    "€ 12,50 en ",
    "06-12345678 en ",
    "[bsn] ",
    "5 × ",
    "NL ",
]
AFTER = ["", ".", " graag", ") en dan?", ", ZW-204817", " 5 dagen", "\n2 fietsen", " 06 12345678", "!"]


@st.composite
def spaced(draw: st.DrawFn, number: str) -> str:
    """A number in groups of any sizes, with one kind of separator, within a text."""
    separator = draw(st.sampled_from(SEPARATORS))
    cuts = draw(st.sets(st.integers(1, len(number) - 1)))
    parts = [number[a:b] for a, b in zip([0, *sorted(cuts)], [*sorted(cuts), len(number)], strict=True)]
    return draw(st.sampled_from(BEFORE)) + separator.join(parts) + draw(st.sampled_from(AFTER))


@st.composite
def bsns(draw: st.DrawFn) -> str:
    start = draw(st.text("0123456789", min_size=8, max_size=8))
    number = next((start + end for end in "0123456789" if bsn.is_valid(start + end)), None)
    assume(number is not None)
    assert number
    return number


@st.composite
def cards(draw: st.DrawFn) -> str:
    prefix, length = draw(
        st.sampled_from([("4", 16), ("4", 13), ("4", 19), ("51", 16), ("55", 16), ("2221", 16), ("34", 15), ("37", 15)])
        | st.sampled_from(
            [("36", 14), ("302", 14), ("6011", 16), ("3528", 16), ("62", 19), ("67", 18), ("5018", 12), ("1800", 15)]
        )
    )
    size = length - len(prefix) - 1
    body = prefix + draw(st.text("0123456789", min_size=size, max_size=size))
    return body + str(luhn.calc_check_digit(body))


@st.composite
def ibans(draw: st.DrawFn) -> str:
    country, shape = draw(
        st.sampled_from(
            [
                ("NL", "A4N10"),
                ("BE", "N12"),
                ("DE", "N18"),
                ("FR", "N23"),
                ("GB", "A4N14"),
                ("MT", "A4N23"),
                ("NO", "N11"),
            ]
        )
    )
    letters = draw(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=4, max_size=4)) if shape.startswith("A4") else ""
    size = int(shape.split("N")[1])
    account = letters + draw(st.text("0123456789", min_size=size, max_size=size))
    number = country + iban.calc_check_digits(f"{country}xx{account}") + account
    assume(iban.is_valid(number, check_country=False))
    return number


@given(bsns().flatmap(spaced))
def test_no_valid_bsn_survives_in_any_spacing(text: str) -> None:
    masked = mask(text)
    assert Kind.BSN in masked.found or Kind.CARD in masked.found
    assert masked.text.count("[bsn]") + masked.text.count("[card]") == 1 + text.count("[bsn]")


@given(cards().flatmap(spaced))
def test_no_valid_card_survives_in_any_spacing(text: str) -> None:
    masked = mask(text)
    assert masked.found
    assert sum(character.isdigit() for character in masked.text) < sum(character.isdigit() for character in text) - 8


@given(ibans(), st.booleans(), st.data())
def test_no_valid_iban_survives_in_any_spacing(number: str, small: bool, data: st.DataObject) -> None:
    text = data.draw(spaced(number.lower() if small else number))
    masked = mask(text)
    assert Kind.IBAN in masked.found
    assert number[-8:] not in "".join(filter(str.isalnum, masked.text)).upper()


@given(st.text("0123456789 .-/€NLBbsnAC+,\n") | st.text())
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text)
    assert mask(once.text) == Masked(once.text)


@given(st.text("abcdefg ?!.,é€\n\U0001f6b2"))
def test_text_without_numbers_is_untouched(text: str) -> None:
    assert mask(text) == Masked(text)


@given(st.integers(100_000_000, 999_999_999).filter(lambda number: not bsn.is_valid(str(number))))
def test_nine_digits_that_are_no_bsn_are_left(number: int) -> None:
    assert mask(f"klant {number}") == Masked(f"klant {number}")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("mijn bsn is 123456782", "mijn bsn is [bsn]"),
        ("bsn123456782", "bsn[bsn]"),
        ("BSN 12345672 (8 cijfers)", "BSN [bsn] (8 cijfers)"),
        ("１２３４５６７８２", "[bsn]"),
        ("123,456,782 of 123|456|782 of 123*456*782", "[bsn] of [bsn] of [bsn]"),
        ("".join(f"{digit}\ufe0f\u20e3" for digit in "123456782"), "[bsn]\ufe0f\u20e3"),
        ("mijnbsn123456782", "mijnbsn[bsn]"),
        ("visa4111111111111111", "visa[card]"),
        ("4111,1111,1111,1111", "[card]"),
        ("ＮＬ９１ ＡＢＮＡ ０４１７ １６４３ ００", "[iban]"),
        ("NL91, ABNA, 0417164300", "[iban]"),
        ("btw-nummer NL123456782B01.", "btw-nummer [bsn]."),
        ("NL 1234.56.782.B.01", "[bsn]"),
        ("123456782b01", "[bsn]"),
        ("NL91 ABNA 0417 1643 00 is mijn rekening", "[iban] is mijn rekening"),
        ("nl91abna0417164300, BE68 5390 0754 7034", "[iban], [iban]"),
        ("kaart 4111 1111 1111 1111 12/27 123", "kaart [card] 12/27 123"),
        ("0612345678 123456782", "0612345678 [bsn]"),
        ("123456782 NL91ABNA0417164300 4111-1111-1111-1111", "[bsn] [iban] [card]"),
    ],
)
def test_masked(text: str, masked: str) -> None:
    assert mask(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "waar is mijn bestelling ZW-204817?",
        "bel 06-12345678 of +31 6 12345672 of 0031 612345678 of +31 (0)20 123 45 67",
        "bel 06 12 34 56 78, 020-1234567, 0222 12 34 56, 088 123 45 67",
        "telefoon: 51 516 33 75, tel. 123456782",
        "pakket 3SZWAL123456782 of 3SABCD4111111111111111 of RR123456785NL",
        "ik betaalde € 123.456.782,00, 123456782,50 of 123456782 euro",
        "op 23-11-2026 9 uur en 2026-11-23 1 fiets",
        "frame 8712345678906 en dossier 123456789",
        "een nummer van 8 cijfers: 12345672",
        "prijzen van 123,45, 6,78 en 2,00, maten 38, 40, 42, 44",
        "bestellingen ZW-204817, ZW-204818",
    ],
)
def test_left_alone(text: str) -> None:
    assert mask(text) == Masked(text)


def test_tells_each_kind_once() -> None:
    assert mask("123456782 en 111222333 en NL91ABNA0417164300").found == (Kind.IBAN, Kind.BSN)
