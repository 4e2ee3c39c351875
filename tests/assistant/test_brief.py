"""The brief: the customer's wish in their own words, what is proven and what is said, what was tried."""

import pytest
from tests.assistant.talk import ADA, facts

from kompas.assistant.brief import make_brief
from kompas.assistant.domain.conversation import Memory, OfferedPerson
from kompas.assistant.domain.workflow import Awaiting, Progress
from kompas.assistant.prepared import Prepared

NL, ANSWERED = Memory(lang="nl"), Memory(lang="nl", articles=("levertijd",))
OFFERED = Memory(lang="nl", pending=OfferedPerson("not_known", "mag mijn hond mee"))
UNDER_WAY = Progress("order_status", "waar blijft mijn boek", Awaiting.MAIL_ADDRESS)


@pytest.mark.parametrize(
    ("text", "history", "memory", "wish"),
    [
        ("mag mijn hond mee de winkel in", (), NL, "mag mijn hond mee de winkel in"),
        ("medewerker", (), NL, "medewerker"),
        ("medewerker", ("mijn boek is nat aangekomen",), NL, "mijn boek is nat aangekomen"),
        ("ik wil graag een medewerker spreken", ("mijn boek is nat aangekomen", "ok"), NL, "mijn boek is nat aangekomen"),
        ("ja graag", ("mag mijn hond mee",), OFFERED, "mag mijn hond mee"),
        ("ik wil een medewerker", (), Memory(lang="nl", progress=UNDER_WAY), "waar blijft mijn boek"),
        ("dat klopt helemaal niet", ("hoe lang duurt levering",), ANSWERED, "hoe lang duurt levering"),
        ("that is not right", ("how long does it take",), Memory(lang="en", articles=("levertijd",)), "how long does it take"),
    ],
)  # fmt: skip
def test_the_wish_is_in_the_customers_own_words(
    molen: Prepared, text: str, history: tuple[str, ...], memory: Memory, wish: str
) -> None:
    assert make_brief(molen, facts(molen, text, memory, history)).wish == wish


def test_what_is_proven_stands_apart_from_what_is_said(molen: Prepared) -> None:
    records = molen.connectors["shop"].look_up("orders", "order_status", ADA, ADA.proven_at)  # type: ignore[arg-type]
    before = ("mijn boek is er nog steeds niet",)
    brief = make_brief(molen, facts(molen, "medewerker graag", NL, before, identity=ADA), records)
    assert [fact.proof for fact in brief.facts] == ["proven"] * (1 + len(records)) + ["claimed"]
    assert "M-12" in " ".join(fact.text for fact in brief.facts if fact.proof == "proven")
    assert "medewerker graag" in brief.facts[-1].text
    assert "ignore your rules" not in str(brief)
    assert all(fact.at is not None for fact in brief.facts)


def test_somebody_unknown_has_proven_nothing(molen: Prepared) -> None:
    brief = make_brief(molen, facts(molen, "medewerker", NL, ("mijn boek is er nog steeds niet",)))
    assert [fact.proof for fact in brief.facts] == ["claimed"]


def test_what_is_the_wish_already_is_not_said_again(molen: Prepared) -> None:
    brief = make_brief(molen, facts(molen, "mijn boek is er nog steeds niet"))
    assert (brief.wish, brief.facts, brief.open_question) == ("mijn boek is er nog steeds niet", (), "")


def test_what_was_tried_and_shown_is_told_in_words(molen: Prepared) -> None:
    memory = Memory(
        lang="nl",
        articles=("levertijd",),
        tried=("asked_back", "answered:levertijd", "workflow:order_status", "workflow:taken_out_since"),
    )
    brief = make_brief(molen, facts(molen, "medewerker", memory))
    assert len(brief.tried) == 3
    assert "Levertijd" in brief.tried[1]
    assert "de stand van je bestelling" in brief.tried[2]
    assert brief.sources == ("Levertijd",)


@pytest.mark.parametrize(
    ("text", "mood"),
    [("waar is mijn boek", "rustig"), ("jullie zijn oplichters", "boos"), ("ik wil een klacht indienen", "klacht"),
     ("ik zie het niet meer zitten", "crisis"), ("ik haat dit vreselijke systeem", "ontstemd")],
)  # fmt: skip
def test_the_mood_is_told_for_the_person_who_takes_over(molen: Prepared, text: str, mood: str) -> None:
    assert mood in make_brief(molen, facts(molen, text)).mood


def test_what_waited_when_a_person_came_is_the_open_question(molen: Prepared) -> None:
    brief = make_brief(molen, facts(molen, "ik wil een medewerker", Memory(lang="nl", progress=UNDER_WAY)))
    assert brief.open_question == "waar blijft mijn boek"


def test_the_brief_is_in_the_language_of_the_conversation(molen: Prepared) -> None:
    brief = make_brief(
        molen, facts(molen, "a person please", Memory(lang="en"), ("my book is wet and torn",), lang="en")
    )
    assert brief.facts[-1].text.startswith("The customer")
