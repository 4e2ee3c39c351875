from tests.assistant.answering.house import ENGLISH, VOICE, found, passage, tokens

from kompas.assistant.answering.compose import compose, offered
from kompas.assistant.answering.extract import Quoted, extract
from kompas.assistant.answering.grounding import check
from kompas.assistant.domain.handover import Brief
from kompas.assistant.domain.knowledge import Paragraph, Passage
from kompas.assistant.domain.reply import Choice, ChoicesPart, NoticePart, OfferPart, Provenance, Spoken, TextPart

DEPOSIT = passage("borg", Paragraph(("De borg is € 100.",)))
LOCK = passage("slot", Paragraph(("Het slot kost € 20.",)))
RETURNS = passage("intro", Paragraph(("Bring it back within 30 days.",)), article=ENGLISH)


def quoted(*passages: Passage) -> Quoted:
    answer = extract((), "nl", [found(one, one.id) for one in passages], tokens)
    assert answer is not None
    return answer


def test_several_answers_share_one_numbering() -> None:
    draft = compose("nl", VOICE, quotes=[quoted(DEPOSIT), quoted(LOCK)])
    assert draft.parts == (TextPart("De borg is € 100.", (1,)), TextPart("Het slot kost € 20.", (2,)))
    assert [(citation.n, citation.passage_id) for citation in draft.citations] == [
        (1, "nl/maaiers#borg"),
        (2, "nl/maaiers#slot"),
    ]
    assert draft.provenance is Provenance.QUOTE
    assert check(draft, [DEPOSIT, LOCK]) == ()


def test_what_answers_two_questions_is_said_once() -> None:
    draft = compose("nl", VOICE, quotes=[quoted(DEPOSIT), quoted(LOCK), quoted(DEPOSIT)])
    assert len(draft.parts) == len(draft.citations) == 2


def test_talk_first_and_what_closes_last() -> None:
    offer = offered("nl", VOICE, Brief("borg"))
    draft = compose(
        "nl",
        VOICE,
        talk=[VOICE.say("hello", "nl")],
        quotes=[quoted(DEPOSIT)],
        closing=[VOICE.say("partly_known", "nl")],
        offer=offer,
    )
    assert draft.parts[0] == TextPart(VOICE.say("hello", "nl"))
    assert draft.parts[-2:] == (TextPart(VOICE.say("partly_known", "nl")), offer)
    assert check(draft, [DEPOSIT]) == ()


def test_a_notice_goes_before_another_language_once() -> None:
    draft = compose("nl", VOICE, quotes=[quoted(RETURNS), quoted(RETURNS), quoted(DEPOSIT)])
    assert [type(part) for part in draft.parts] == [NoticePart, TextPart, TextPart]
    assert draft.parts[0] == NoticePart(VOICE.language_note("en", "nl"))
    assert check(draft, [RETURNS, DEPOSIT]) == ()


def test_words_without_quotes_are_a_template() -> None:
    choices = ChoicesPart((Choice("de borg", "de borg"),))
    draft = compose("nl", VOICE, talk=[VOICE.doubt(["de borg"], "nl")], choices=choices)
    assert draft.provenance is Provenance.TEMPLATE
    assert draft.parts[-1] is choices
    assert draft.citations == ()
    assert check(draft, []) == ()


def test_the_offer_says_yes_in_the_language() -> None:
    assert offered("en", VOICE, Brief("x")) == OfferPart(Spoken("Yes, pass on my question"), Spoken("yes"), Brief("x"))
