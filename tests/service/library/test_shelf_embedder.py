"""A company with an embedder is prepared and served with its vectors; without them it serves by words, and says so."""

import json
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from tests.models import tiny
from tests.models.test_openai_embeddings import says, serving
from tests.service.library.conftest import opened

from kompas.assistant.domain.errors import Temporary
from kompas.assistant.domain.knowledge import Audience
from kompas.service import house as houses
from kompas.service.library.shelf import prepare_apart


def name(folder: Path, embedder: str) -> None:
    """Have this company name an embedder."""
    file = folder / "company.yaml"
    file.write_text(f"embedder: {{{embedder}}}\n{file.read_text('utf-8')}", "utf-8")


@pytest.fixture
def model(folder: Path, tmp_path: Path) -> Path:
    """The folder of the embedder that the company names."""
    name(folder, f"folder: {tmp_path / 'small'}")
    return tmp_path / "small"


def test_vectors_that_are_missing_are_made_later_and_taken_up(folder: Path, data_dir: Path, model: Path) -> None:
    (data_dir / "prepared").unlink()  # others' preparations are no business of this one
    shelf = opened(folder, data_dir).shelf
    assert shelf.now.assistant.prepared.index.meaning is None
    assert "holds no embedder" in str(houses.current().complaints[0])
    houses.close_house()
    tiny.bert(model)
    shelf = opened(folder, data_dir).shelf
    assert shelf.lacks_vectors
    assert "by their words alone" in str(shelf.embedder_complaints[0])
    shelf.take_up_vectors()
    assert shelf.lacks_vectors, "nothing was made since"
    version = shelf.now.company.version
    prepare_apart(shelf.folder, data_dir / "prepared" / version, shelf.source)
    shelf.take_up_vectors()
    assert (shelf.embedder_complaints, shelf.lacks_vectors) == ((), False)
    meaning = shelf.now.assistant.prepared.index.meaning
    assert meaning is not None
    assert meaning.vectors.known()
    houses.close_house()


def test_another_model_behind_the_same_address_is_told_and_all_is_embedded_anew(folder: Path, data_dir: Path) -> None:
    (data_dir / "prepared").unlink()
    width = 4

    def play(handler: BaseHTTPRequestHandler, request: dict[str, Any]) -> None:
        rows = [{"index": place, "embedding": [1.0] * width} for place in range(len(request["input"]))]
        says(handler, json.dumps({"data": rows}).encode())

    with serving(play) as (url, _asked):
        name(folder, f"base_url: {url}, name: small")
        shelf = opened(folder, data_dir).shelf
        assert (shelf.embedder_complaints, shelf.lacks_vectors) == ((), False)
        width = 8
        index = shelf.now.assistant.prepared.index
        by_words = index.with_meaning(None)
        asked = ("wanneer is het afval", "nl", date(2026, 11, 1), Audience.PUBLIC)
        assert index.search(*asked) == by_words.search(*asked), "by words for now"
        assert "other vectors" in str(shelf.embedder_complaints[0])
        assert shelf.lacks_vectors
        prepare_apart(shelf.folder, data_dir / "prepared" / shelf.now.company.version, shelf.source)
        shelf.take_up_vectors()
        assert (shelf.embedder_complaints, shelf.lacks_vectors) == ((), False)
        meaning = shelf.now.assistant.prepared.index.meaning
        assert meaning is not None
        assert meaning.vectors.width == width
        shelf.close()
        with pytest.raises(Temporary, match="closed"):
            meaning.embedder.embed(["a"])
        assert index.search(*asked) == by_words.search(*asked), "a turn that is under way is answered by words"
    houses.close_house()
