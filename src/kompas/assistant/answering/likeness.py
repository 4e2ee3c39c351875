"""How far a sentence is carried by its evidence, in a few numbers: what of it stands there, and what is put in its place."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import log1p

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from kompas.assistant.answering.faults import names_unknown, negated
from kompas.assistant.answering.reading import Evidence, Sentence, is_number, lists, stem, words_of

# Of the words with matter: the share that the evidence has (told); how many it has not, as a log (unknown), and those of
# them that resemble no word of it (strange); the share in the one and in the two sentences nearest to it. Of all words: the
# share of pairs that the evidence has; the share that stands in those two in this order. Strange words between known ones,
# as a log (replaced); numbers and names that it has not; denials and quantities that the nearest have not; whether they deny
# and this does not (undenied); opposites of their words; words that turn one of theirs round (indirect); numbers of which the
# evidence tells something else (elsewhere); words of a speaker's own mind (self, minds); question and exclamation marks.
MEASURES = (
    "told", "unknown", "strange", "nearest", "two", "pairs", "in_order", "replaced", "numbers", "names", "denials",
    "quantities", "undenied", "opposites", "reversed", "elsewhere", "self", "minds", "asks", "exclaims",
)  # fmt: skip
MOST = {"names": 3, "denials": 2, "quantities": 3, "opposites": 2, "reversed": 2, "self": 3, "minds": 3, "exclaims": 2}
RESEMBLES = 70  # of 100, between stems that begin alike
LONG = 4  # letters of a word from which it may resemble another or be turned round
NEAR = 4  # words on each side of a number that tell what it is of


def measures_of(sentence: Sentence, evidence: Evidence, lang: str) -> tuple[float, ...]:
    """In the order of MEASURES."""
    words, stems, known = sentence.words, sentence.stems, evidence.known
    weighty = [at for at, word in enumerate(words) if word not in words_of("empty") and word not in words_of("minds")]
    count = max(len(weighty), 1)
    unknown = [at for at in weighty if stems[at] not in known]
    strange = [at for at in unknown if not _resembles(stems[at], evidence)]
    about = [stems[at] for at in weighty]
    nearest, second = _nearest(about, evidence.stems)
    first = evidence.stems[nearest]
    near = first if second == nearest else first | evidence.stems[second]
    near_words = {word for place in {nearest, second} for word in evidence.sentences[place].words}
    found = {
        "told": 1 - len(unknown) / count,
        "unknown": log1p(len(unknown)),
        "strange": log1p(len(strange)),
        "nearest": sum(one in first for one in about) / count,
        "two": sum(one in near for one in about) / count,
        "pairs": sum(pair in evidence.pairs for pair in pairwise(stems)) / max(len(stems) - 1, 1),
        "in_order": _in_order(sentence, [evidence.sentences[place] for place in dict.fromkeys((nearest, second))]),
        "replaced": log1p(_replaced(strange, stems, near)),
        "numbers": sum(is_number(one) and one not in known for one in stems),
        "names": sum(1 for _name in names_unknown(sentence, evidence)),
        "denials": sum(negated((word,)) and word not in near_words for word in words),
        "quantities": sum(word in words_of("quantities") and word not in near_words for word in words),
        "undenied": negated(near_words) and not negated(words),
        "opposites": sum(one not in near and not near.isdisjoint(_opposites(lang).get(one, ())) for one in stems),
        "reversed": sum(
            _reversed(word, lang, known) for word, one in zip(words, stems, strict=True) if one not in known
        ),
        "elsewhere": _elsewhere(sentence, weighty, evidence),
        "self": sum(word in words_of("self") for word in words),
        "minds": sum(word in words_of("minds") for word in words),
        "asks": "?" in sentence.text,
        "exclaims": sentence.text.count("!"),
    }
    return tuple(float(min(found[name], MOST.get(name, found[name]))) for name in MEASURES)


def _resembles(one: str, evidence: Evidence) -> bool:
    others = evidence.beginning.get(one[:2], ()) if len(one) > LONG else ()
    return any(fuzz.ratio(one, other) > RESEMBLES for other in others)


def _nearest(about: Sequence[str], stems: Sequence[frozenset[str]]) -> tuple[int, int]:
    """The sentence that has most of it, and the one that has most of the rest (the same one if none has any)."""
    first = max(range(len(stems)), key=lambda place: sum(one in stems[place] for one in about))
    rest = [one for one in about if one not in stems[first]]
    shares = [sum(one in each for one in rest) for each in stems]
    second = max(range(len(stems)), key=shares.__getitem__)
    return first, second if shares[second] else first


def _in_order(sentence: Sentence, nearest: Sequence[Sentence]) -> float:
    there = [one for each in nearest for one in each.stems]
    kept = sum(op.dest_end - op.dest_start for op in Indel.opcodes(there, sentence.stems) if op.tag == "equal")
    return kept / max(len(sentence.stems), 1)


def _replaced(strange: Sequence[int], stems: Sequence[str], near: frozenset[str]) -> int:
    inside = range(1, len(stems) - 1)
    return sum(at in inside and stems[at - 1] in near and stems[at + 1] in near for at in strange)


def _reversed(word: str, lang: str, known: frozenset[str]) -> bool:
    """Whether the evidence has the word with a part before it that turns it round, or without."""
    return any(
        (word.startswith(part) and len(word) > len(part) + LONG - 1 and stem(word[len(part) :], lang) in known)
        or stem(part + word, lang) in known
        for part in _reversing()
        if word.isalpha()
    )


@cache
def _reversing() -> tuple[str, ...]:
    return tuple(lists()["reversing"].split())


def _elsewhere(sentence: Sentence, weighty: Sequence[int], evidence: Evidence) -> float:
    """Over the numbers that the evidence has: the share of the words around each that stand in no sentence with it."""
    total = 0.0
    for at, one in enumerate(sentence.stems):
        if not is_number(one) or one not in evidence.known:
            continue
        around = {sentence.stems[place] for place in weighty if 0 < abs(place - at) <= NEAR}
        around = {other for other in around if not is_number(other)}
        best = max((len(around & each) for each in evidence.stems if one in each), default=0)
        total += (len(around) - best) / max(len(around), 1)
    return total


@cache
def _opposites(lang: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in lists()["opposites"].splitlines():
        first, *others = (stem(word, lang) for word in line.split())
        for other in others:
            found.setdefault(first, set()).add(other)
            found.setdefault(other, set()).add(first)
    return {one: frozenset(others) for one, others in found.items()}
