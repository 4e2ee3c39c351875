"""The form changes what it knows, and nothing else of an article's text."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kompas.service.library.article_text import Fields, fields_of, new_article, with_fields

TEXT = """---
# een opmerking
title:   'Levertijd'   # zo gewild
lang: nl
afdeling: {naam: webshop}
questions: [Hoe lang duurt het?, "Wanneer: komt het?"]
valid_until: 2030-01-01
---

Binnen 3 dagen.\x20\x20

| a | b |
|---|---|
"""
LINE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=40).map(str.strip)


def test_nothing_changed_is_the_same_text() -> None:
    fields = fields_of(TEXT)
    assert fields is not None
    assert fields.questions == "Hoe lang duurt het?\nWanneer: komt het?"
    assert with_fields(TEXT, fields) == TEXT


def test_only_the_changed_lines_differ() -> None:
    fields = fields_of(TEXT)
    assert fields is not None
    made = with_fields(TEXT, replace(fields, owner="webshop", valid_until="", body="\nBinnen 4 dagen.\n"))
    expected = TEXT.replace("valid_until: 2030-01-01\n", "owner: webshop\n").partition("\n---\n")[0]
    assert made == f"{expected}\n---\n\nBinnen 4 dagen.\n"


def test_front_matter_that_no_form_can_show() -> None:
    for text in (
        "geen kop",
        "---\ntitle: [a]\n---\n",
        "---\n- a\n---\n",
        "---\ntitle: {\n---\n",
        "---\ntitle: |\n  a\n  b\n---\n",
    ):
        assert fields_of(text) is None, text


@given(LINE, LINE, st.lists(LINE.filter(bool), max_size=3), LINE)
def test_whatever_is_typed_is_read_again(title: str, owner: str, questions: list[str], body: str) -> None:
    wanted = Fields(title=title, owner=owner, questions="\n".join(questions), body=body + "\n")
    for text in (new_article("nl", wanted), with_fields(TEXT, wanted)):
        read = fields_of(text)
        assert read == wanted, text
