"""The language of a text: what it looks like, with the conversation's language as prior."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from lingua import IsoCode639_1, LanguageDetector, LanguageDetectorBuilder

from kompas.assistant.understanding.phrases import Phrases, parse
from kompas.assistant.understanding.wording import Line, words
from kompas.assistant.understanding.wordlists import LANGUAGES, languages_named, lines, listed, settings, wordlist

_ADDRESS = re.compile(r"(?<!\S)\S*(?:@|www\.|://)\S*")
_NAME = re.compile(r"\s*[A-Z]\w*(?:[ -]+(?:\w{1,3}|[A-Z]\w*))*\s*")  # Anna van der Berg


class Languages:
    """The company's languages, the first one its main language.

    Goes by letter patterns (lingua, in its light mode: 9 MB instead of 100) and by each language's everyday words,
    which the light mode needs to tell short texts apart. One instance may be used by many threads.
    """

    def __init__(self, languages: Sequence[str]) -> None:
        self._languages = tuple(languages)
        self._codes = {lang: getattr(IsoCode639_1, lang.upper()) for lang in self._languages}
        self._everyday = _only_here({lang: _everyday(lang) for lang in self._languages})
        self._detector = None
        if len(self._languages) > 1:
            builder = LanguageDetectorBuilder.from_iso_codes_639_1(*self._codes.values())
            self._detector = builder.with_low_accuracy_mode().with_preloaded_language_models().build()

    def of(self, text: str, prior: str | None = None) -> str:
        """The language of a text. Only a clear text leaves `prior`, the language of the conversation so far.

        Without a prior the main language is the likeliest, but an everyday word of another one is enough. A language
        that the text asks for goes before what the text looks like.
        """
        asked = asked_for(text)
        if asked in self._languages:
            return asked
        usual = prior if prior in self._languages else self._languages[0]
        told = _ADDRESS.sub(" ", text)
        said = [word.plain for word in words(told) if word.plain.isalpha()]
        if not said or self._detector is None:
            return usual
        score = self._scores(self._detector, said)
        best = max(score, key=score.__getitem__)
        need = settings("language")
        lead = need["first"] if prior is None else need["short"] if _NAME.fullmatch(told) else _lead(len(said))
        return best if score[best] - score[usual] >= lead else usual

    def _scores(self, detector: LanguageDetector, said: list[str]) -> dict[str, float]:
        """By language: the log of lingua's confidence, less in short texts, and a weight for each everyday word."""
        values = detector.compute_language_confidence_values(" ".join(said))
        seen = {each.language.iso_code_639_1: each.value for each in values}
        need = settings("language")
        trust = min(1.0, len(said) / need["words"])
        return {
            lang: trust * math.log(max(seen.get(code, 0.0), 0.02))
            + need["everyday"] * sum(word in self._everyday[lang] for word in said)
            for lang, code in self._codes.items()
        }


def asked_for(text: str) -> str:
    """The language that a text asks to go on in ("can we speak English please"); empty when it asks for none."""
    line = Line(words(text))
    found = ((start, lang) for lang, start, _ in _wishes().find(line.text, {word.plain for word in line.words}))
    return max(found, default=(0, ""))[1]


@cache
def _wishes() -> Phrases[str]:
    phrases = [phrase for each in LANGUAGES for phrase in lines(wordlist(each)["language_asked"])]
    return Phrases(
        (lang, parse(phrase, {"language": names})) for lang, names in languages_named().items() for phrase in phrases
    )


def _lead(count: int) -> float:
    """By how much another language must lead: the shorter the text, the more."""
    need = settings("language")
    short = max(0.0, need["words"] - count) / (need["words"] - 1)
    return need["clear"] + short * (need["short"] - need["clear"])


def _everyday(lang: str) -> frozenset[str]:
    return frozenset(listed(wordlist(lang)["everyday"])) if lang in LANGUAGES else frozenset()


def _only_here(everyday: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Without the words that are everyday words of more than one language."""
    count = Counter(word for words in everyday.values() for word in words)
    return {lang: frozenset(word for word in words if count[word] == 1) for lang, words in everyday.items()}
