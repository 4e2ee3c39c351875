"""Which questions a message holds, whether it is complete by itself, and whether it leans on the question before."""

import re
from collections.abc import Iterable, Iterator

from kompas.assistant.domain.understanding import Wish
from kompas.assistant.understanding.asking import Asking, after, asking
from kompas.assistant.understanding.sentences import Part, sentences, without_opening
from kompas.assistant.understanding.wishes import hear
from kompas.assistant.understanding.wording import Line, words

MOST = 3  # questions answered in one turn
_SHORTEST = 3  # words that a question has before an "and" that begins the next one
_CODE = re.compile(r"\d{3,}|\S@\S")


def split_questions(text: str, lang: str) -> tuple[str, ...]:
    """The questions in a text, at most three, without greetings and thanks; none in a text that holds nothing else.

    What is told around a question stays with it: "My battery is dead. What now?" is one.
    """
    line, say = Line(words(text)), asking(lang)
    parts = [part for sentence in sentences(line, say) for part in _split(sentence, line, say)]
    questions = _with_background(parts, line, say)
    if len(questions) > MOST:
        questions[MOST - 1 :] = [[part for question in questions[MOST - 1 :] for part in question]]
    return tuple(_text(question, line, text) for question in questions)


def complete(text: str, lang: str) -> bool:
    """Whether a message can be answered now: it asks, tells or wishes something. A greeting or a fragment waits."""
    line, say = Line(words(text)), asking(lang)
    if any(_is_complete(sentence, line, say, text) for sentence in sentences(line, say)):
        return True
    return any(heard.wish is not Wish.HELLO for heard in hear(text, lang))


def follow_up(text: str, lang: str) -> bool:
    """Whether a question leans on the one before: "and for abroad?", "how much is that"."""
    line, say = Line(words(text)), asking(lang)
    said = list(sentences(line, say))
    return len(said) == 1 and _leans(said[0], line, say)


def _split(sentence: Part, line: Line, say: Asking) -> Iterator[Part]:
    """The questions of one sentence: cut before "and how long ..." where what goes before asks something already."""
    joined = after(say.joiner, line, sentence.start)
    start = joined if joined is not None and after(say.opener, line, joined) is not None else sentence.start
    for index in range(start + _SHORTEST, sentence.end):
        begin = _next_question(index, Part(start, index), sentence.end, line, say)
        if begin is not None:
            yield Part(start, index)
            start = begin
    yield Part(start, sentence.end, sentence.asked)


def _next_question(index: int, left: Part, end: int, line: Line, say: Asking) -> int | None:
    """Where the next question begins, if the word with this index joins it to the question on its left."""
    behind = index + 1 if line.words[index].plain == "," else after(say.joiner, line, index)
    if behind is None or left.size < _SHORTEST or not _asks(left, line, say):
        return None
    begin = after(say.joiner, line, behind)
    if begin is None and line.words[index].plain == "," and after(say.opener, line, left.start) is None:
        return None  # a wish told before its question: "I need a bigger size, can I swap"
    begin = begin or behind
    begin = without_opening(Part(begin, end), line, say).start
    told = {word.plain for word in line.words[left.start : left.end]}
    begins = say.opener if told.isdisjoint(say.embedding) else say.embedded
    return begin if begin < end and after(begins, line, begin) is not None else None


def _asks(part: Part, line: Line, say: Asking) -> bool:
    """Begins like a question or a wish, or ends in a question mark."""
    return part.asked or any(after(begin, line, part.start) is not None for begin in (say.opener, say.wanting))


def _with_background(parts: Iterable[Part], line: Line, say: Asking) -> list[list[Part]]:
    """Statements go with the question after them, else with the one before; so do "is that possible?" and the like."""
    questions: list[list[Part]] = []
    told: list[Part] = []
    for part in parts:
        if _is_tag(part, line, say) and questions and not told:
            questions[-1].append(part)
        elif _asks(part, line, say):
            questions.append([*told, part])
            told = []
        else:
            told.append(part)
    if told and questions:
        questions[-1] += told
    return questions or ([told] if told else [])


def _is_tag(part: Part, line: Line, say: Asking) -> bool:
    """Says nothing without the question before it."""
    return after(say.tag, line, part.start) is not None or (_fragment(part, line, say) and part.asked)


def _fragment(part: Part, line: Line, say: Asking) -> bool:
    """Begins with "and for", "also in", "what if"."""
    behind = after(say.starter, line, part.start)
    return behind is not None and behind < part.end and after(say.fragment, line, behind) is not None


def _text(question: list[Part], line: Line, text: str) -> str:
    """The words of a question as they stand in the text, with the question marks; what was cut out stays out."""
    pieces: list[tuple[int, int]] = []
    behind = -1
    for part in question:
        end = part.end + 1 if part.asked else part.end
        start = line.words[part.start].start
        if pieces and all(word.is_mark for word in line.words[behind : part.start]):
            start = pieces.pop()[0]
        pieces.append((start, line.words[end - 1].end))
        behind = part.end
    return " ".join(text[start:end].strip() for start, end in pieces)


def _is_complete(part: Part, line: Line, say: Asking, text: str) -> bool:
    told = [word.plain for word in line.words[part.start : part.end] if not word.is_mark]
    if _CODE.search(text[line.words[part.start].start : line.words[part.end - 1].end]) or say.picks.intersection(told):
        return True
    if after(say.follow_up, line, part.start) is not None:
        return True
    begun = [after(begin, line, part.start) for begin in (say.opener, say.wanting)]
    begun_at = max((behind for behind in begun if behind is not None), default=None)
    short = len(told) <= _SHORTEST
    if not part.asked and told[-1] in (say.dangling | say.dangling_when_short if short else say.dangling):
        return begun[0] is not None and told[-1] in say.pronouns
    if begun_at is not None:
        return begun_at < part.end or part.asked
    if not short or _leans(part, line, say) or not say.verbs.isdisjoint(told):
        return True
    return told[0] not in say.begins_a_fragment and bool(_matter(part, line, say))


def _leans(part: Part, line: Line, say: Asking) -> bool:
    if after(say.follow_up, line, part.start) is not None or _fragment(part, line, say):
        return True
    behind = after(say.starter, line, part.start)
    rest = Part(behind, part.end, part.asked) if behind is not None else part
    if not rest.size:
        return False
    begins = after(say.opener, line, rest.start) is not None or after(say.embedded, line, rest.start) is not None
    if _matter(rest, line, say):
        return (
            behind is not None
            and not begins
            and after(say.wanting, line, rest.start) is None
            and _no_verb(rest, line, say)
        )
    return begins or (behind is not None and rest.asked)


def _no_verb(part: Part, line: Line, say: Asking) -> bool:
    return say.verbs.isdisjoint(word.plain for word in line.words[part.start : part.end])


def _matter(part: Part, line: Line, say: Asking) -> list[str]:
    """The words that carry a matter of their own."""
    told = (word for word in line.words[part.start : part.end] if not word.is_mark)
    return [word.plain for word in told if word.plain not in say.light]
