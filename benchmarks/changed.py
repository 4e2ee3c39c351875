"""How many changed sentences pass the gate for a model's sentences: `python -m benchmarks.changed [COMPANY…]`.

Every sentence of the public articles is held against its own passage: as it stands, and with one thing changed by rule. The
gate should let the first pass and none of the others. A few changed ones are true by chance: "5 days" for "5 working days".
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
_MAY = re.compile(r"\b(?:kunt|can|may) (?!niet|not)")


def changed(sentence: str, passage: Passage, chance: random.Random) -> Iterator[tuple[str, str]]:
    """The sentence as it stands and with one thing changed, each with the name of the change."""
    yield "as it stands", sentence
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
