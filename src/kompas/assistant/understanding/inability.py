"""Hear that something cannot be done: "I cannot pay", "het lukt niet om in te loggen", "als u niet kunt komen"."""

from dataclasses import dataclass
from functools import cache

from kompas.assistant.understanding.wording import Word, words
from kompas.assistant.understanding.wordlists import LANGUAGES, listed, wordlist


@dataclass(frozen=True, slots=True)
class Unable:
    """The words of one language. `subjects` follow a verb that asks: "can't I pay" and "kan ik niet betalen" ask."""

    able: frozenset[str]
    denials: frozenset[str]
    nones: frozenset[str]
    unable: frozenset[str]
    subjects: frozenset[str]
    breaks: frozenset[str]
    verb_first: bool


def cannot(text: str, lang: str, *, asked: bool = True) -> tuple[str, ...]:
    """The words that follow "cannot" or "kan ... niet" in its clause; none where nothing is said to be impossible.

    Whoever asks whether something cannot be done does not say so; where the text is not `asked` but told, a verb that
    goes first is a condition: "Kunt u niet betalen, dan ...".
    """
    say, told = unable(lang), words(text)
    for place, word in enumerate(told):
        if asked and _asks(told, place, say):
            continue
        denied = place if word.plain in say.unable else _denied(told, place, say)
        if denied is not None and (behind := _clause(told, denied + 1, say)):
            return behind
    return ()


def denies(text: str, lang: str) -> bool:
    """Whether a text says of a verb that it is not so: "not" or "cannot"; "no" denies a thing."""
    say = unable(lang)
    return any(word.plain in say.denials or word.plain in say.unable for word in words(text))


def unable(lang: str) -> Unable:
    """The words of a language; of the first language that has a list, where this one has none."""
    return _unable(lang if lang in LANGUAGES else LANGUAGES[0])


@cache
def _unable(lang: str) -> Unable:
    given = wordlist(lang)["unable"]
    named = ("able", "denials", "nones", "unable", "subjects", "breaks")
    able, denials, nones, without, subjects, breaks = (frozenset(listed(given[name])) for name in named)
    return Unable(able, denials, nones, without, subjects, breaks, given["verb"] == "first")


def _asks(told: tuple[Word, ...], place: int, say: Unable) -> bool:
    begins = place == 0 or told[place - 1].is_mark or told[place - 1].plain in say.breaks
    return begins and place + 1 < len(told) and told[place + 1].plain in say.subjects


def _denied(told: tuple[Word, ...], place: int, say: Unable) -> int | None:
    """Where "kan ... niet" or "niet kan" ends that begins here."""
    denials = say.denials | say.nones
    if told[place].plain in denials:
        return place + 1 if place + 1 < len(told) and told[place + 1].plain in say.able else None
    if told[place].plain not in say.able:
        return None
    clause = _clause(told, place + 1, say)
    return next((place + 1 + n for n, word in enumerate(clause) if word in denials), None)


def _clause(told: tuple[Word, ...], start: int, say: Unable) -> tuple[str, ...]:
    """The words from here to the end of the clause."""
    clause = []
    for word in told[start:]:
        if word.is_mark or word.plain in say.breaks:
            break
        clause.append(word.plain)
    return tuple(clause)
