"""A stored decision at the agent's depth: what was decided, on which grounds, with which numbers and sources."""

import json
from dataclasses import dataclass, field
from typing import Any

from kompas.assistant.answering.explain import Depth, explain
from kompas.assistant.answering.voice import Voice
from kompas.assistant.domain.company import Company, in_language
from kompas.assistant.domain.decision import Reason
from kompas.assistant.domain.errors import Permanent
from kompas.service.conversations.models import Decision, Message
from kompas.service.handover import wording
from kompas.service.language import reader_language
from kompas.service.library.shelf import Served


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason in words, with what it rests on."""

    sentence: str
    rule: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """`decided` is empty for words that no decision stands behind, such as a place in the queue."""

    decided: str = ""
    grounds: list[Ground] = field(default_factory=list)
    sources: list[dict[str, Any]] = field(default_factory=list)
    version: str = ""
    provenance: str = ""


def explained(message: Message, stored: Decision | None, served: Served) -> Explained:
    """Words are made anew from the stored codes, so that every colleague reads their own language."""
    sources = json.loads(message.citations)
    if stored is None:
        return Explained(sources=sources, provenance=message.provenance)
    traced = json.loads(stored.trace)
    reasons = traced.get("reasons") or [{"code": stored.code}]
    titles = titles_of(served.company)
    return Explained(
        decided=wording.decided(stored.kind),
        grounds=[_ground(reason, titles, served) for reason in reasons],
        sources=sources,
        version=str(traced.get("version") or "")[:12],
        provenance=message.provenance,
    )


def _ground(said: dict[str, Any], titles: dict[str, str], served: Served) -> Ground:
    reason = Reason(
        said["code"], said.get("rule"), tuple(said.get("evidence") or ()), said.get("value"), said.get("threshold")
    )
    return Ground(in_words(reason, titles, served.voice), reason.rule or "", reason.evidence)


def in_words(reason: Reason, titles: dict[str, str], voice: Voice) -> str:
    """One reason as a colleague reads it; a code of an older version that is no longer worded is shown as it is."""
    try:
        return str(explain(reason, reader_language(), titles, voice, Depth.AGENT))
    except Permanent:
        return reason.code


def titles_of(company: Company) -> dict[str, str]:
    """What reasons may name, by its title: intents, workflows, articles."""
    lang = reader_language()
    titles = {intent.id: in_language(intent.title, lang) for intent in company.intents.values()}
    titles |= {flow.id: in_language(flow.title, lang) for flow in company.workflows.values()}
    return titles | {article.id: article.title for article in company.articles}
