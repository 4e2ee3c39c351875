"""What a customer hears when for now they can have no more codes: the same for every address, known here or not."""

from dataclasses import replace

from kompas.assistant.answering.compose import offered
from kompas.assistant.answering.plain import as_text
from kompas.assistant.brief import make_brief
from kompas.assistant.domain.conversation import OfferedPerson
from kompas.assistant.domain.reply import TextPart
from kompas.assistant.turn import Taken
from kompas.service.library.shelf import Served


def refused(served: Served, taken: Taken, minutes: int) -> Taken:
    """The turn without "a code is on its way": when another can be had in how many minutes, and the offer of a person."""
    lang, voice = taken.reply.lang, served.voice
    sent = voice.say("identity_code_sent", lang, minutes=served.company.identity.code_minutes)
    told = TextPart(voice.say("codes_too_often", lang, minutes=minutes))
    brief = make_brief(served.assistant.prepared, taken.facts)
    others = (part for part in taken.reply.parts if part != TextPart(sent))
    parts = (told, *others, offered(lang, voice, brief))
    reply = replace(taken.reply, parts=parts, text=as_text(parts, lang))
    memory = replace(taken.memory, pending=OfferedPerson("too_many_codes", brief.wish))
    return replace(taken, reply=reply, memory=memory)
