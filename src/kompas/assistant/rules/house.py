"""The company's house rules as a table: which of them hold for a customer's words."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import product

from kompas.assistant.domain.company import HouseRule
from kompas.assistant.domain.words import plain_words

Words = tuple[str, ...]

_CHOICE = re.compile(r"\(([^()|]*\|[^()]*)\)")  # brackets without a bar are just marks


class HouseRules:
    """Compiled once; safe to share between threads.

    A rule holds when all that it gives holds: one of its phrases stands in the text as whole words in a row, whatever
    their case, accents and language, and the matter is one of its intents.
    """

    def __init__(self, rules: Sequence[HouseRule]) -> None:
        self._rules = tuple(rules)
        self._phrases: dict[str, list[tuple[Words, str]]] = defaultdict(list)
        for rule in rules:
            for phrases in rule.mentions.values():
                for words in filter(None, (plain_words(one) for phrase in phrases for one in _each(phrase))):
                    self._phrases[words[0]].append((words, rule.id))

    def holding(self, text: str, intents: Collection[str]) -> tuple[HouseRule, ...]:
        """The rules that hold, in the order of the company. `intents` are those that the customer surely came for."""
        mentioned = set(self._mentioned(plain_words(text)))
        return tuple(
            rule
            for rule in self._rules
            if (rule.mentions or rule.intents)
            and (not rule.mentions or rule.id in mentioned)
            and (not rule.intents or not set(rule.intents).isdisjoint(intents))
        )

    def _mentioned(self, words: Words) -> Iterator[str]:
        for place, word in enumerate(words):
            candidates: Iterable[tuple[Words, str]] = self._phrases.get(word, ())
            yield from (rule for phrase, rule in candidates if words[place : place + len(phrase)] == phrase)


def _each(phrase: str) -> Iterator[str]:
    """Every phrase that one with choices stands for: "broke (my|her) arm" is two."""
    parts = _CHOICE.split(phrase)
    options = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    yield from (" ".join(one) for one in product(*options))
