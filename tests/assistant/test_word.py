"""Wording a decision: each sentence proven, the company's words where it chose them, and what is kept in mind."""

from dataclasses import replace
from typing import Any

import pytest
from tests.assistant.talk import ADA, facts

from kompas.assistant.answering.grounding import check
from kompas.assistant.answering.plain import as_text
from kompas.assistant.brief import make_brief
from kompas.assistant.carry_out import Done, carry_out
from kompas.assistant.decide import decide
from kompas.assistant.domain.conversation import Memory, OfferedMatters, OfferedPerson
from kompas.assistant.domain.customer import CodeCheck
from kompas.assistant.domain.decision import Answer, AskBack, Continue, Decline, HandOver, Reason
from kompas.assistant.domain.facts import Facts
from kompas.assistant.domain.reply import ChoicesPart, OfferPart, Provenance, RecordPart
from kompas.assistant.domain.workflow import Awaiting, Progress
from kompas.assistant.prepared import Prepared
from kompas.assistant.word import Worded, word
from kompas.assistant.workflows.identity import SendCode

UNDER_WAY = Progress("order_status", "waar is mijn boek", Awaiting.MAIL_ADDRESS)
WHICH = Progress("order_status", "waar is mijn boek", Awaiting.CHOICE, ("M-12", "M-10"))


def worded(prepared: Prepared, known: Facts, decision: Any = None) -> Worded:
    """The words of what is decided on these facts, or of another decision; they pass the check."""
    decision = decision or decide(known)
    done = carry_out(prepared, known, decision) if isinstance(decision, Continue) else None
    if isinstance(done, HandOver | Decline):
        decision, done = done, None
    assert done is None or isinstance(done, Done)
    said = word(prepared, known, decision, done, make_brief(prepared, known))
    passages = [found.passage for question in known.questions for found in question.found]
    assert check(said.draft, passages) == ()
    return said


def text_of(said: Worded) -> str:
    return as_text(said.draft.parts, said.draft.lang)


def offers(said: Worded) -> list[OfferPart]:
    return [part for part in said.draft.parts if isinstance(part, OfferPart)]


def test_an_answer_quotes_and_remembers_what_it_said(molen: Prepared) -> None:
    said = worded(molen, facts(molen, "wat is de levertijd"))
    assert said.draft.provenance is Provenance.QUOTE
    assert said.draft.citations[0].passage_id == "nl/levertijd#intro"
    assert (said.memory.articles, said.memory.intent) == (("levertijd",), "levertijd")
    assert said.memory.tried == ("answered:levertijd",)
    assert said.memory.asked_back == 0


def test_the_same_thing_tried_twice_is_told_once(molen: Prepared) -> None:
    before = worded(molen, facts(molen, "wat is de levertijd")).memory
    assert worded(molen, facts(molen, "hoe snel leveren jullie", before)).memory.tried == before.tried


def test_what_stays_open_is_named_and_a_person_offered_for_it(molen: Prepared) -> None:
    known = facts(molen, "wat is de levertijd en verkopen jullie ook bloemkool?")
    said = worded(molen, known)
    assert "verkopen jullie ook bloemkool" in text_of(said)
    (offer,) = offers(said)
    assert "bloemkool" in offer.brief.wish
    assert isinstance(said.memory.pending, OfferedPerson)
    assert said.memory.pending.wish == offer.brief.wish


def test_a_long_or_odd_open_question_is_not_repeated(molen: Prepared) -> None:
    known = facts(molen, "wat is de levertijd")
    for odd in ("<b>hallo</b> wat is dit", "en " * 90):
        open_one = replace(known.questions[0], text=odd)
        answer = Answer((Reason("certain_enough"),), unanswered=(open_one,))
        assert odd.strip() not in text_of(worded(molen, known, answer))


def test_asking_back_shows_the_matters_and_a_way_out(molen: Prepared) -> None:
    intents = ("levertijd", "waar_is_mijn_boek")
    known = facts(molen, "hoe lang nog")
    said = worded(molen, known, AskBack((Reason("vague"),), intents))
    choices = next(part for part in said.draft.parts if isinstance(part, ChoicesPart))
    assert [choice.label for choice in choices.options][:2] == [
        "de levertijd van een boek",
        "de stand van je bestelling",
    ]
    assert len(choices.options) == 3
    assert said.memory.pending == OfferedMatters(intents, known.questions[-1].text)
    assert (said.memory.asked_back, said.memory.tried) == (1, ("asked_back",))


def test_the_matter_that_was_picked_is_kept_so_that_the_other_one_can_be_asked_for(molen: Prepared) -> None:
    pending = OfferedMatters(("levertijd", "waar_is_mijn_boek"), "hoe lang")
    said = worded(molen, facts(molen, "de eerste", Memory(lang="nl", pending=pending, asked_back=1)))
    assert said.memory.pending == replace(pending, shown=0)
    after = worded(molen, facts(molen, "dank je wel", said.memory))
    assert after.memory.pending is None, "only in the next turn"


def test_a_decline_offers_a_person_with_the_wish(molen: Prepared) -> None:
    said = worded(molen, facts(molen, "verkopen jullie ook bloemkool"), Decline((Reason("not_known"),), "not_known"))
    (offer,) = offers(said)
    assert said.memory.pending == OfferedPerson("not_known", "verkopen jullie ook bloemkool")
    assert offer.brief.wish == "verkopen jullie ook bloemkool"
    assert said.draft.provenance is Provenance.TEMPLATE


