"""Why an answer was given: each reason in plain words, for the customer or with numbers and rules for the agent."""

from collections.abc import Mapping
from enum import StrEnum

from babel.numbers import format_decimal

from kompas.assistant.answering.voice import Voice
from kompas.assistant.domain.decision import Reason
from kompas.assistant.domain.reply import Spoken


class Depth(StrEnum):
    CUSTOMER = "customer"
    AGENT = "agent"


def explain(
    reason: Reason, lang: str, titles: Mapping[str, str], voice: Voice, depth: Depth = Depth.CUSTOMER
) -> Spoken:
    """One or two sentences. `titles` names what the reason rests on, by id: passages, records, intents, workflows.

    A house rule's own "because", given in `titles` under the rule's id, is what the customer reads. An agent reads the
    id of what has no title; a customer never does. Raises Permanent for a code that is not worded.
    """
    if depth is Depth.CUSTOMER and reason.rule and reason.rule in titles:
        return voice.own(titles[reason.rule])
    known = [titles.get(one, one if depth is Depth.AGENT else "") for one in reason.evidence]
    named = ", ".join(dict.fromkeys(filter(None, known)))
    return voice.say(
        f"why.{reason.code}.{depth}",
        lang,
        sources=named or voice.say(f"why_unnamed.{depth}", lang),
        evidence=", ".join(reason.evidence) or voice.say("why_unknown", lang),
        rule=reason.rule or voice.say("why_unknown", lang),
        value=_number(reason.value, lang, voice),
        threshold=_number(reason.threshold, lang, voice),
    )


def _number(value: float | None, lang: str, voice: Voice) -> str:
    return voice.say("why_unknown", lang) if value is None else format_decimal(value, "0.00", locale=lang)
