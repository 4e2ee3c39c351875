"""Courtesy is taken off, and nothing else."""

import pytest

from kompas.assistant.understanding.asking import asking
from kompas.assistant.understanding.sentences import sentences
from kompas.assistant.understanding.wording import Line, words


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Hoi! Waar is het? Groetjes, Jan", ["Waar is het"]),
        ("waar is het alvast bedankt", ["waar is het"]),
        ("Waar is het? Alvast bedankt,\nJan de Vries", ["Waar is het"]),
        ("Het is kapot. Met vriendelijke groet, Jan. PS: mooi weer", ["Het is kapot"]),
        ("dank je wel maar waar is het", ["waar is het"]),
        ("Jan de Vries", ["Jan de Vries"]),
        ("er ligt iets op straat", ["er ligt iets op straat"]),
        ("hoi, hallo, goedemiddag", []),
    ],
)
def test_sentences(text: str, left: list[str]) -> None:
    line = Line(words(text))
    parts = sentences(line, asking("nl"))
    assert [text[line.words[part.start].start : line.words[part.end - 1].end] for part in parts] == left
