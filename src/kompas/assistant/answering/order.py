"""Whether two things of a sentence changed places: "the courier pays the customer" for "the customer pays the courier".

What only moves to the front keeps the small word before it: "to the seller the buyer pays the costs".
"""

from collections.abc import Callable, Collection, Sequence

Ordered = Callable[[str], Sequence[str]]  # the stems of a text in order


def turned(
    sentence: str, line: str, said: Ordered, told: Ordered, leading: Collection[str], naming: Collection[str]
) -> bool:
    """Whether the sentence says of two things what the line says the other way round.

    `said` analyses the sentence and its words, `told` the line and its words; a stem that one has more often tells nothing.
    `leading` are the words that keep what follows in its part (prepositions), `naming` those before a thing (articles): what
    stands side by side are things only after such words.
    """
    claim, there = list(said(sentence)), list(told(line))
    alike = {one for one in claim if claim.count(one) == there.count(one) and not one[:1].isdigit()}
    found = _swapped([one for one in claim if one in alike], [one for one in there if one in alike])
    if found is None:
        return False
    first, second, apart = found
    things = apart or all(_after(line, told, one, naming, leading) in naming for one in (first, second))
    kept = [_after(sentence, said, one, leading, ()) for one in (first, second)]
    was = [_after(line, told, one, leading, ()) for one in (first, second)]
    return things and not any(mine and mine == theirs for mine, theirs in zip(kept, was, strict=True))


def _swapped(mine: list[str], theirs: list[str]) -> tuple[str, str, bool] | None:
    """The first stems of two stretches that changed places, and whether something stands between them; None where nothing
    else than that changed."""
    while mine and mine[0] == theirs[0]:
        mine, theirs = mine[1:], theirs[1:]
    while mine and mine[-1] == theirs[-1]:
        mine, theirs = mine[:-1], theirs[:-1]
    count = len(mine)
    for first in range(1, count):
        if theirs[:first] != mine[count - first :]:
            continue
        for second in range(1, count - first + 1):
            if (
                theirs[count - second :] == mine[:second]
                and theirs[first : count - second] == mine[second : count - first]
            ):
                return theirs[0], mine[0], first + second < count
    return None


def _after(text: str, analysed: Ordered, stem: str, kind: Collection[str], also: Collection[str]) -> str:
    """The last word of a kind before a stem, with nothing but small words between, none of them in `also`; else ""."""
    last = ""
    for word in text.lower().split():
        stems = analysed(word)
        if stem in stems:
            return last
        last = word if word in kind else "" if stems or word in also else last
    return ""
