"""Text into the tokens of the search, and a question into its words with every way in which a passage may say them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from functools import lru_cache

from kompas.assistant.knowledge.language import Language, Term
from kompas.assistant.knowledge.stems import words

CACHED_TEXTS = 8_000  # sentences and passages of articles that are often cited; 1 kB each
UNKNOWN_LANGUAGES = 8
Vocabulary = Mapping[str, Mapping[str, int]]  # by language, how often each word occurs
Synonyms = Mapping[str, Sequence[Sequence[str]]]  # by language, groups of names of the same thing


class Analysis:
    """The analysis of a knowledge with this `vocabulary` (by language, word to count) and the company's `synonyms`.

    Safe to share between threads; all caches are bounded.
    """

    def __init__(self, vocabulary: Vocabulary, synonyms: Synonyms) -> None:
        self.vocabulary = vocabulary
        self.synonyms = _as_tuples(synonyms)
        languages = sorted({*vocabulary, *synonyms})
        self._languages = {lang: Language(lang, vocabulary.get(lang, {}), synonyms.get(lang, ())) for lang in languages}
        self._forget()

    def revised(self, more: Vocabulary, synonyms: Synonyms) -> "Analysis":
        """The same with more words, and with these synonyms instead; a language for which both are as before is shared."""
        other = copy(self)
        other.vocabulary = {**self.vocabulary}
        other.synonyms = _as_tuples(synonyms)
        other._languages = dict(self._languages)
        for lang in {*more, *synonyms, *self.synonyms}:
            groups = other.synonyms.get(lang, ())
            known = self.vocabulary.get(lang, {})
            fresh = {word: often for word, often in more.get(lang, {}).items() if word not in known}
            if lang not in self._languages:
                other._languages[lang] = Language(lang, more.get(lang, {}), groups)
            elif fresh or groups != self.synonyms.get(lang, ()):
                other._languages[lang] = self._languages[lang].revised(fresh, groups)
            other.vocabulary[lang] = {**known, **fresh}
        other._forget()
        return other

    def has(self, synonyms: Synonyms) -> bool:
        """Whether these are its synonyms."""
        return self.synonyms == _as_tuples(synonyms)

    def _forget(self) -> None:
        self._unknown = lru_cache(maxsize=UNKNOWN_LANGUAGES)(_without_words)
        self._of_article = lru_cache(maxsize=CACHED_TEXTS)(self.tokens)

    def tokens(self, text: str, lang: str) -> tuple[str, ...]:
        """The stems of a text in order, stop words left out; the parts of a compound follow it."""
        return self.language(lang).tokens(text)

    def tokens_of_article(self, text: str, lang: str) -> tuple[str, ...]:
        """The same for a piece of an article, which is remembered. Never for what a customer wrote."""
        return self._of_article(text, lang)

    def terms(self, question: str, lang: str) -> tuple[Term, ...]:
        """The words of a question that matter, each once."""
        return self.language(lang).terms(question)

    def language(self, lang: str) -> Language:
        """The analysis in one language; one that the knowledge does not have knows no word."""
        return self._languages.get(lang) or self._unknown(lang)


def _as_tuples(synonyms: Synonyms) -> Synonyms:
    """Read back from a file they are lists."""
    return {lang: tuple(map(tuple, groups)) for lang, groups in synonyms.items()}


def _without_words(lang: str) -> Language:
    return Language(lang, {}, ())


def vocabulary_of(texts: Iterable[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """By language, how often each word occurs in the texts, given as (language, text)."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for lang, text in texts:
        for word in words(text):
            parts = word.split("-")
            counts[lang].update(parts if len(parts) == 1 else ["".join(parts), *parts])
    return {lang: dict(counted) for lang, counted in counts.items()}
