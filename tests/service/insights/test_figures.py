"""From cases to figures: exact counts, and whatever is chosen, the parts make up the whole."""

import sqlite3
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.service.insights.made import case

from kompas.service.insights.figures import (
    MATTER,
    WEEK,
    Chosen,
    Group,
    Spent,
    asked_twice,
    cases,
    grouped,
    passings,
    spent,
    together,
)
from kompas.service.insights.models import Case, Ending, Passing, Turn
from kompas.service.insights.shares import Share

EVERYTHING = Chosen(0, 10**15)
LATE = 10**15


def test_exact_figures(db: sqlite3.Connection) -> None:
    Case.objects.bulk_create(
        [
            case(1, ending="confirmed", effort=1, solved=True),
            case(2, ending="confirmed", effort=2, solved=True, returned=True),
            case(3, ending="assumed"),
            case(4, ending="abandoned", effort=5, solved=False, asked_back=2, not_known=1),
            case(5, ending="handed_over", person="solved", handled_ms=60_000, waited_ms=5_000),
            case(6, ending="handed_over", person="returned", handled_ms=180_000, handovers=2),
            case(7, ending="reopened"),
            case(8),
            case(9, ending="confirmed", matter="garantie", week="2026-11-23", last_at=5000),
        ]
    )
    ruilen = grouped(EVERYTHING, LATE, MATTER)["ruilen",]
    assert dict(ruilen.endings) == {
        "confirmed": 2, "assumed": 1, "abandoned": 1, "handed_over": 2, "reopened": 1, "open": 1,
    }  # fmt: skip
    assert (ruilen.n, ruilen.ended) == (8, 7)
    assert (ruilen.confirmed, ruilen.assumed) == (Share(2, 7), Share(1, 7))
    assert ruilen.first_contact == Share(3, 6)  # of 1, 3, 4, 5, 6, 7: the first, the third and the fifth
    assert (ruilen.effort, ruilen.efforts) == (8 / 3, 3)
    assert (ruilen.solved, ruilen.solved_asked) == (2, 3)
    assert (ruilen.handling, ruilen.waiting) == (120_000, 5_000)
    assert (ruilen.asked_back, ruilen.not_known) == (2, 1)
    assert sorted(grouped(EVERYTHING, LATE, WEEK)) == [("2026-11-16",), ("2026-11-23",)]
    assert together(grouped(Chosen(0, 10**15, "garantie"), LATE, WEEK).values()).n == 1
    assert grouped(EVERYTHING, 2000, MATTER, WEEK)["garantie", "2026-11-23"].firsts == 0, "they may still come back"


def test_reasons_and_what_was_asked_twice(db: sqlite3.Connection) -> None:
    Case.objects.bulk_create([case(1), case(2, matter="garantie")])
    told = {"number": 1, "at": 1000}
    Passing.objects.create(conversation="c1", seq=4, by="assistant", code="anger", **told)
    Passing.objects.create(conversation="c2", seq=4, by="assistant", code="anger", **told)
    Passing.objects.create(conversation="c2", seq=9, by="customer", code="wants_human", **told)
    Turn.objects.create(conversation="c2", seq=3, kind="askback", code="vague", asked_twice="which_matter", **told)
    Turn.objects.create(conversation="c2", seq=2, kind="askback", code="vague", **told)
    assert passings(EVERYTHING) == [("anger", "", 2), ("wants_human", "", 1)]
    assert passings(Chosen(0, 10**15, "ruilen")) == [("anger", "", 1)]
    assert asked_twice(EVERYTHING) == [("which_matter", 1)]
    assert asked_twice(Chosen(0, 10**15, "ruilen")) == []


def test_what_models_cost_by_ending(db: sqlite3.Connection) -> None:
    assert spent(EVERYTHING) == []
    Case.objects.bulk_create([case(1, ending="confirmed"), case(2)])
    assert spent(EVERYTHING) == [], "no case asked one"
    cost = {"model_calls": 2, "model_tokens": 1500, "model_cost": 1200}
    Case.objects.bulk_create([case(3, ending="confirmed", **cost), case(4, ending="abandoned", matter="fout", **cost)])
    by_ending = {one.ending: one for one in spent(EVERYTHING)}
    assert by_ending["confirmed"] == Spent("confirmed", 2, 2, 1500, 1200)
    assert (by_ending["confirmed"].tokens_a_case, by_ending["confirmed"].cost_a_case) == (750, 0.0006)
    assert by_ending["open"].calls == 0
    assert spent(Chosen(0, 10**15, "fout")) == [Spent("abandoned", 1, 2, 1500, 1200)]
    whole = together(grouped(EVERYTHING, LATE, MATTER).values())
    assert (whole.model_calls, whole.model_tokens, whole.model_cost) == (4, 3000, 2400)


CASES = st.lists(
    st.fixed_dictionaries(
        {
            "matter": st.sampled_from(["", "ruilen", "garantie"]),
            "week": st.sampled_from(["2026-11-16", "2026-11-23"]),
            "lang": st.sampled_from(["nl", "en"]),
            "channel": st.sampled_from(["chat", "mail"]),
            "ending": st.sampled_from(Ending.values),
            "returned": st.booleans(),
            "effort": st.none() | st.integers(1, 5),
            "handled_ms": st.integers(0, 3),
        }
    ),
    max_size=12,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CASES)
def test_the_parts_sum_to_the_whole(db: sqlite3.Connection, made: list[dict[str, object]]) -> None:
    Case.objects.all().delete()
    Case.objects.bulk_create([case(place, **one) for place, one in enumerate(made)])
    whole = together(grouped(EVERYTHING, LATE, MATTER, WEEK).values())
    counted = Counter(str(one["ending"]) for one in made)
    assert {name: n for name, n in whole.endings.items() if n} == counted
    assert whole.n == len(made) == cases(EVERYTHING).count()
    for parts in (
        grouped(EVERYTHING, LATE, MATTER),
        grouped(EVERYTHING, LATE, WEEK),
        chosen_apart("lang", ["nl", "en"]),
        chosen_apart("channel", ["chat", "mail"]),
    ):
        for ending in Ending.values:
            assert sum(part.endings[ending] for part in parts.values()) == counted[ending]
        assert sum(part.efforts for part in parts.values()) == whole.efforts
        assert sum(part.firsts for part in parts.values()) == whole.firsts
        assert sorted(ms for part in parts.values() for ms in part.handled) == sorted(whole.handled)
    assert sum(whole.share(ending).count for ending in Ending.values if ending != Ending.OPEN) == whole.ended
    assert together(grouped(Chosen(0, 10**15, "-"), LATE, WEEK).values()).n == sum(one["matter"] == "" for one in made)


def chosen_apart(name: str, values: list[str]) -> dict[str, Group]:
    return {value: together(grouped(Chosen(0, 10**15, **{name: value}), LATE, WEEK).values()) for value in values}
