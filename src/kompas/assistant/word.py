"""Word a decision: a draft in which every factual sentence has its proof, and what the assistant keeps in mind."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from kompas.assistant.answering.compose import compose, offered
from kompas.assistant.answering.extract import Quoted, extract
from kompas.assistant.carry_out import Done
from kompas.assistant.domain.company import in_language
from kompas.assistant.domain.conversation import Memory, OfferedMatters, OfferedPerson
from kompas.assistant.domain.customer import Record
from kompas.assistant.domain.decision import Answer, AskBack, Continue, Decision, Decline, HandOver
from kompas.assistant.domain.facts import Facts
from kompas.assistant.domain.handover import Brief
from kompas.assistant.domain.knowledge import Found
from kompas.assistant.domain.reply import Choice, ChoicesPart, Draft, Part, RecordPart, Spoken, TextPart
from kompas.assistant.domain.workflow import Awaiting, Progress
from kompas.assistant.further import further
from kompas.assistant.gather import day_of, title_of
from kompas.assistant.prepared import Prepared
from kompas.assistant.workflows.identity import AskCode, AskMail, SendCode, TooManyCodes
from kompas.assistant.workflows.plan import AskWhich, Nothing, Read, ShowRecord, label

LONGEST_NAMED = 120  # letters of an unanswered question that are repeated to name it
_DECLINING = {"house_rule": "declined", "wrong_answer": "wrong_answer_offer", "too_many_codes": "code_too_many"}
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Worded:
    """A draft, the memory that goes with it, and what must be done beside saying it."""

    draft: Draft
    memory: Memory
    effects: tuple[SendCode, ...] = ()
    records: tuple[Record, ...] = ()


def word(prepared: Prepared, facts: Facts, decision: Decision, done: Done | None, brief: Brief) -> Worded:
    """The words of a decision. `brief` is what an offer of a person would take along."""
    kept = replace(facts.turn.memory, lang=facts.understanding.lang, pending=None, progress=_waiting(facts))
    match decision:
        case HandOver():
            return Worded(_handing_over(prepared, facts, decision), _handed_over(kept, decision))
        case Decline():
            return _declined(prepared, facts, decision, kept, brief)
        case AskBack():
            return _asked_back(prepared, facts, decision, kept)
        case Answer():
            return _answered(prepared, facts, decision, kept, brief)
        case Continue():
            assert done is not None
            return _continued(prepared, facts, decision, done, kept, brief)
    assert_never(decision)


def _waiting(facts: Facts) -> Progress | None:
    """The workflow that waits for the customer; "the other one" is waited for in one turn only."""
    progress = facts.turn.memory.progress
    return progress if progress is None or progress.shown is None else None


def _handed_over(kept: Memory, decision: HandOver) -> Memory:
    """A person helps now. What the customer was busy with can go on when the assistant has the word again."""
    if kept.progress is None or decision.code in ("workflow_fault", "check_failed"):
        return replace(kept, progress=None)
    return replace(kept, progress=replace(kept.progress, reminded=True))


def _handing_over(prepared: Prepared, facts: Facts, decision: HandOver) -> Draft:
    voice, lang = prepared.voice, facts.understanding.lang
    said = _rule_says(prepared, decision.rule, lang)
    if said is None and decision.code == "workflow_fault":
        said = voice.say("technical_fault", lang)
    return compose(lang, voice, talk=[said or voice.handing_over(decision.code, lang)])


def _rule_says(prepared: Prepared, rule: str | None, lang: str) -> Spoken | None:
    found = next((one for one in prepared.company.rules if one.id == rule and one.say), None)
    return prepared.voice.own(in_language(found.say, lang)) if found is not None and found.say else None


def _declined(prepared: Prepared, facts: Facts, decision: Decline, kept: Memory, brief: Brief) -> Worded:
    voice, lang = prepared.voice, facts.understanding.lang
    key = _DECLINING.get(decision.code, decision.code)
    said = _rule_says(prepared, decision.rule, lang) or voice.say(key, lang)
    offer = offered(lang, voice, brief) if decision.offer else None
    pending = OfferedPerson(decision.code, brief.wish) if decision.offer else None
    if decision.code == "too_many_codes":
        kept = replace(kept, progress=None)
    also = decision.also or Answer(())
    reminder, progress = _reminder(prepared, kept.progress, lang)
    draft = compose(lang, voice, talk=[said], quotes=_quotes(prepared, also, lang), closing=reminder, offer=offer)
    return Worded(draft, replace(_remembered(kept, also), pending=pending, progress=progress))


def _asked_back(prepared: Prepared, facts: Facts, decision: AskBack, kept: Memory) -> Worded:
    voice, lang = prepared.voice, facts.understanding.lang
    titles = [title_of(prepared, matter, lang) for matter in decision.intents]
    none = voice.say("choose_none", lang)
    choices = ChoicesPart(tuple(Choice(title, title) for title in (*titles, none)))
    draft = compose(lang, voice, talk=[voice.doubt(titles, lang)], choices=choices)
    asked = facts.questions[-1].text if facts.questions else facts.turn.text
    memory = replace(kept, pending=OfferedMatters(decision.intents, asked), asked_back=kept.asked_back + 1,
                     tried=_once(kept.tried, "asked_back"))  # fmt: skip
    return Worded(draft, memory)


def _answered(prepared: Prepared, facts: Facts, decision: Answer, kept: Memory, brief: Brief) -> Worded:
    voice, lang = prepared.voice, facts.understanding.lang
    if decision.talk == ("workflow_left",):
        kept = replace(kept, progress=None)
    quotes = _quotes(prepared, decision, lang)
    offer = None
    if decision.unanswered:
        brief = replace(brief, wish=decision.unanswered[0].text, open_question="")
    if decision.unanswered or decision.talk == ("are_you_human",):
        offer = offered(lang, voice, brief)
        kept = replace(kept, pending=OfferedPerson(decision.reasons[0].code, brief.wish))
    reminder, progress = _reminder(prepared, kept.progress, lang)
    closing = [*_left_open(prepared, decision, lang), *reminder]
    if kept.pending is None:
        kept = replace(kept, pending=_other_matters(facts))
    talk = [voice.say(key, lang) for key in decision.talk]
    more = further(prepared, quotes, lang, day_of(prepared, facts.turn)) if offer is None and not closing else None
    closing = [voice.say("see_also", lang)] if more is not None else closing
    draft = compose(lang, voice, talk=talk, quotes=quotes, closing=closing, choices=more, offer=offer)
    return Worded(draft, replace(_remembered(kept, decision), progress=progress))


def _other_matters(facts: Facts) -> OfferedMatters | None:
    """Of the matters that were offered one is answered now: "the other one" can still be asked for."""
    pending = facts.turn.memory.pending
    chosen = facts.questions[0].near[0].intent if facts.questions and facts.questions[0].near else None
    if isinstance(pending, OfferedMatters) and len(facts.questions) == 1 and chosen in pending.intents:
        return replace(pending, shown=pending.intents.index(chosen))
    return None


def _quotes(prepared: Prepared, answer: Answer, lang: str) -> list[Quoted]:
    analysis = prepared.index.analysis
    quotes = (
        extract(analysis.tokens(one.question.text, lang), lang, passages, analysis.tokens_of_article)
        for one in answer.answered
        for passages in _quoted_apart(one.passages)
    )
    return [quoted for quoted in quotes if quoted is not None]


def _quoted_apart(passages: Sequence[Found]) -> list[Sequence[Found]]:
    """An introduction, and beside it the passage that tells most of the question; else the passages as they are."""
    if len(passages) > 1 and not passages[0].passage.heading:
        return [passages[:1], passages[1:2]]
    return [passages]


def _left_open(prepared: Prepared, answer: Answer, lang: str) -> list[Spoken]:
    """Names what was not answered, in the customer's own words where these are short and plain."""
    if not answer.unanswered:
        return []
    question = " ".join(answer.unanswered[0].text.split())
    if len(question) > LONGEST_NAMED or "<" in question:
        return [prepared.voice.say("partly_known", lang)]
    return [prepared.voice.say("partly_named", lang, question=question)]


