from pathlib import Path

from tests.assistant.knowledge.shop import ARTICLES, article

from kompas.assistant.knowledge.passages import cut
from kompas.assistant.knowledge.shelf import Shelf, filled

WITH_ALL = (*ARTICLES, article("nl", "lijst", "Lijst", "Neem mee:\n\n- pas\n- bon"))
PASSAGES = [passage for one in WITH_ALL for passage in cut(one)]


def test_passages_come_back_as_they_were() -> None:
    shelf, owners = filled(PASSAGES)
    assert len(shelf) == len(PASSAGES)
    assert [shelf.passage(number) for number in range(len(shelf))] == PASSAGES
    assert [shelf.articles[owner].id for owner in owners] == [passage.article.id for passage in PASSAGES]


def test_also_after_they_were_saved(tmp_path: Path) -> None:
    shelf, _owners = filled(PASSAGES)
    shelf.save(tmp_path)
    loaded = Shelf.load(tmp_path, shelf.starts)
    assert [loaded.passage(number) for number in range(len(loaded))] == PASSAGES


def test_an_empty_shelf_can_be_kept(tmp_path: Path) -> None:
    shelf, _owners = filled([])
    shelf.save(tmp_path)
    assert len(Shelf.load(tmp_path, shelf.starts)) == 0
