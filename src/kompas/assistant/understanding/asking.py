"""The words of asking in one language, compiled: how a part of a sentence begins, and what its words weigh."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kompas.assistant.understanding.phrases import Groups, parse
from kompas.assistant.understanding.wording import Line
from kompas.assistant.understanding.wordlists import LANGUAGES, languages_named, lines, listed, wordlist


@dataclass(frozen=True, slots=True)
class Asking:
    """Patterns match at the place of a word in a `Line`; sets hold plain words."""

    courtesy: re.Pattern[str]
    thanking: re.Pattern[str]
    sign_off: re.Pattern[str]
    joiner: re.Pattern[str]
    opener: re.Pattern[str]
    embedded: re.Pattern[str]
    wanting: re.Pattern[str]
    tag: re.Pattern[str]
    follow_up: re.Pattern[str]
    starter: re.Pattern[str]
    fragment: re.Pattern[str]
    embedding: frozenset[str]
    verbs: frozenset[str]
    light: frozenset[str]
    dangling: frozenset[str]
    dangling_when_short: frozenset[str]
    begins_a_fragment: frozenset[str]
    picks: frozenset[str]
    pronouns: frozenset[str]


def asking(lang: str) -> Asking:
    """The words of a language; of the first language that has a list, where this one has none."""
    return _asking(lang if lang in LANGUAGES else LANGUAGES[0])


def after(pattern: re.Pattern[str], line: Line, index: int) -> int | None:
    """The index of the word after a pattern that begins at the word with this index; None where it does not."""
    if index >= len(line.words):
        return None
    found = pattern.match(line.text, line.starts[index])
    return None if found is None else line.index(found.end() - 1) + 1


@cache
def _asking(lang: str) -> Asking:
    given = wordlist(lang)["questions"]
    groups: dict[str, tuple[str, ...]] = {
        name: listed(given[name]) for name in ("question_word", "verb", "asking_verb", "subject")
    }

    def either_of(name: str) -> re.Pattern[str]:
        return _pattern(lines(given[name]) if "\n" in given[name].strip() else listed(given[name]), groups)

    def of_all(name: str) -> re.Pattern[str]:
        """Courtesy is courtesy in any language."""
        return _pattern([line for each in LANGUAGES for line in lines(wordlist(each)["questions"][name])], groups)

    def courtesy() -> re.Pattern[str]:
        """Greetings and the like, and the wish for a language, which is heard apart from the question."""
        said = [line for each in LANGUAGES for line in lines(wordlist(each)["questions"]["courtesy"])]
        said += [line for each in LANGUAGES for line in lines(wordlist(each)["language_asked"])]
        return _pattern(said, {**groups, "language": [name for names in languages_named().values() for name in names]})

    def words_of(name: str) -> frozenset[str]:
        return frozenset(listed(given[name]))

    return Asking(
        courtesy=courtesy(),
        thanking=of_all("thanking"),
        sign_off=of_all("sign_off"),
        joiner=either_of("joiners"),
        opener=_opener(groups),
        embedded=_pattern(("{question_word}",), groups),
        wanting=either_of("wanting"),
        tag=either_of("tags"),
        follow_up=either_of("follow_up"),
        starter=either_of("starters"),
        fragment=either_of("fragments"),
        embedding=words_of("embedding"),
        verbs=words_of("verb"),
        light=words_of("light") | frozenset(listed(wordlist(lang)["common"])),
        dangling=words_of("dangling"),
        dangling_when_short=words_of("dangling_when_short"),
        begins_a_fragment=words_of("begins_a_fragment"),
        picks=words_of("picks"),
        pronouns=words_of("pronouns"),
    )


def _opener(groups: Groups) -> re.Pattern[str]:
    """A question word with the nearest verb, at most two words on, or a verb before its subject."""
    word, verb = "{question_word}", "{verb}"
    return _pattern((f"{word} {verb}", f"{word} _ {verb}", f"{word} _ _ {verb}", "{asking_verb} {subject}"), groups)


def _pattern(phrases: Sequence[str], groups: Groups) -> re.Pattern[str]:
    """Any of the phrases, the first that fits."""
    return re.compile("|".join(f"(?:{parse(phrase, groups).pattern})" for phrase in phrases))