def _remembered(kept: Memory, answer: Answer) -> Memory:
    if not answer.answered:
        return kept
    slugs = tuple(one.passages[0].passage.article.slug for one in answer.answered if one.passages)
    last = answer.answered[-1].question
    tried = kept.tried
    for slug in slugs:
        tried = _once(tried, f"answered:{slug}")
    intent = last.near[0].intent if last.near else None
    return replace(kept, articles=slugs, intent=intent, asked_back=0, tried=tried)


def _once(tried: tuple[str, ...], entry: str) -> tuple[str, ...]:
    return tried if entry in tried else (*tried, entry)


def _reminder(prepared: Prepared, progress: Progress | None, lang: str) -> tuple[list[Spoken], Progress | None]:
    """The question of the workflow under way, repeated once after something else was said."""
    if progress is None or progress.reminded:
        return [], progress
    workflow = prepared.company.workflows[progress.workflow]
    match progress.awaiting:
        case Awaiting.MAIL_ADDRESS:
            said = prepared.voice.say("identity_ask_mail", lang, what=in_language(workflow.title, lang))
        case Awaiting.CODE:
            said = prepared.voice.say("identity_ask_code", lang)
        case Awaiting.CHOICE:
            asks = [step.ask for step in workflow.steps if hasattr(step, "ask")]
            said = prepared.voice.own(in_language(asks[0], lang))
    return [said], replace(progress, reminded=True)


