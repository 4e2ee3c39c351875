"""A company with an embedder is prepared and served with its vectors; without them it serves by words, and says so."""

from pathlib import Path

import pytest
from tests.models import tiny
from tests.service.library.conftest import opened

from kompas.service import house as houses
from kompas.service.library.shelf import prepare_apart


@pytest.fixture
def model(folder: Path, tmp_path: Path) -> Path:
    """The folder of the embedder that the company names."""
    model = tmp_path / "small"
    file = folder / "company.yaml"
    file.write_text(f"embedder: {{folder: {model}}}\n{file.read_text('utf-8')}", "utf-8")
    return model


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
