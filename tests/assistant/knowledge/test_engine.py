from pathlib import Path

from kompas.assistant.knowledge.cataloguing import Document
from kompas.assistant.knowledge.engine import Engine

DOCUMENTS = [
    Document(("nl:kost",), (), (), ("nl:retour",)),
    Document((), ("nl:kost",), (), ("nl:bezorg",)),
    Document((), (), (), ("nl:bezorg", "nl:kost", "4.95")),
]


def test_tokens_are_found_as_they_were_written(tmp_path: Path) -> None:
    engine = Engine.write(tmp_path / "engine", DOCUMENTS)
    assert engine.best([("4.95", 1.0)], 10)[0] == [2]
    assert engine.best([("nl:kost", 1.0)], 10)[0] == [0, 1, 2]  # a title weighs more than a heading, and that than text
    assert engine.best([("en:kost", 1.0)], 10) == ([], [])


def test_weights_of_a_question_count(tmp_path: Path) -> None:
    engine = Engine.write(tmp_path / "engine", DOCUMENTS)
    numbers, scores = engine.best([("nl:retour", 5.0), ("nl:bezorg", 0.1)], 10)
    assert numbers[0] == 0
    assert scores[0] > scores[1] > 0


def test_it_opens_what_was_written(tmp_path: Path) -> None:
    written = Engine.write(tmp_path / "engine", DOCUMENTS).best([("nl:bezorg", 1.0)], 10)
    assert Engine(tmp_path / "engine").best([("nl:bezorg", 1.0)], 10) == written
