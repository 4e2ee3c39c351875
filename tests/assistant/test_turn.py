"""A turn from words to a proven reply: what a refused draft becomes, and what the stored trace may hold."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.assistant.talk import ADA, facts, turn

from kompas.assistant.answering.grounding import TOO_LONG
from kompas.assistant.decide import decide, instead_of
from kompas.assistant.domain.conversation import Memory, OfferedMatters
from kompas.assistant.domain.customer import CodeCheck
from kompas.assistant.domain.decision import Answer, AskBack, Continue, Decline, HandOver
from kompas.assistant.domain.knowledge import Article
from kompas.assistant.domain.reply import TextPart
from kompas.assistant.domain.workflow import Awaiting, Progress
from kompas.assistant.making import made
from kompas.assistant.prepared import Prepared
from kompas.assistant.turn import take_turn, trace

LONG = "x" * 3000
STAGES = ["understand", "look up", "rules", "decide", "carry out", "word", "check"]
# nothing in the sample company says these, so they can only come from the customer
SECRETS = ["Jansenius-de Vries", "Lindengracht 17", "ada@klant.example", "06 12 34 56 78", "mijn dochter is ziek"]
WITHOUT = [
    "wat is de levertijd",
    "waar is mijn boek",
    "medewerker",
    "beloof me een goed boek",
    "dat klopt niet",
    "ja",
    "",
]


@pytest.fixture(scope="module")
def refused(molen: Prepared) -> Prepared:
    """The sample company, but its Dutch delivery article is one word too long to be said."""
    body = f"Een boek is er binnen 2 werkdagen, {LONG}."
    articles = tuple(
        Article(one.id, one.slug, one.lang, one.title, body, one.questions) if one.id == "nl/levertijd" else one
        for one in molen.company.articles
    )
    company = replace(molen.company, articles=articles)
    return replace(molen, company=company, index=made(company).index)


def test_every_stage_is_timed(molen: Prepared) -> None:
    assert list(take_turn(molen, turn("wat is de levertijd")).ms) == STAGES


def test_a_refused_draft_is_asked_back_when_other_matters_are_near(refused: Prepared) -> None:
    known = facts(refused, "wat is de levertijd")
    near = replace(known.questions[0], near=tuple(replace(one, certainty=0.9) for one in known.questions[0].near))
    decision = instead_of(decide(known), replace(known, questions=(near,)), (TOO_LONG,))
    assert isinstance(decision, AskBack)
    assert decision.intents == tuple(guess.intent for guess in near.near[:3])
    assert decision.reasons[0].code == "check_failed"
    assert decision.reasons[0].evidence == (TOO_LONG,)


def test_a_refused_draft_is_never_said(refused: Prepared) -> None:
    taken = take_turn(refused, turn("wat is de levertijd"))
    assert isinstance(taken.decision, AskBack | HandOver)
    assert taken.decision.reasons[0].code == "check_failed"
    assert taken.reply.checks == (TOO_LONG,)
    assert LONG not in taken.reply.text
    assert taken.reply.citations == ()


def test_who_was_asked_back_once_gets_a_person(refused: Prepared) -> None:
    asked = Memory(lang="nl", asked_back=1)
    taken = take_turn(refused, turn("wat is de levertijd", asked))
    assert isinstance(taken.decision, HandOver)
    assert taken.decision.code == "check_failed"
    assert taken.brief is not None
    assert taken.brief.wish == "wat is de levertijd"


def test_a_refused_handover_keeps_its_urgency(molen: Prepared) -> None:
    known = facts(molen, "ik zie het niet meer zitten")
    crisis = decide(known)
    assert isinstance(crisis, HandOver)
    decision = instead_of(crisis, known, ("too_long",))
    assert isinstance(decision, HandOver)
    assert decision.urgent
    assert [reason.code for reason in decision.reasons] == ["check_failed", *(reason.code for reason in crisis.reasons)]


def test_a_house_rule_whose_words_may_not_be_said_still_brings_a_person(molen: Prepared) -> None:
    rules = tuple(replace(rule, say={"nl": "<b>Kom langs</b>"}, urgent=True) for rule in molen.company.rules[:1])
    taken = take_turn(replace(molen, company=replace(molen.company, rules=rules)), turn("ik wil de schrijver spreken"))
    assert isinstance(taken.decision, HandOver)
    assert taken.decision.urgent
    assert "<b>" not in taken.reply.text
    assert isinstance(taken.reply.parts[0], TextPart)


def test_only_a_handover_has_a_brief(molen: Prepared) -> None:
    for text, kind in (("wat is de levertijd", Answer), ("medewerker", HandOver), ("iets over bloemkool", Decline)):
        taken = take_turn(molen, turn(text))
        assert isinstance(taken.decision, kind)
        assert (taken.brief is not None) is isinstance(taken.decision, HandOver)


def test_the_trace_tells_what_was_decided_and_on_what(molen: Prepared) -> None:
    taken = take_turn(molen, turn("waar is mijn boek", identity=ADA))
    told = trace(taken)
    assert (told["decision"], told["identity"], told["records"]) == ("continue", "verified", ["shop/orders"])
    assert told["reasons"][0]["code"] == "intent_certain"
    assert told["thresholds"] == {"answer": 0.65, "ask_back": 0.35}
    assert told["version"] == molen.company.version
    assert list(told["ms"]) == STAGES


memories = st.sampled_from(
    [
        Memory(lang="nl"),
        Memory(lang="nl", articles=("levertijd",), tried=("answered:levertijd",)),
        Memory(lang="nl", pending=OfferedMatters(("levertijd", "waar_is_mijn_boek"), SECRETS[4]), asked_back=1),
        Memory(lang="nl", progress=Progress("order_status", SECRETS[4], Awaiting.MAIL_ADDRESS)),
        Memory(lang="nl", progress=Progress("order_status", SECRETS[4], Awaiting.CODE)),
        Memory(lang="nl", progress=Progress("order_status", SECRETS[4], Awaiting.CHOICE, ("M-10", "M-12"))),
    ]
)
texts = st.lists(st.sampled_from(SECRETS) | st.sampled_from(WITHOUT), min_size=1, max_size=4).map(" ".join)
checks = st.sampled_from([None, *CodeCheck])


@settings(max_examples=60)
@given(text=texts, memory=memories, check=checks, known=st.booleans())
def test_the_trace_never_holds_a_word_of_the_customer(
    molen: Prepared, text: str, memory: Memory, check: CodeCheck | None, known: bool
) -> None:
    more = {"identity": ADA} if known else {}
    taken = take_turn(molen, turn(text, memory, (SECRETS[4],), code_check=check, **more))
    written = json.dumps(trace(taken), ensure_ascii=False).lower()
    assert not [secret for secret in SECRETS if secret.lower() in written]
    words = text.lower().split()
    assert not [pair for pair in pairwise(words) if " ".join(pair) in written]
    assert json.loads(written)["reasons"]


@settings(max_examples=60)
@given(text=st.text(max_size=200), memory=memories)
def test_any_text_at_all_gets_a_reply_with_reasons_and_proof(molen: Prepared, text: str, memory: Memory) -> None:
    taken = take_turn(molen, turn(text, memory))
    assert taken.reply.text
    assert taken.decision.reasons
    assert taken.reply.checks == ()
    assert not isinstance(taken.decision, Continue) or taken.memory.progress or taken.records


def test_what_the_company_has_taken_out_since_is_not_waited_for(molen: Prepared) -> None:
    """The folder changed between two turns of one conversation: the customer is helped with what there is now."""
    gone = Progress("gone", "waar is mijn boek", Awaiting.MAIL_ADDRESS)
    for memory in (Memory(lang="nl", progress=gone), Memory(lang="nl", pending=OfferedMatters(("gone",), "het"))):
        taken = take_turn(molen, turn("wat is de levertijd", memory))
        assert isinstance(taken.decision, Answer)
        assert "levertijd" in taken.memory.articles
        assert taken.memory.progress is None
