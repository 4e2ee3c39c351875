"""When a model may word an answer, which of its sentences stand, and what is left of it."""

from dataclasses import replace

import pytest
from tests.assistant.answering.house import ARTICLE, ENGLISH, VOICE, found, passage, tokens

from kompas.assistant.answering.compose import compose
from kompas.assistant.answering.extract import extract
from kompas.assistant.answering.generative import Backed, answers, backed, wanted, without_opening, worded
from kompas.assistant.answering.grounding import NOT_IN_SOURCE, check
from kompas.assistant.answering.plain import as_text
from kompas.assistant.answering.support import Support
from kompas.assistant.domain.decision import Answer, Answered
from kompas.assistant.domain.knowledge import Audience, Items, Paragraph, Passage
from kompas.assistant.domain.model import Sentence, Wanted
from kompas.assistant.domain.reply import Draft, Provenance
from kompas.assistant.domain.understanding import Question

PRICE = passage("prijs", Paragraph(("Een maaier huren kost € 25 per dag.", "De borg is € 100.")))
TIME = passage("tijd", Paragraph(("U haalt de maaier op vanaf 8 uur.",)), Items(("maandag", "dinsdag")))
LONG = passage("lang", *(Paragraph((f"Zin {n} gaat over gras en regen in de tuin.",)) for n in range(12)))
HOURS = passage(
    "uren", Items(tuple(f"op dag {n} van de week haalt u de maaier op vanaf {n} uur in de loods" for n in range(8)))
)
GIVEN = Wanted("nl", "Wat kost een maaier?", (PRICE, TIME))


def draft(*passages: Passage, lang: str = "nl") -> Draft:
    quoted = [extract(["maaier"], lang, [found(one, "maaier")], tokens) for one in passages]
    return compose(lang, VOICE, talk=[VOICE.say("hello", lang)], quotes=[one for one in quoted if one is not None],
                   closing=[VOICE.say("partly_known", lang)])  # fmt: skip


def answer(*passages: Passage, questions: int = 1) -> Answer:
    asked = Question("Wat kost een maaier?", found=tuple(found(one, "maaier") for one in passages))
    return Answer((), tuple(Answered(asked, asked.found) for _ in range(questions)))


def test_one_passage_that_is_given_whole_serves_as_well() -> None:
    assert wanted(answer(PRICE), draft(PRICE)) is None


def test_quotes_that_are_read_at_a_glance_do() -> None:
    assert wanted(answer(PRICE, TIME), draft(PRICE, TIME)) is None


def test_two_questions_with_a_whole_passage_each_do_too() -> None:
    assert wanted(answer(PRICE, TIME, questions=2), draft(PRICE, TIME)) is None


def test_two_passages_for_one_question_are_joined_by_a_model() -> None:
    asked = wanted(answer(PRICE, HOURS, LONG), draft(PRICE, HOURS))
    assert asked is not None
    assert asked.passages == (PRICE, HOURS, LONG)
    assert asked.question == "Wat kost een maaier?"


def test_a_long_passage_is_shortened_by_a_model() -> None:
    asked = wanted(answer(LONG), draft(LONG))
    assert asked is not None
    assert asked.passages == (LONG,)


def test_nothing_is_asked_about_what_is_not_public_or_in_another_language() -> None:
    staff = replace(LONG, article=replace(ARTICLE, audience=Audience.STAFF))
    assert wanted(answer(staff), draft(staff)) is None
    english = replace(LONG, article=ENGLISH)
    assert wanted(answer(english), draft(english)) is None
    assert wanted(Answer(()), draft(LONG)) is None


def test_a_sentence_stands_on_what_it_cites_only() -> None:
    assert judge("Een maaier huren kost € 25 per dag.", 1) == Backed("Een maaier huren kost € 25 per dag.", (1,))
    assert judge("Een maaier huren kost € 25 per dag.", 2) != Backed("Een maaier huren kost € 25 per dag.", (2,))
    assert judge("Een maaier huren kost € 25 per dag.", 3) == ("unknown_citation",)
    assert judge("Een maaier huren kost € 25 per dag.") == ("uncited",)


