"""Whether the numbers of a sentence belong to what it says they do: "a city bike in 5 to 8 days and an e-bike in 6 to 10".

A line of a source that holds several numbers is cut into stretches, each up to the clause with its number. A stretch is told
from the others by the words that it alone has.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Words = Callable[[str], set[str]]  # the stems of a text that are no numbers


@dataclass(frozen=True, slots=True)
class Stretch:
    words: frozenset[str]
    numbers: tuple[str, ...]


def mixed(sentence: str, lines: Sequence[str], said: Words, told: Words, numbers: re.Pattern[str], joints: str) -> bool:
    """Whether a number of the sentence stands with words of another one in every line that holds it, or in another order.

    `said` analyses the sentence, `told` the lines. `joints` are the words that begin a clause, as alternatives of a pattern.
    """
    sources = [stretches(line, told, numbers, joints) for line in lines]
    for claim in stretches(sentence, said, numbers, joints):
        for n, number in enumerate(claim.numbers):
            holding = [one for one in sources if any(number in each.numbers for each in one)]
            before = claim.numbers[n - 1] if n else None
            if holding and not any(_belongs(claim.words, number, before, one) for one in holding):
                return True
    return False


def stretches(text: str, words: Words, numbers: re.Pattern[str], joints: str) -> list[Stretch]:
    """A clause without a number belongs to the next one that has some; the last ones to the one before."""
    made, waiting = list[Stretch](), ""
    for clause in re.split(rf"[,;:]\s+|\s(?=(?:{joints})\s)", text):
        waiting = f"{waiting} {clause}"
        if found := tuple(numbers.findall(clause)):
            made.append(Stretch(frozenset(words(waiting)), found))
            waiting = ""
    if waiting and made:
        made[-1] = Stretch(made[-1].words | words(waiting), made[-1].numbers)
    return made


def _belongs(words: frozenset[str], number: str, before: str | None, line: Sequence[Stretch]) -> bool:
    mine = [n for n, one in enumerate(line) if number in one.numbers]
    own = [one.words.difference(*(other.words for other in line if other is not one)) for one in line]
    near = any(words & own[n] for n in mine) or not any(words & own[n] for n in range(len(line)) if n not in mine)
    return near and not any(_turned(line[n].numbers, before, number) for n in mine)


def _turned(there: tuple[str, ...], before: str | None, number: str) -> bool:
    """Whether two numbers that follow each other come the other way round there, and only so."""
    if before is None or before == number or before not in there:
        return False
    last = len(there) - 1 - there[::-1].index(number)
    return there.index(before) > last
