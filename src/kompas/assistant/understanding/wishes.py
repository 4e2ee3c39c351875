"""Hear what the words ask for or tell apart from their matter: a person, a complaint, thanks, despair.

Found by word lists, not by a model. A wish for a person is looked for first; both languages are always tried.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kompas.assistant.domain.conversation import Said
from kompas.assistant.domain.understanding import Heard, Wish
from kompas.assistant.understanding.phrases import Groups, Phrase, Phrases, either, parse
from kompas.assistant.understanding.signs import asked_before, exclaims, shouts_in_capitals
from kompas.assistant.understanding.spelling import Spelling
from kompas.assistant.understanding.wording import Line, Word, words
from kompas.assistant.understanding.wordlists import LANGUAGES, lines, listed, settings, wordlist


def hear(text: str, lang: str, history: Sequence[Said] = ()) -> tuple[Heard, ...]:
    """Every wish in the text, each once, with the customer's words that showed it; a wish for a person comes first.

    `lang`, the conversation's language, does not narrow what is heard: people mix languages. `history` is what was said
    before, oldest first: a question that is asked again after an answer is a repetition.
    """
    lists = _lists()
    told = tuple(lists.put_right(word) for word in words(text))
    heard = _said(text, told, lists) | _alone(text, told, lists)
    if Wish.ANGER not in heard and _shouts(text, told, heard, lists, history):
        heard[Wish.ANGER] = text.strip()
    if Wish.REPETITION not in heard and not heard.keys() & _TALK and asked_before(text, history):
        heard[Wish.REPETITION] = text.strip()
    return tuple(Heard(wish, heard[wish]) for wish in Wish if wish in heard)


_KIND = frozenset({Wish.HELLO, Wish.THANKS, Wish.GOODBYE, Wish.YES})
_TALK = _KIND | {Wish.NO, Wish.SMALL_TALK, Wish.ARE_YOU_HUMAN}


def _alone(text: str, told: tuple[Word, ...], lists: "_Lists") -> dict[Wish, str]:
    """Wishes that are the whole message, apart from courtesy."""
    plain = [word for word in told if not word.is_mark]
    if not plain or len(plain) > settings("alone")["words"]:
        return {}
    line = "".join(f"{word.plain} " for word in plain)
    return {wish: text[plain[0].start : plain[-1].end] for wish, only in lists.alone if only.fullmatch(line)}


def _said(text: str, told: tuple[Word, ...], lists: "_Lists") -> dict[Wish, str]:
    """Wishes that stand anywhere in the message, less what an `unless` of the same wish overlaps."""
    line = Line(told)
    found: dict[_Entry, list[tuple[int, int]]] = {}
    for entry, start, end in lists.says.find(line.text, {word.plain for word in told}):
        found.setdefault(entry, []).append((start, end))
    heard: dict[Wish, str] = {}
    for entry, places in found.items():
        back = found.get(_Entry(entry.wish, takes_back=True), [])
        kept = [place for place in places if not any(place[0] < end and start < place[1] for start, end in back)]
        if kept and not entry.takes_back:
            start, end = line.place(*min(kept, key=lambda place: (place[0], -place[1])))
            heard[entry.wish] = text[start:end]
    return heard


def _shouts(
    text: str, told: tuple[Word, ...], heard: dict[Wish, str], lists: "_Lists", history: Sequence[Said]
) -> bool:
    if shouts_in_capitals(text, history):
        return True
    return exclaims(text) and not heard.keys() & _KIND and lists.pleased.isdisjoint(word.plain for word in told)


@dataclass(frozen=True, slots=True)
class _Entry:
    wish: Wish
    takes_back: bool = False


@dataclass(frozen=True, slots=True)
class _Lists:
    """The lists of all languages, compiled."""

    says: Phrases[_Entry]
    alone: tuple[tuple[Wish, re.Pattern[str]], ...]
    pleased: frozenset[str]
    spelling: Spelling

    def put_right(self, word: Word) -> Word:
        right = word.plain if word.is_mark else self.spelling.put_right(word.plain)
        return word if right == word.plain else Word(right, word.start, word.end)


@cache
def _lists() -> _Lists:
    says: list[tuple[_Entry, Phrase]] = []
    alone: list[tuple[Wish, re.Pattern[str]]] = []
    pleased: set[str] = set()
    known: set[str] = set()
    right: set[str] = set()
    for lang in LANGUAGES:
        lists = wordlist(lang)
        groups = {name: listed(entries) for name, entries in lists["groups"].items()}
        common = frozenset(listed(lists["common"]))
        for name, wish in lists["wishes"].items():
            for entry, key in ((_Entry(Wish(name)), "says"), (_Entry(Wish(name), takes_back=True), "unless")):
                says += [(entry, parse(line, groups, common)) for line in lines(wish.get(key, ""))]
            if "alone" in wish:
                alone.append((Wish(name), _only(wish["alone"], wish.get("fillers", lists["fillers"]), groups)))
        pleased.update(listed(lists["pleased"]))
        known.update(listed(lists["known"]))
        right.update(listed(lists["put_right"]))
    known |= {word for _, phrase in says for word in phrase.words}
    return _Lists(Phrases(says), tuple(alone), frozenset(pleased), Spelling(right, known, **settings("spelling")))


def _only(phrases: str, fillers: str, groups: Groups) -> re.Pattern[str]:
    """One or more of the phrases and any fillers, and nothing else."""
    core = either([parse(line, groups) for line in lines(phrases)]).pattern
    filler = either([parse(entry, groups) for entry in listed(fillers)]).pattern
    return re.compile(f"(?:{filler})*{core}(?:{core}|{filler})*")