@pytest.mark.parametrize(
    "text", ["Een maaier <b>huren</b> kost € 25.", "[Huren](http://x) kost € 25.", "Huren\u202e kost € 25."]
)
def test_markup_is_not_said(text: str) -> None:
    assert judge(text, 1) == ("markup",)


def judge(text: str, *cites: int) -> Backed | tuple[str, ...]:
    return backed(Sentence(text, cites), GIVEN, tokens, tokens)


def test_what_remains_must_speak_of_what_was_asked_and_not_be_the_lesser_part() -> None:
    said = [Backed("Een maaier huren kost € 25 per dag.", (1,))]
    assert answers(said, 0, {"maaier"}, GIVEN, tokens)
    assert answers(said, 1, {"maaier"}, GIVEN, tokens)
    assert not answers(said, 2, {"maaier"}, GIVEN, tokens)
    elsewhere = [Backed("U haalt de maaier op vanaf 8 uur.", (2,))]
    assert answers(elsewhere, 0, {"maaier"}, GIVEN, tokens)
    assert not answers(elsewhere, 0, {"heggenschaar"}, GIVEN, tokens)
    assert not answers([], 0, set(), GIVEN, tokens)


def test_sentences_stand_in_place_of_the_quotes_and_cite_from_one_on() -> None:
    before = draft(PRICE, TIME)
    after = worded(
        before, [Backed("Ophalen kan vanaf 8 uur.", (2,)), Backed("Huren kost € 25 per dag.", (1, 2))], GIVEN
    )
    assert after.provenance is Provenance.GENERATED
    assert [one.passage_id for one in after.citations] == [TIME.id, PRICE.id]
    assert [one.n for one in after.citations] == [1, 2]
    assert [getattr(part, "cites", ()) for part in after.parts] == [(), (1,), (2, 1), ()]
    assert (after.parts[0], after.parts[-1]) == (before.parts[0], before.parts[-1])


def test_a_part_of_an_answer_has_its_opening_or_its_close() -> None:
    one = [Backed("Huren kost € 25 per dag.", (1,))]
    opening, close = (worded(draft(PRICE), one, GIVEN, first, not first) for first in (True, False))
    assert [bool(part.cites) for part in opening.parts if hasattr(part, "cites")] == [False, True]
    assert [bool(part.cites) for part in close.parts if hasattr(part, "cites")] == [True, False]
    assert as_text(without_opening(draft(PRICE)).parts, "nl").startswith("Een maaier")


def test_the_check_on_the_way_out_takes_other_words_only_where_they_are_backed() -> None:
    made = worded(draft(PRICE), [Backed("Huren kost € 25 per dag.", (1,))], GIVEN)
    assert check(made, GIVEN.passages, lambda text, sources: True) == ()
    assert check(made, GIVEN.passages, lambda text, sources: False) == (NOT_IN_SOURCE,)
    assert check(made, GIVEN.passages) == (NOT_IN_SOURCE,)
    assert check(replace(made, provenance=Provenance.QUOTE), GIVEN.passages, lambda text, sources: True) == (
        NOT_IN_SOURCE,
    )


def test_a_sentence_must_also_be_likelier_supported_than_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kompas.assistant.answering.generative.support_of", lambda *_: Support(0.4))
    assert judge("Een maaier huren kost 25 euro per dag.", 1) == ("unsupported",)
    monkeypatch.setattr("kompas.assistant.answering.generative.support_of", lambda *_: Support(0.9, ("unit",)))
    assert judge("Een maaier huren kost 25 euro per dag.", 1) == ("unit",)


def test_a_quote_stands_whatever_full_stops_it_has() -> None:
    said = "De bezorging duurt ca. 3 werkdagen, incl. zaterdag."
    given = Wanted("nl", "hoe lang", (passage("q", Paragraph((said, "De rest leest u op de website van de winkel."))),))
    quote = Sentence(said, (1,))
    assert backed(quote, given, tokens, tokens) == Backed(said, (1,))
    assert backed(Sentence(said.replace("3", "5"), (1,)), given, tokens, tokens) == ("number",)
