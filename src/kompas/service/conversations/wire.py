"""Replies as the front door sends them: the same JSON in the store, on the stream and in the API."""

from dataclasses import asdict
from typing import Any

import orjson

from kompas.assistant.domain.handover import Brief
from kompas.assistant.domain.reply import (
    ChoicesPart,
    Citation,
    ListPart,
    NoticePart,
    OfferPart,
    Part,
    RecordPart,
    Reply,
    TablePart,
    TextPart,
)
from kompas.service.conversations.store import Words


def words_of(reply: Reply) -> Words:
    """The assistant's reply, ready to be stored."""
    return Words(
        author="assistant",
        text=reply.text,
        lang=reply.lang,
        provenance=reply.provenance.value,
        parts=orjson.dumps([part_json(part) for part in reply.parts]).decode(),
        citations=orjson.dumps([_citation_json(citation) for citation in reply.citations]).decode(),
    )


def spoken(text: str, lang: str, author: str = "assistant", provenance: str = "template") -> Words:
    """Plain words of the assistant, the system or an agent."""
    return Words(author, text, lang, provenance, orjson.dumps([{"kind": "text", "text": text, "cites": []}]).decode())


def part_json(part: Part) -> dict[str, Any]:
    match part:
        case TextPart():
            return {"kind": "text", "text": part.text, "cites": part.cites}
        case ListPart():
            return {"kind": "list", "items": part.items, "cites": part.cites}
        case TablePart():
            return {"kind": "table", "header": part.header, "rows": part.rows, "cites": part.cites}
        case RecordPart():
            fields = [{"label": label, "value": value} for label, value in part.fields]
            read_at = part.read_at.isoformat()
            return {
                "kind": "record",
                "fields": fields,
                "source": part.source,
                "read_at": read_at,
                "purpose": part.purpose,
            }
        case ChoicesPart():
            return {"kind": "choices", "options": [asdict(option) for option in part.options]}
        case OfferPart():
            return {"kind": "offer", "text": part.text, "send": part.send, "brief": brief_json(part.brief)}
        case NoticePart():
            return {"kind": "notice", "text": part.text}


def brief_json(brief: Brief, correction: str | None = None) -> dict[str, Any]:
    """A brief as the customer reads it, with what they corrected."""
    made = orjson.loads(orjson.dumps(asdict(brief)))
    made["sources"] = [{"title": title} for title in brief.sources]
    made["correction"] = correction
    return dict(made)


def _citation_json(citation: Citation) -> dict[str, Any]:
    return {
        "n": citation.n,
        "id": citation.passage_id,
        "title": citation.title,
        "heading": citation.heading,
        "updated": citation.updated.isoformat() if citation.updated else None,
        "url": citation.url,
        "lang": citation.lang,
        "passage": citation.passage,
    }
