"""How many changed sentences pass the gate for a model's sentences: `python -m benchmarks.changed [COMPANY…]`.

Every sentence of the public articles is held against its own passage: as it stands, and with one thing changed by rule. The
gate should let the first pass and none of the others. A quote passes by itself; without its full stop a sentence is held to the
same checks as the changed ones. A few changed ones are true by chance: another number that holds as well.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from kompas.assistant.answering.generative import judged
from kompas.assistant.company import read_company
from kompas.assistant.domain.knowledge import Audience, Paragraph, Passage
from kompas.assistant.knowledge.analysis import Analysis, vocabulary_of
from kompas.assistant.knowledge.passages import cut

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_DENIAL = re.compile(r"\b(?:niet|geen|not|no) ")
_CONDITION = re.compile(r"\b(?:alleen|only|tenzij [^.,]*|unless [^.,]*|mits [^.,]*|maximaal|at most) ?")
_COUNTED = re.compile(
    r"\b\d+ ((?:working |business )?(?:dag|dagen|werkdag|werkdagen|week|weken|maanden|jaar|uur|minuten"
    r"|days|weeks|months|years|hours))\b"
)
_UNITS = {
    "dag": "week", "dagen": "weken", "werkdag": "week", "werkdagen": "weken", "week": "maand", "weken": "maanden",
    "maand": "jaar", "maanden": "jaren", "jaar": "maanden", "uur": "dagen", "minuten": "uur",
    "day": "week", "days": "weeks", "weeks": "months", "months": "years", "years": "months", "hours": "days",
}  # fmt: skip
_UNIT = re.compile(rf"(?<=\w )({'|'.join(_UNITS)})\b")
_WORDS = {
    "nl": ("zeventien", "vijfentwintig", "drieënveertig", "honderdtachtig"),
    "en": ("seventeen", "nineteen", "twenty-three", "a hundred and eighty"),
}
_SPANS = {"nl": ("een kwartaal", "een eeuw", "een etmaal"), "en": ("a fortnight", "a decade", "a century")}
_MODALS = {
    "kunt": "moet", "kan": "moet", "kunnen": "moeten", "mag": "moet", "moet": "mag", "moeten": "mogen", "hoeft": "moet",
    "can": "must", "may": "must", "must": "may", "should": "may",
}  # fmt: skip
_MODAL = re.compile(rf"\b({'|'.join(_MODALS)})\b")
_WHOLE = re.compile(r"(?<=\w )(?=(?:de|het|uw|the|your) \w)")
_ALLOWED = re.compile(r"\b(can|may) (?!not\b)\w+|\b(kunt|kan|mag) (?!niet\b)([^.,:;]*?)\w+en(?=\.$)")
_THING = re.compile(r"\b(?:de|het|een|uw|the|an?|your) ([^\W\d_]{3,})\b", re.IGNORECASE)
_LISTED = re.compile(r",|\b(?:en|of|and|or)\b")  # what stands in a list may change places
_MAY = re.compile(r"\b(?:kunt|can|may) (?!niet|not)")


def changed(sentence: str, passage: Passage, chance: random.Random) -> Iterator[tuple[str, str]]:
    """The sentence as it stands and with one thing changed, each with the name of the change."""
    yield "as it stands", sentence
    yield "without its full stop", sentence.rstrip(".")
    mine = _NUMBER.findall(sentence)
    others = [number for number in _NUMBER.findall(passage.text) if number not in mine]
    if mine and others:
        yield "another number of the passage", sentence.replace(chance.choice(mine), chance.choice(others), 1)
    if len(set(mine)) > 1:
        first, second = list(dict.fromkeys(mine))[:2]
        turned = {first: second, second: first}
        yield "two numbers changed places", _NUMBER.sub(lambda found: turned.get(found[0], found[0]), sentence)
    if mine:
        yield "a new number", _NUMBER.sub("77", sentence, count=1)
    if _DENIAL.search(sentence):
        yield "denial left out", _DENIAL.sub("", sentence, count=1)
    if _MAY.search(sentence):
        yield (
            "denial put in",
            _MAY.sub(lambda found: f"{found[0]}{'niet' if 'kunt' in found[0] else 'not'} ", sentence, count=1),
        )
    if _CONDITION.search(sentence):
        yield "condition left out", _CONDITION.sub("", sentence, count=1)
    yield from _measured_otherwise(sentence, passage.article.lang, chance)
    yield from _meant_otherwise(sentence, passage.article.lang)


def _measured_otherwise(sentence: str, lang: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    if _COUNTED.search(sentence):
        word = chance.choice(_WORDS[lang])
        yield "a new number in words", _COUNTED.sub(lambda found: f"{word} {found[1]}", sentence, count=1)
        yield "another span of time", _COUNTED.sub(chance.choice(_SPANS[lang]), sentence, count=1)
    if _UNIT.search(sentence):
        yield "another unit", _UNIT.sub(lambda found: _UNITS[found[1]], sentence, count=1)
    if _WHOLE.search(sentence):
        part = "een kwart van " if lang == "nl" else "a quarter of "
        yield "a part for the whole", _WHOLE.sub(part, sentence, count=1)


def _meant_otherwise(sentence: str, lang: str) -> Iterator[tuple[str, str]]:
    if _MODAL.search(sentence):
        yield "must for may, may for must", _MODAL.sub(lambda found: _MODALS[found[1]], sentence, count=1)
    if _ALLOWED.search(sentence):
        refused = r"\1 refuse" if lang == "en" else r"\2 \3weigeren"
        yield "refuse for what is allowed", _ALLOWED.sub(refused, sentence, count=1)
    first, second, *_ = [*_THING.finditer(sentence), None, None]
    if (
        first
        and second
        and first[1].lower() != second[1].lower()
        and not _LISTED.search(sentence, first.end(), second.end())
    ):
        said = (sentence[: first.start(1)], sentence[first.end(1) : second.start(1)], sentence[second.end(1) :])
        yield "two things changed places", said[0] + second[1] + said[1] + first[1] + said[2]


def main() -> None:
    chance, seen, passed = random.Random(1), Counter[str](), Counter[str]()
    times = []
    for name in sys.argv[1:] or ["zwaluw", "waterdijk"]:
        company = read_company(Path("companies") / name)
        articles = [one for one in company.articles if one.audience is Audience.PUBLIC]
        analysis = Analysis(vocabulary_of([(one.lang, one.body) for one in articles]), {})
        for passage in (passage for article in articles for passage in cut(article)):
            said = [text for block in passage.blocks if isinstance(block, Paragraph) for text in block.sentences]
            for change, text in (one for sentence in said for one in changed(sentence, passage, chance)):
                begun = perf_counter()
                wrong = judged(text, (passage,), passage.article.lang, analysis.tokens, analysis.tokens_of_article)
                times.append(perf_counter() - begun)
                seen[change] += 1
                passed[change] += not wrong
    for change, count in seen.items():
        print(f"{change:32}{count:6} sentences, {passed[change] / count:6.1%} pass")
    print(f"{sorted(times)[len(times) // 2] * 1000:.2f} ms a sentence p50")


if __name__ == "__main__":
    main()
