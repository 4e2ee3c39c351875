"""What differs is told by sentence, by key of the front matter and by key path."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.company.differences import Difference, Kind, differences

ARTICLE = """---
title: Levertijd
lang: nl
questions:
  - Hoe lang duurt het?
---
Helmen zijn er binnen 3 dagen. Onderdelen ook.

## Fietsen
Een stadsfiets is er binnen 5 tot 8 werkdagen.
Een racefiets duurt langer, d.w.z. tot 12 werkdagen.

| Fiets | Dagen |
|---|---|
| Stad | 5 |

```
a.  b
```
"""
RULES = """rules:
  - id: noodgeval-112
    when: {mentions: {nl: [brand, ongeluk]}}
    then: hand_over
    say: {nl: Bel 112.}
    because: {nl: Nood gaat voor.}
  - id: advies
    when: {mentions: {nl: [beleggen]}}
    then: decline
    because: {nl: Geen advies.}
"""


def told(old: str | None, new: str | None) -> list[tuple[str, tuple[str, ...], str | None, str | None]]:
    return [(str(one.kind), one.where, one.old, one.new) for one in differences(old, new)]


def test_sentences_and_front_matter_of_an_article() -> None:
    new = (
        ARTICLE.replace("title: Levertijd", "title: Levertijden")
        .replace("5 tot 8", "4 tot 6")
        .replace("| 5 |", "| 4 |")
    )
    new = new.replace(" Onderdelen ook.", "").replace("## Fietsen\n", "## Fietsen\nWij bellen vooraf.\n\n")
    new = new.replace("  - Hoe lang duurt het?\n", "  - Hoe lang duurt het?\n  - Wat is de levertijd?\n")
    assert told(ARTICLE, new) == [
        ("changed", ("title",), "Levertijd", "Levertijden"),
        ("added", ("questions",), None, "Wat is de levertijd?"),
        ("removed", (), "Onderdelen ook.", None),
        ("added", (), None, "Wij bellen vooraf."),
        (
            "changed",
            (),
            "Een stadsfiets is er binnen 5 tot 8 werkdagen.",
            "Een stadsfiets is er binnen 4 tot 6 werkdagen.",
        ),
        ("changed", (), "| Stad | 5 |", "| Stad | 4 |"),
    ]
    assert [one.heading for one in differences(ARTICLE, new)][2:] == ["", "Fietsen", "Fietsen", "Fietsen"]


def test_a_key_path_names_items_by_their_id() -> None:
    new = (
        RULES.replace("Bel 112.", "Bel direct 112.")
        .replace("brand, ongeluk", "brand, rook")
        .replace("decline", "hand_over")
    )
    assert told(RULES, new) == [
        ("removed", ("rules", "noodgeval-112", "when", "mentions", "nl"), "ongeluk", None),
        ("added", ("rules", "noodgeval-112", "when", "mentions", "nl"), None, "rook"),
        ("changed", ("rules", "noodgeval-112", "say", "nl"), "Bel 112.", "Bel direct 112."),
        ("changed", ("rules", "advies", "then"), "decline", "hand_over"),
    ]


def test_an_item_that_came_or_went_is_one_difference() -> None:
    first, second = RULES[: RULES.index("  - id: advies")], RULES
    came = ("rules", "advies")
    words = "id: advies; when: mentions: nl: beleggen; then: decline; because: nl: Geen advies."
    assert told(first, second) == [("added", came, None, words)]
    assert told(second, first) == [("removed", came, words, None)]


def test_groups_without_a_name_are_worded_on_a_line() -> None:
    assert told("nl:\n  - [fiets, rijwiel]\n", "nl:\n  - [fiets, rijwiel]\n  - [accu, batterij]\n") == [
        ("added", ("nl",), None, "accu, batterij")
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (RULES, "# wat altijd naar een mens gaat\n" + RULES),
        (RULES, RULES.replace("\n", "\r\n")),
        (ARTICLE, "\ufeff" + ARTICLE),
        (ARTICLE, ARTICLE.replace("Helmen zijn er binnen", "Helmen zijn er\nbinnen")),
        (ARTICLE, ARTICLE.replace("lang: nl\n", "").replace("title:", "lang: nl\ntitle:")),
    ],
)
def test_layout_alone_is_told_as_such(old: str, new: str) -> None:
    assert differences(old, new) == (Difference(Kind.LAYOUT, (), None, None),)


def test_the_order_of_a_list_is_told() -> None:
    assert told("articles: [a, b]\n", "articles: [b, a]\n") == [("changed", ("articles",), "a, b", "b, a")]


def test_a_long_text_written_anew_is_compared_without_pairs() -> None:
    above = "---\ntitle: x\n---\n"
    old, new = ("".join(f"- regel {word} {n}\n" for n in range(600)) for word in ("oud", "nieuw"))
    assert {one.kind for one in differences(above + old, above + new)} == {Kind.ADDED, Kind.REMOVED}


def test_a_document_that_came_or_went() -> None:
    assert told(None, "x") == [("added", (), None, "x")]
    assert told("x", None) == [("removed", (), "x", None)]
    assert differences(None, None) == differences(RULES, RULES) == ()


def test_what_cannot_be_read_is_compared_by_line() -> None:
    assert told("rules: [\n", "rules: []\n") == [("changed", (), "rules: [", "rules: []")]


def test_every_change_of_the_example_rules_is_told() -> None:
    text = (Path(__file__).parents[3] / "companies/zwaluw/rules.yaml").read_text("utf-8")
    (one,) = differences(text, text.replace("then: hand_over", "then: decline", 1))
    assert one == Difference(Kind.CHANGED, ("rules", "noodgeval-112", "then"), "hand_over", "decline")


@given(st.text(max_size=200), st.text(max_size=200))
def test_it_never_fails_and_only_the_same_is_without_difference(old: str, new: str) -> None:
    assert (differences(old, new) == ()) is (old == new)


@given(st.text(alphabet="ab-#|`. \n", max_size=60), st.text(alphabet="ab-#|`. \n", max_size=60))
def test_articles_of_any_shape_are_compared(old: str, new: str) -> None:
    above = "---\ntitle: x\n---\n"
    assert (differences(above + old, above + new) == ()) is (old == new)
