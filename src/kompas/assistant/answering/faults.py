"""What stands in a sentence and not in its evidence, exactly: numbers, units, days, names, negations, conditions, promises."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from kompas.assistant.answering.reading import Evidence, Sentence, groups_of, is_number, lists, words_of

NUMBER = "number"
UNIT = "unit"
DATE = "date"
NAME = "name"
ADDRESS = "address"
NEGATION = "negation"
CONDITION = "condition"
COMMITMENT = "commitment"

ALIKE = 0.6  # share of the matter of a clause or sentence from which another is about the same
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|(?:https?://|www\.)[^\s<>\"')\]]+", re.IGNORECASE)


def faults_of(sentence: Sentence, evidence: Evidence) -> Iterator[str]:
    """The codes of what is wrong, each once."""
    if any(is_number(stem) and stem not in evidence.known for stem in sentence.stems):
        yield NUMBER
    if _counts_otherwise(sentence, evidence.sentences):
        yield UNIT
    if (days := _dates(sentence)) and days - {date for one in evidence.sentences for date in _dates(one)}:
        yield DATE
    if any(True for _name in names_unknown(sentence, evidence)):
        yield NAME
    if _turned_round(sentence, evidence.sentences):
        yield NEGATION
    if _otherwise_conditioned(sentence, evidence.sentences):
        yield CONDITION
    if _promises(sentence.words) - _promises(evidence.words):
        yield COMMITMENT


def strange_addresses(text: str, evidence: Iterable[str]) -> bool:
    """Whether a text gives a mail or web address that stands in no evidence."""
    given = {found.rstrip(".,;:").lower() for found in _ADDRESS.findall(text)}
    return bool(given) and not given <= {
        found.rstrip(".,;:").lower() for one in evidence for found in _ADDRESS.findall(one)
    }


def names_unknown(sentence: Sentence, evidence: Evidence) -> Iterator[str]:
    """Words with a capital, but for the first one, that no evidence has. Days and months are dates."""
    for at, shown in enumerate(sentence.shown):
        if at and shown[0].isupper() and len(shown) > 1:
            word, stem = sentence.words[at], sentence.stems[at]
            there = stem in evidence.known or word in evidence.words or f"{word}s" in evidence.words
            if not (there or word in _no_names() or is_number(stem)):
                yield word


def negated(words: Iterable[str]) -> bool:
    return any(word in words_of("negations") or word.endswith("n't") for word in words)


def matter(stems: Sequence[str], words: Sequence[str]) -> set[str]:
    """The stems of the words that carry matter."""
    return {stem for stem, word in zip(stems, words, strict=True) if word not in _no_matter()}


def _counts_otherwise(sentence: Sentence, evidence: Sequence[Sentence]) -> bool:
    """Whether a number stands before another unit than wherever the evidence has it."""
    there: dict[str, set[str]] = {}
    for number, unit in (pair for one in evidence for pair in _counted(one)):
        there.setdefault(number, set()).add(unit)
    return any(
        unit and number in there and "" not in there[number] and unit not in there[number]
        for number, unit in _counted(sentence)
    )


def _counted(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """Each number with the unit beside it, or ""."""
    units, words = groups_of("units"), sentence.words
    currencies = lists()["currencies"].split()
    for at, stem in enumerate(sentence.stems):
        if not is_number(stem):
            continue
        before = units.get(words[at - 1], "") if at else ""
        after = words[at + 1] if at + 1 < len(words) else ""
        if after in words_of("working") and at + 2 < len(words) and units.get(words[at + 2]) == "day":
            yield stem, "workday"
        elif before in currencies:
            yield stem, before
        else:
            yield stem, units.get(after, "")


def _dates(sentence: Sentence) -> set[str]:
    """The weekdays and months that are named; a month with the number beside it is one date."""
    months, named, words = groups_of("months"), set[str](), sentence.words
    for at, word in enumerate(words):
        if word in groups_of("weekdays"):
            named.add(groups_of("weekdays")[word])
        if word not in months:
            continue
        around = [place for place in (at - 1, at + 1, at - 2, at + 2) if 0 <= place < len(words)]
        days = [
            sentence.stems[place]
            for place in around
            if sentence.stems[place].isdigit() and len(sentence.stems[place]) < 3
        ]
        if days:
            named.add(f"{days[0]}/{months[word]}")
        if days or word not in words_of("also_words"):
            named.add(f"/{months[word]}")
    return named


def _turned_round(sentence: Sentence, evidence: Sequence[Sentence]) -> bool:
    """Whether a clause denies what the evidence says, or says what it denies."""
    there = [
        (matter(one.stems[b:e], one.words[b:e]), negated(one.words[b:e])) for one in evidence for b, e in one.clauses
    ]
    for begin, end in sentence.clauses:
        words = sentence.words[begin:end]
        about = matter(sentence.stems[begin:end], words)
        if len(about) < 2:
            continue
        shares = [(len(about & other) / len(about), denies) for other, denies in there]
        best = max((share for share, _denies in shares), default=0.0)
        if best >= ALIKE and all(denies != negated(words) for share, denies in shares if share >= best):
            return True
    return False


def _otherwise_conditioned(sentence: Sentence, evidence: Sequence[Sentence]) -> bool:
    """Whether it holds under a condition and the evidence without one, or the other way, or if for unless."""
    about = matter(sentence.stems, sentence.words)
    if len(about) < 2:
        return False
    shares = [(len(about & matter(one.stems, one.words)) / len(about), one) for one in evidence]
    best = max(share for share, _one in shares)
    if best < ALIKE:
        return False
    mine = _conditions(sentence, about)
    return all(_unlike(mine, _conditions(one, about)) for share, one in shares if share >= best)


def _unlike(mine: set[str], theirs: set[str]) -> bool:
    return bool(mine) != bool(theirs) or ("unless" in mine) != ("unless" in theirs)


def _conditions(sentence: Sentence, about: set[str]) -> set[str]:
    """The kinds of condition in a sentence. "Only" is one for its own clause, if that has something of this matter; before a
    number it says how little that is."""
    kinds, found = groups_of("conditions"), set[str]()
    for begin, end in sentence.clauses:
        here = not about.isdisjoint(sentence.stems[begin:end])
        for at in range(begin, end):
            kind = kinds.get(sentence.words[at])
            if kind and (kind != "only" or (here and _restricts(sentence, at))):
                found.add(kind)
    return found


def _restricts(sentence: Sentence, at: int) -> bool:
    before = sentence.words[at - 1 : at]
    after = next((stem for stem in sentence.stems[at + 1 :] if stem not in groups_of("units")), "0")
    return not negated(before) and not is_number(after) and after not in words_of("ones")


def _promises(words: Iterable[str]) -> set[str]:
    groups = groups_of("commitments")
    return {groups[word] for word in words if word in groups}


@cache
def _no_names() -> frozenset[str]:
    every = ("empty", "negations", "quantities", "self", "minds", "clauses", "working")
    grouped = ("weekdays", "months", "units", "conditions", "commitments")
    return frozenset().union(*map(words_of, every), *map(groups_of, grouped))


@cache
def _no_matter() -> frozenset[str]:
    return words_of("empty") | words_of("negations") | frozenset(groups_of("conditions"))
