"""What an intent model learns from: examples, titles, the articles that answer them, and background."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from kompas.assistant.domain.knowledge import Article, Audience
from kompas.assistant.understanding.wordlists import LANGUAGES, lines

Example = tuple[str, str, str]  # text, intent, language
BACKGROUND = ""  # stands where an intent would: none of all

_HEADING = re.compile(r"^#+\s+")
_ITEM = re.compile(r"^\s*(?:[-*]|\d+\.)\s+")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKUP = re.compile(r"[*_`]+")
_RULE = re.compile(r"^[\s|:-]+$")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_SHORTEST = 12  # letters of a sentence that can teach something
_MOST_OF_NONE = 2_000  # lessons from articles of no intent; more teach nothing and take minutes
_QUESTION, _HEAD, _SENTENCE = 0.6, 0.3, 0.15  # weight of an article's lines, an example being 1


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text and its intent. Only lessons like what customers write calibrate; articles teach with less weight."""

    text: str
    intent: str
    lang: str
    weight: float = 1.0
    calibrates: bool = False


def lessons(
    examples: Sequence[Example],
    articles: Sequence[Article],
    answered_by: Mapping[str, Sequence[str]],
    titles: Sequence[Example],
) -> list[Lesson]:
    """All lessons, the examples first."""
    taught = [Lesson(text, intent, lang, calibrates=True) for text, intent, lang in examples]
    none = [(text, lang) for lang in LANGUAGES for text in background(lang)]
    weight = min(1.0, len(examples) / len(none))  # a young company's few examples are not drowned
    taught += [Lesson(text, BACKGROUND, lang, weight, calibrates=True) for text, lang in none]
    taught += [Lesson(text, intent, lang) for text, intent, lang in titles]
    owner = _owners(answered_by)
    told = [
        lesson
        for article in articles
        if article.audience is Audience.PUBLIC and (intent := owner.get(article.slug, BACKGROUND)) is not None
        for lesson in _of_article(article, intent)
    ]
    apart = [lesson for lesson in told if lesson.intent == BACKGROUND]
    step = max(1, -(-len(apart) // _MOST_OF_NONE))  # every so many: spread over all the articles
    return [*taught, *(lesson for lesson in told if lesson.intent != BACKGROUND), *apart[::step]]


def background(lang: str) -> tuple[str, ...]:
    """Lines that are about nothing that a customer would ask a company."""
    return lines(files(__package__).joinpath("background", f"{lang}.txt").read_text("utf-8"))


def _owners(answered_by: Mapping[str, Sequence[str]]) -> dict[str, str | None]:
    """The intent that an article teaches: the only one that has it first. None for an article that answers more."""
    first = Counter(slugs[0] for slugs in answered_by.values() if slugs)
    owners: dict[str, str | None] = {slug: None for slugs in answered_by.values() for slug in slugs}
    return owners | {slugs[0]: intent for intent, slugs in answered_by.items() if slugs and first[slugs[0]] == 1}


def _of_article(article: Article, intent: str) -> Iterator[Lesson]:
    def lesson(text: str, weight: float) -> Lesson:
        return Lesson(text, intent, article.lang, weight)

    yield from (lesson(text, _QUESTION) for text in (article.title, *article.questions))
    for line in article.body.splitlines():
        if _HEADING.match(line):
            yield lesson(_HEADING.sub("", line), _HEAD)
        elif not _RULE.match(line):
            sentences = _SENTENCE_END.split(_plain(line))
            yield from (lesson(text, _SENTENCE) for text in sentences if len(text) >= _SHORTEST)


def _plain(line: str) -> str:
    """A line of Markdown without its markup."""
    line = _MARKUP.sub("", _LINK.sub(r"\1", _ITEM.sub("", line)))
    return " ".join(line.replace("|", " ").split())
