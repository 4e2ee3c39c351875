"""Hear what the words ask for or tell apart from their matter: a person, a complaint, thanks, despair.

Found by word lists, not by a model. A wish for a person is looked for first; both languages are always tried.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from kompas.assistant.domain.conversation import Said
from kompas.assistant.domain.understanding import Heard, Wish
from kompas.assistant.understanding.phrases import Phrases
from kompas.assistant.understanding.signs import asked_before, exclaims, shouts_in_capitals
from kompas.assistant.understanding.wish_lists import Entry, WishLists, wish_lists
from kompas.assistant.understanding.wording import Line, Word, words
from kompas.assistant.understanding.wordlists import settings

_KIND = frozenset({Wish.HELLO, Wish.THANKS, Wish.GOODBYE, Wish.DONE, Wish.YES})
_TALK = _KIND | {Wish.NO, Wish.SMALL_TALK, Wish.ARE_YOU_HUMAN, Wish.CONFUSED}


def hear(text: str, lang: str, history: Sequence[Said] = ()) -> tuple[Heard, ...]:
    """Every wish in the text, each once, with the customer's words that showed it; a wish for a person comes first.

    `lang`, the conversation's language, does not narrow what is heard: people mix languages. `history` is what was said
    before, oldest first: a question that is asked again after an answer is a repetition.
    """
    lists = wish_lists()
    told = tuple(lists.put_right(word) for word in words(text))
    heard = {wish: text[start:end] for wish, start, end in _found(told, lists)}
    if _shouts(text, told, heard.keys(), lists, history):
        heard |= {wish: text.strip() for wish in _meant(told, lists.shouted) if wish not in heard}
    if Wish.REPETITION not in heard and not heard.keys() & _TALK and asked_before(text, history):
        heard[Wish.REPETITION] = text.strip()
    return tuple(Heard(wish, heard[wish]) for wish in Wish if wish in heard)


def _found(told: tuple[Word, ...], lists: WishLists) -> Iterator[tuple[Wish, int, int]]:
    """Wishes with their places in the text: of each the last one given counts, the surest way of telling it."""
    yield from _said(told, lists)
    for clause in _clauses(told, lists.clause_ends):
        yield from _all_of(clause, lists.clause)
    yield from _all_of(told, lists.alone)


def _said(told: tuple[Word, ...], lists: WishLists) -> Iterator[tuple[Wish, int, int]]:
    """Wishes that stand anywhere in the message, less what an `unless` of the same wish overlaps."""
    line = Line(told)
    found: dict[Entry, list[tuple[int, int]]] = {}
    for entry, start, end in lists.says.find(line.text, {word.plain for word in told}):
        found.setdefault(entry, []).append((start, end))
    for entry, places in found.items():
        back = found.get(Entry(entry.wish, takes_back=True), [])
        kept = [place for place in places if not any(place[0] < end and start < place[1] for start, end in back)]
        if kept and not entry.takes_back:
            yield entry.wish, *line.place(*min(kept, key=lambda place: (place[0], -place[1])))


def _clauses(told: Sequence[Word], ends: frozenset[str]) -> Iterator[Sequence[Word]]:
    start = 0
    for index, word in enumerate(told):
        if word.is_mark or word.plain in ends:
            yield told[start:index]
            start = index + 1
    yield told[start:]


def _all_of(told: Sequence[Word], only: Iterable[tuple[Wish, re.Pattern[str]]]) -> Iterator[tuple[Wish, int, int]]:
    """Wishes that are all of the words, apart from courtesy."""
    plain = [word for word in told if not word.is_mark]
    if plain and len(plain) <= settings("alone")["words"]:
        line = "".join(f"{word.plain} " for word in plain)
        yield from ((wish, plain[0].start, plain[-1].end) for wish, pattern in only if pattern.fullmatch(line))


def _meant(told: tuple[Word, ...], shouted: Phrases[Wish]) -> set[Wish]:
    """What shouting brings to words that are no wish when they are said quietly. By itself it tells nothing."""
    return {wish for wish, *_ in shouted.find(Line(told).text, {word.plain for word in told})}


def _shouts(text: str, told: Sequence[Word], heard: Iterable[Wish], lists: WishLists, history: Sequence[Said]) -> bool:
    if shouts_in_capitals(text, history):
        return True
    return exclaims(text) and _KIND.isdisjoint(heard) and lists.pleased.isdisjoint(word.plain for word in told)