def _continued(prepared: Prepared, facts: Facts, decision: Continue, done: Done, kept: Memory, brief: Brief) -> Worded:
    voice, lang = prepared.voice, facts.understanding.lang
    step = _step(prepared, facts, decision, done, brief)
    also = decision.also or Answer(())
    closing = _left_open(prepared, also, lang)
    offer = offered(lang, voice, brief) if also.unanswered else None
    draft = compose(lang, voice, quotes=_quotes(prepared, also, lang), closing=closing, offer=offer)
    kept = _remembered(kept, also)
    pending = OfferedPerson("not_known", brief.wish) if step.offers or offer is not None else None
    parts = (*step.parts, *draft.parts)
    memory = replace(kept, progress=step.progress, pending=pending, asked_back=0,
                     tried=_once(kept.tried, f"workflow:{decision.workflow}"))  # fmt: skip
    return Worded(replace(draft, parts=parts), memory, step.effects, step.records)


@dataclass(frozen=True, slots=True)
class _Step:
    parts: tuple[Part, ...]
    progress: Progress | None = None
    effects: tuple[SendCode, ...] = ()
    records: tuple[Record, ...] = ()
    offers: bool = False


def _step(prepared: Prepared, facts: Facts, decision: Continue, done: Done, brief: Brief) -> _Step:
    """What a step of a workflow says and waits for."""
    voice, lang = prepared.voice, facts.understanding.lang
    before = facts.turn.memory.progress
    wrong = before.attempts if before is not None and facts.expected else 0
    proven = _text(voice.say("identity_done", lang)) if facts.turn.code_check == "right" and facts.expected else ()

    def waits(awaiting: Awaiting, options: tuple[str, ...] = (), attempts: int = 0) -> Progress:
        return Progress(decision.workflow, decision.question, awaiting, options, attempts)

    match done.move:
        case AskMail(again=again):
            ask = voice.say("identity_ask_mail", lang, what=in_language(done.workflow.title, lang))
            return _Step(_text(voice.say("code_expired", lang) if again else ask), waits(Awaiting.MAIL_ADDRESS))
        case SendCode():
            said = voice.say("identity_code_sent", lang, minutes=prepared.company.identity.code_minutes)
            return _Step(_text(said), waits(Awaiting.CODE), (done.move,))
        case AskCode(wrong=is_wrong):
            left = max(prepared.company.identity.code_tries - wrong - 1, 1)
            said = voice.say("code_wrong", lang, left=left) if is_wrong else voice.say("identity_ask_code", lang)
            return _Step(_text(said), waits(Awaiting.CODE, attempts=wrong + is_wrong))
        case Nothing(step=nothing):
            said = voice.own(in_language(nothing.none, lang))
            return _Step((*proven, *_text(said), offered(lang, voice, brief)), offers=True)
        case AskWhich(step=choose, options=options, unknown=unknown):
            labels = [label(choose, row) for row in options]
            lead = _text(voice.say("not_in_your_name", lang)) if unknown else ()
            choices = ChoicesPart(tuple(Choice(one, one) for one in labels))
            asked = (*proven, *lead, *_text(voice.own(in_language(choose.ask, lang))), choices)
            names = tuple(field.value for row in options if (field := row.field(choose.named_by)))
            return _Step(asked, waits(Awaiting.CHOICE, names), records=options)
        case ShowRecord():
            others = _others_left(facts, done.move)
            return _Step((*proven, *_shown(prepared, done.move, lang)), others, records=(done.move.record,))
        case Read() | TooManyCodes():
            raise ValueError("a step that reads says nothing, and too many codes end the workflow")
    assert_never(done.move)


def _others_left(facts: Facts, move: ShowRecord) -> Progress | None:
    """Of several that were offered one is shown now: "the other one" can still be asked for."""
    before = facts.turn.memory.progress
    if before is None or not facts.expected or len(before.options) < 2:
        return None
    shown = next((place for place, name in enumerate(before.options)
                  if any(field.value == name for field in move.record.fields)), None)  # fmt: skip
    return replace(before, shown=shown, reminded=True) if shown is not None else None


def _text(said: Spoken) -> tuple[Part, ...]:
    return (TextPart(said),)


def _shown(prepared: Prepared, move: ShowRecord, lang: str) -> tuple[Part, ...]:
    """The sentence that fits the record, the record itself with its source, and what to do next."""
    record, step = move.record, move.step
    shown = {field.name: field.shown.get(lang, field.value) for field in record.fields}
    by = record.field(step.by)
    says = step.says.get(by.value if by is not None else "")
    text = in_language(says, lang) if says else ""
    if not says or not all(shown.get(name) for name in _PLACE.findall(text)):
        text = in_language(step.says["otherwise"], lang)
    fields = tuple(
        (field.label.get(lang) or field.name, shown[name])
        for name in step.fields
        if (field := record.field(name)) is not None and shown[name]
    )
    title = in_language(prepared.company.connectors[record.source].title, lang)
    card = RecordPart(fields, title, record.read_at, record.purpose)
    after = _text(prepared.voice.own(in_language(step.after, lang))) if step.after else ()
    return (*_text(prepared.voice.own(_filled(text, shown))), card, *after)


def _filled(text: str, shown: Mapping[str, str]) -> str:
    """One pass, so that a value that looks like a place is never filled in itself."""
    return _PLACE.sub(lambda place: shown.get(place[1], ""), text)
