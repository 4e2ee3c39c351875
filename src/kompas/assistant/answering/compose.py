"""Talk, quotes, notices and offers become one draft."""

from collections.abc import Sequence
from dataclasses import replace

from kompas.assistant.answering.extract import Quote, Quoted
from kompas.assistant.answering.voice import Voice
from kompas.assistant.domain.handover import Brief
from kompas.assistant.domain.reply import (
    ChoicesPart,
    Citation,
    Draft,
    NoticePart,
    OfferPart,
    Part,
    Provenance,
    Spoken,
    TextPart,
)


def compose(
    lang: str,
    voice: Voice,
    *,
    talk: Sequence[Spoken] = (),
    quotes: Sequence[Quoted] = (),
    closing: Sequence[Spoken] = (),
    choices: ChoicesPart | None = None,
    offer: OfferPart | None = None,
) -> Draft:
    """A draft in `lang`: first the talk, then the quotes, then what closes it, the choices and the offer.

    Quotes share one numbering of citations, and what two of them say alike is said once. A notice goes before a quote
    in another language.
    """
    numbers: dict[str, Citation] = {}
    parts: list[Part] = [TextPart(text) for text in talk]
    written = lang
    for quoted in quotes:
        if quoted.lang not in (lang, written):
            parts.append(NoticePart(voice.language_note(quoted.lang, lang)))
        written = quoted.lang
        parts.extend(part for part in _renumbered(quoted, numbers) if part not in parts)
    parts.extend(TextPart(text) for text in closing)
    parts.extend(part for part in (choices, offer) if part is not None)
    provenance = Provenance.QUOTE if quotes else Provenance.TEMPLATE
    return Draft(lang, tuple(parts), tuple(numbers.values()), provenance)


def offered(lang: str, voice: Voice, brief: Brief) -> OfferPart:
    """The offer to pass the question on to a person, with the brief that would go along."""
    return OfferPart(voice.say("offer_yes", lang), voice.say("offer_send", lang), brief)


def _renumbered(quoted: Quoted, numbers: dict[str, Citation]) -> Sequence[Quote]:
    """The parts with the draft's numbers; citations that the draft does not have yet are added to `numbers`."""
    new = {}
    for citation in quoted.citations:
        cited = numbers.setdefault(citation.passage_id, replace(citation, n=len(numbers) + 1))
        new[citation.n] = cited.n
    return [replace(part, cites=tuple(new[n] for n in part.cites)) for part in quoted.parts]
