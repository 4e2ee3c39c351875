"""Embedders in a folder: three kinds, and folders that hold none."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tests.models import tiny

from kompas.assistant.domain.errors import KompasError, Permanent, Temporary
from kompas.models.local_folder import LocalFolder

TEXTS = ["the parcel comes late", "money back", "the parcel is blue", "late"]


def onnx(folder: Path) -> Path:
    return tiny.as_onnx(tiny.bert(folder.with_name("source")), folder)


@pytest.mark.parametrize("made", [tiny.bert, onnx, tiny.static])
def test_each_text_has_one_row_of_length_one_whatever_stands_beside_it(
    tmp_path: Path, made: Callable[[Path], Path]
) -> None:
    embedder = LocalFolder(made(tmp_path / "model"))
    together = embedder.embed(TEXTS)
    assert together.shape == (len(TEXTS), tiny.WIDTH)
    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    for text, row in zip(TEXTS, together, strict=True):
        assert np.allclose(embedder.embed([text])[0], row, atol=1e-5)
    assert not np.allclose(together[0], together[2], atol=0.05)
    assert embedder.embed([]).shape[0] == 0


def test_a_bert_gives_what_a_runtime_of_somebody_else_gives(tmp_path: Path) -> None:
    source = tiny.bert(tmp_path / "bert")
    ours, theirs = LocalFolder(source), LocalFolder(tiny.as_onnx(source, tmp_path / "onnx"))
    assert np.allclose(ours.embed(TEXTS), theirs.embed(TEXTS), atol=1e-4)


def test_a_text_that_is_too_long_counts_by_its_beginning(tmp_path: Path) -> None:
    folder = tiny.bert(tmp_path / "model")
    (folder / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": 3}), "utf-8")
    begin, whole = LocalFolder(folder).embed(["the parcel comes", "the parcel comes late money back"])
    assert np.allclose(begin, whole)


def test_the_folder_says_how_vectors_become_one(tmp_path: Path) -> None:
    folder = tiny.bert(tmp_path / "model")
    by_mean = LocalFolder(folder).embed(TEXTS[:1])
    (folder / "1_Pooling").mkdir()
    said = folder / "1_Pooling" / "config.json"
    said.write_text(json.dumps({"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}), "utf-8")
    assert not np.allclose(LocalFolder(folder).embed(TEXTS[:1]), by_mean, atol=0.01)
    said.write_text(json.dumps({"pooling_mode_max_tokens": True}), "utf-8")
    with pytest.raises(Permanent):
        LocalFolder(folder)


def test_the_name_is_that_of_these_weights(tmp_path: Path) -> None:
    one, two = tiny.bert(tmp_path / "a" / "m"), tiny.bert(tmp_path / "b" / "m", layers=1)
    assert LocalFolder(one).name == LocalFolder(one).name != LocalFolder(two).name


def test_what_is_no_model_is_told(tmp_path: Path) -> None:
    folder = tiny.bert(tmp_path / "model")
    (folder / "model.safetensors").write_bytes(b"no weights")
    for wrong in (tmp_path / "nothing", folder):
        with pytest.raises(Permanent, match="holds no embedder") as told:
            LocalFolder(wrong)
        assert "config.json, tokenizer.json" in told.value.remedy


def test_a_network_of_another_kind_is_refused(tmp_path: Path) -> None:
    folder = tiny.bert(tmp_path / "model")
    config = json.loads((folder / "config.json").read_text("utf-8"))
    (folder / "config.json").write_text(json.dumps({**config, "model_type": "t5"}), "utf-8")
    with pytest.raises(Permanent):
        LocalFolder(folder)


def test_a_network_that_wants_more_than_a_text_is_refused_when_it_is_opened(tmp_path: Path) -> None:
    folder = tiny.as_onnx(tiny.bert(tmp_path / "source"), tmp_path / "model", ("position_ids",))
    with pytest.raises(Permanent, match="wants more than a text: position_ids"):
        LocalFolder(folder)


def test_a_network_that_reads_well_and_runs_badly_is_refused_when_it_is_opened(tmp_path: Path) -> None:
    folder = tiny.as_onnx(tiny.bert(tmp_path / "source"), tmp_path / "model")
    tokens = json.loads((folder / "tokenizer.json").read_text("utf-8"))
    tokens["model"]["vocab"]["[UNK]"] = 10_000  # the network has no such row
    (folder / "tokenizer.json").write_text(json.dumps(tokens), "utf-8")
    with pytest.raises(Permanent, match=r"fails \(InvalidArgument\)"):
        LocalFolder(folder)


@pytest.mark.parametrize(("fault", "kind"), [(KeyError("parcel"), Permanent), (MemoryError(), Temporary)])
def test_what_goes_wrong_later_is_a_fault_of_ours_without_anybodys_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception, kind: type[KompasError]
) -> None:
    embedder = LocalFolder(tiny.bert(tmp_path / "model"))
    monkeypatch.setattr(embedder, "_run", lambda texts: (_ for _ in ()).throw(fault))
    with pytest.raises(kind) as told:
        embedder.embed(["the parcel"])
    assert "parcel" not in str(told.value)


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tiny.bert(tmp_path / "model")
    monkeypatch.setitem(sys.modules, "tokenizers", None)
    with pytest.raises(Permanent) as told:
        LocalFolder(folder)
    assert told.value.remedy == "Install kompas[embeddings]."