def test_a_decline_without_an_offer_offers_nothing(molen: Prepared) -> None:
    said = worded(molen, facts(molen, "iets anders"), Decline((Reason("not_known"),), "not_known", offer=False))
    assert offers(said) == []
    assert said.memory.pending is None


def test_a_rule_that_quotes_says_what_the_article_says_beside_the_refusal(molen: Prepared) -> None:
    rules = tuple(replace(rule, quote=True, say={"nl": "Dat beloof ik niet."}) for rule in molen.company.rules[1:])
    company = replace(molen.company, rules=rules)
    strict = replace(molen, company=company)
    said = worded(strict, facts(strict, "wat is de levertijd van een goed boek"))
    assert text_of(said).startswith("Dat beloof ik niet.")
    assert said.draft.citations[0].passage_id == "nl/levertijd#intro"
    assert offers(said)
    assert said.memory.articles == ("levertijd",)


@pytest.mark.parametrize(
    ("lang", "words"), [("nl", "Daarvoor haal ik er een medewerker bij."), ("en", "I will get a colleague for that.")]
)
def test_a_rules_own_words_are_said_in_the_language_of_the_customer(molen: Prepared, lang: str, words: str) -> None:
    asks = {"nl": "ik wil de schrijver spreken", "en": "let me talk to the author please"}[lang]
    known = facts(molen, asks, lang=lang)
    assert (
        text_of(worded(molen, known, HandOver((Reason("house_rule"),), "house_rule", rule="schrijver-spreken")))
        == words
    )


def test_a_handover_keeps_what_the_customer_was_busy_with(molen: Prepared) -> None:
    memory = Memory(lang="nl", progress=UNDER_WAY)
    known = facts(molen, "medewerker", memory)
    assert worded(molen, known).memory.progress == replace(UNDER_WAY, reminded=True)
    fault = HandOver((Reason("workflow_fault"),), "workflow_fault")
    assert worded(molen, known, fault).memory.progress is None


def test_the_question_of_a_workflow_is_repeated_once_after_something_else(molen: Prepared) -> None:
    first = worded(molen, facts(molen, "wat is de levertijd", Memory(lang="nl", progress=UNDER_WAY)))
    assert "mailadres" in text_of(first)
    assert first.memory.progress == replace(UNDER_WAY, reminded=True)
    second = worded(molen, facts(molen, "hoe snel leveren jullie", first.memory))
    assert "mailadres" not in text_of(second)
    assert second.memory.progress == replace(UNDER_WAY, reminded=True)


def test_leaving_a_workflow_ends_it(molen: Prepared) -> None:
    said = worded(molen, facts(molen, "laat maar", Memory(lang="nl", progress=UNDER_WAY)))
    assert said.memory.progress is None
    assert "mailadres" not in text_of(said)


def test_identity_goes_first_and_asks_for_the_address(molen: Prepared) -> None:
    said = worded(molen, facts(molen, "waar is mijn boek"))
    assert "mailadres" in text_of(said)
    assert said.memory.progress == UNDER_WAY
    assert (said.effects, said.records) == ((), ())
    sent = worded(molen, facts(molen, "ada@klant.example", said.memory))
    assert sent.effects == (SendCode("ada@klant.example"),)
    assert sent.memory.progress == replace(UNDER_WAY, awaiting=Awaiting.CODE)
    assert "15 minuten" in text_of(sent)


def test_wrong_codes_are_counted_down(molen: Prepared) -> None:
    memory = Memory(lang="nl", progress=replace(UNDER_WAY, awaiting=Awaiting.CODE))
    for left in (2, 1):
        said = worded(molen, facts(molen, "111111", memory, code_check=CodeCheck.WRONG))
        assert f"{left} keer" in text_of(said)
        memory = said.memory
    over = worded(molen, facts(molen, "111111", memory, code_check=CodeCheck.TOO_MANY))
    assert over.memory.progress is None
    assert over.memory.pending == OfferedPerson("too_many_codes", "waar is mijn boek")


def test_a_record_is_shown_with_its_source_and_the_fields_of_the_workflow(molen: Prepared) -> None:
    said = worded(molen, facts(molen, "waar is mijn boek", identity=ADA))
    card = next(part for part in said.draft.parts if isinstance(part, RecordPart))
    assert card.read_at == facts(molen, "x").turn.at
    assert card.purpose == "order_status"
    assert "ignore" not in text_of(said)
    assert "M-12 komt op 25 november 2026" in text_of(said)
    assert len(said.records) == 1


def test_a_missing_value_leaves_the_sentence_that_needs_it_unsaid(molen: Prepared) -> None:
    said = worded(molen, facts(molen, "waar is mijn boek", identity=replace(ADA, customer_key="K-2")))
    assert "komt op" not in text_of(said)
    assert "Bestelling M-11 is" in text_of(said)


def test_of_two_offered_rows_the_other_one_can_be_asked_for_next(molen: Prepared) -> None:
    first = worded(molen, facts(molen, "de eerste", Memory(lang="nl", progress=WHICH), identity=ADA))
    assert "M-12" in text_of(first)
    assert first.memory.progress == replace(WHICH, shown=0, reminded=True)
    other = worded(molen, facts(molen, "en de andere?", first.memory, identity=ADA))
    assert "M-10" in text_of(other)
    after = worded(molen, facts(molen, "dank je wel", first.memory, identity=ADA))
    assert after.memory.progress is None, "only in the next turn"


def test_the_language_is_kept_in_mind(molen: Prepared) -> None:
    assert worded(molen, facts(molen, "what is the delivery time of a book?")).memory.lang == "en"
