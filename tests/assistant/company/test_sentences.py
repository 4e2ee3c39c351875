import ast
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import kompas
from kompas.assistant.company.complaints import Complaint
from kompas.assistant.company.sentences import as_it_is, sentence

PACKAGE = Path(kompas.__file__).parent
DUTCH = {
    "the file is {size:.1f} MB.": "het bestand is {size:.1f} MB.",
    "Fill in {wanted}.": "Vul {wanted} in.",
    "a text": "een tekst",
}


def comma(number: str) -> str:
    return number.translate(str.maketrans(",.", ".,"))


def test_english_when_written_out() -> None:
    assert str(sentence("'{word}' is no table.").filled(word="order")) == "'order' is no table."
    assert str(sentence("longer than {limit:,} bytes.", limit=500_000)) == "longer than 500,000 bytes."


def test_spoken_in_another_language_down_to_its_parts_and_numbers() -> None:
    told = sentence("Fill in {wanted}.", wanted=sentence("a text"))
    assert told.spoken(DUTCH.__getitem__) == "Vul een tekst in."
    assert sentence("the file is {size:.1f} MB.", size=1.5).spoken(DUTCH.__getitem__, comma) == "het bestand is 1,5 MB."


def test_a_complaint_keeps_its_place() -> None:
    one = Complaint("rules.yaml", 3, "rules[0]", sentence("a text"), sentence("Fill in {wanted}.", wanted="x"))
    told = one.spoken(DUTCH.__getitem__, comma)
    assert str(told) == "rules.yaml:3 rules[0]: een tekst Vul x in."
    assert (told.file, told.line, told.key) == (one.file, one.line, one.key)
    assert str(one) == "rules.yaml:3 rules[0]: a text Fill in x."


@given(st.text())
def test_values_are_shown_and_not_read(value: str) -> None:
    assert str(sentence("'{word}' is unknown.", word=value)) == f"'{value}' is unknown."
    assert str(as_it_is(value)) == value
    assert str(sentence("{problem}.", problem=as_it_is(value))) == f"{value}."


def test_every_template_stands_in_full_where_it_is_used() -> None:
    """Only so is it found, and asked for in every language."""
    seen = 0
    for source in PACKAGE.rglob("*.py"):
        for call in ast.walk(ast.parse(source.read_text())):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "sentence":
                seen += 1
                assert isinstance(call.args[0], ast.Constant), f"{source}:{call.lineno}"
    assert seen > 150
