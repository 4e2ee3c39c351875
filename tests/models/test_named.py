"""An embedder by name."""

from importlib.metadata import PackagePath
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.models import tiny

from kompas.assistant.domain.errors import Permanent
from kompas.models import named
from kompas.models.named import embedder_named


def test_none_is_none() -> None:
    assert embedder_named("none") is None


def test_a_folder(tmp_path: Path) -> None:
    embedder = embedder_named(str(tiny.bert(tmp_path / "small")))
    assert embedder is not None
    assert embedder.name.startswith("small-")


def packaged(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    """A package that brings these folders."""
    files = []
    for folder in folders:
        for file in folder.iterdir():
            path = PackagePath(file)
            path.dist = SimpleNamespace(locate_file=lambda path: path)  # type: ignore[assignment]
            files.append(path)
    monkeypatch.setattr(named, "distribution", lambda name: SimpleNamespace(files=files))


def test_a_package_that_brings_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packaged(monkeypatch, tiny.bert(tmp_path / "model"))
    embedder = embedder_named("brings-a-model")
    assert embedder is not None
    assert embedder.embed(["money back"]).shape == (1, tiny.WIDTH)


def test_a_package_with_none_or_several_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packaged(monkeypatch)
    with pytest.raises(Permanent, match="holds 0 embedders"):
        embedder_named("brings-none")
    packaged(monkeypatch, tiny.bert(tmp_path / "a"), tiny.bert(tmp_path / "b"))
    with pytest.raises(Permanent, match="holds 2 embedders"):
        embedder_named("brings-two")


def test_what_is_not_there_is_told() -> None:
    with pytest.raises(Permanent, match="no folder and no installed package"):
        embedder_named("no-such-package-anywhere")
