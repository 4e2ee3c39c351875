"""The brief that goes with a handover: the whole story, in the conversation's language."""

from collections.abc import Iterator, Sequence

from kompas.assistant.domain.conversation import Author, OfferedPerson
from kompas.assistant.domain.customer import Level, Record
from kompas.assistant.domain.facts import UPSET, Facts
from kompas.assistant.domain.handover import Brief, BriefFact
from kompas.assistant.domain.understanding import Wish
from kompas.assistant.gather import title_of
from kompas.assistant.prepared import Prepared

ABOUT_BEFORE = (
    Wish.HUMAN,
    Wish.CORRECTION,
    Wish.CONFUSED,
    Wish.REPETITION,
)  # by themselves they say nothing of the matter
MOODS = (Wish.CRISIS, Wish.DISTRESS, Wish.ANGER, Wish.LEGAL_THREAT, Wish.COMPLAINT, Wish.REPETITION)
TELLING_WORDS = 4  # fewer words tell no wish of their own


def make_brief(prepared: Prepared, facts: Facts, records: Sequence[Record] = ()) -> Brief:
    """What the agent must know, and the customer may read. `records` were read in this turn."""
    voice, lang = prepared.voice, facts.understanding.lang
    wish = _wish(facts)
    heard = (str(mood) for mood in MOODS if facts.understanding.has(mood))
    mood = next(heard, UPSET if UPSET in facts.flags else "calm")
    memory = facts.turn.memory
    left_open = _open_question(facts)
    titles = [title_of(prepared, f"article:{slug}", lang) for slug in memory.articles]
    return Brief(
        wish=wish,
        facts=tuple(_facts(prepared, facts, wish, records)),
        tried=tuple(_tried(prepared, entry, lang) for entry in memory.tried if _still_there(prepared, entry)),
        sources=tuple(dict.fromkeys(titles)),
        mood=voice.say(f"brief.mood.{mood}", lang),
        open_question=left_open if left_open != wish or _under_way(facts) else "",  # said once is enough
    )


def _wish(facts: Facts) -> str:
    """The customer's words: what was offered to be passed on, what the workflow under way began with, this message,
    or the last one that told something."""
    pending, text = facts.turn.memory.pending, facts.turn.text
    if isinstance(pending, OfferedPerson) and facts.understanding.bare:
        return pending.wish
    if facts.expected or (facts.understanding.has(Wish.HUMAN) and _under_way(facts)):
        return _under_way(facts)
    by_itself = facts.understanding.bare and any(facts.understanding.has(wish) for wish in ABOUT_BEFORE)
    if len(text.split()) >= TELLING_WORDS and not by_itself:
        return text
    said = (said.text for said in reversed(facts.turn.history) if said.author is Author.CUSTOMER)
    return next((before for before in said if len(before.split()) >= TELLING_WORDS), text)


def _under_way(facts: Facts) -> str:
    """What the customer asked when the workflow began that still waits for them."""
    progress = facts.turn.memory.progress
    return progress.question if progress is not None and progress.shown is None else ""


def _open_question(facts: Facts) -> str:
    return _under_way(facts) or (facts.questions[-1].text if facts.questions else "")


def _facts(prepared: Prepared, facts: Facts, wish: str, records: Sequence[Record]) -> Iterator[BriefFact]:
    voice, lang, identity = prepared.voice, facts.understanding.lang, facts.turn.identity
    if identity.level >= Level.VERIFIED:
        yield BriefFact(voice.say("brief.identity_proven", lang), "proven", identity.proven_at)
    for record in records:
        shown = ", ".join(f"{field.label.get(lang, field.name)}: {field.shown.get(lang, field.value)}"
                          for field in record.fields if field.value)  # fmt: skip
        yield BriefFact(shown, "proven", record.read_at)
    pending = facts.turn.memory.pending
    said = _wish(facts) if isinstance(pending, OfferedPerson) and facts.understanding.bare else facts.turn.text
    if said != wish:
        yield BriefFact(voice.say("brief.says", lang, text=said), "claimed", facts.turn.at)


def _still_there(prepared: Prepared, entry: str) -> bool:
    """A workflow that the company has taken out since has no name any more."""
    kind, _, what = entry.partition(":")
    return kind != "workflow" or what in prepared.company.workflows


def _tried(prepared: Prepared, entry: str, lang: str) -> str:
    """An entry of the memory ("answered:<matter>") in words."""
    kind, _, what = entry.partition(":")
    if kind == "workflow":
        title = prepared.company.workflows[what].title
        return prepared.voice.say("brief.tried.workflow", lang, what=title.get(lang) or next(iter(title.values())))
    if kind == "answered":
        return prepared.voice.say("brief.tried.answered", lang, what=title_of(prepared, f"article:{what}", lang))
    return prepared.voice.say("brief.tried.asked_back", lang)
