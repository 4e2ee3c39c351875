"""An embedder in a folder on this machine: a static model (model2vec), a network in ONNX, or a BERT in safetensors.

The folder is as such models are published: config.json, tokenizer.json and model.safetensors or model.onnx, beside them
the files of sentence-transformers that say how many tokens it reads and how their vectors become one. Only the files of
the folder are read: nothing is fetched, and no code comes with a model.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from kompas.assistant.domain.errors import KompasError, Permanent, Temporary

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]
Texts = Sequence[str]
Tokens = Sequence[Sequence[int]]

TOKENS = 256  # read of a text, where the folder does not say
TOGETHER = 16  # texts at a time, of about one length
_GIVEN = frozenset({"input_ids", "attention_mask", "token_type_ids"})  # what a network may want of a text
_SEE = "Take a model of texts, with all of its files: see docs/how-to/embeddings.md."


class LocalFolder:
    """Safe to share between threads; holds the model in memory."""

    outside = False

    def __init__(self, folder: Path) -> None:
        """Raises Permanent when the folder holds no model that can be run, or the extra `embeddings` is missing.

        One text is embedded at once, so that a model that reads well and runs badly is refused here.
        """
        self._folder = folder
        try:
            config = _json(folder / "config.json")
            self._run, weights = _model(folder, config)
            self.name = f"{folder.name}-{_digest(weights, folder / 'tokenizer.json')}"
        except ImportError as missing:
            raise Permanent(
                "An embedder in a folder is named, but what runs it is not installed.", "Install kompas[embeddings]."
            ) from missing
        except KompasError:
            raise
        except Exception as wrong:  # the libraries raise classes of their own for files that they cannot read
            raise Permanent(
                f"{folder} holds no embedder that can be run ({type(wrong).__name__}).",
                "Put config.json, tokenizer.json and model.onnx or model.safetensors there: see docs/how-to/embeddings.md.",
            ) from wrong
        sample = self.embed(["a b"])
        if sample.ndim != 2 or sample.shape[1] == 0 or not np.isfinite(sample).all():
            raise Permanent(f"The embedder in {folder} gives no vector of a text.", _SEE)

    def embed(self, texts: Texts) -> Floats:
        if not texts:
            return np.zeros((0, 0), np.float32)
        try:
            return normed(self._run(texts))
        except MemoryError as full:
            raise Temporary(
                "There is too little memory for the embedder.", "Give it more memory, or take a smaller model."
            ) from full
        except Exception as wrong:  # noqa: BLE001 - of its own classes; its words may hold a customer's
            raise Permanent(f"The embedder in {self._folder} fails ({type(wrong).__name__}).", _SEE) from None

    def close(self) -> None:
        """It holds nothing but memory, which goes with it."""


def normed(rows: Floats) -> Floats:
    """Each row with length 1; one without any stays 0."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    made: Floats = (rows / np.maximum(lengths, 1e-12)).astype(np.float32)
    return made


def _json(file: Path) -> dict[str, Any]:
    read = json.loads(file.read_text("utf-8"))
    if not isinstance(read, dict):
        raise ValueError(file.name)
    return read


def _model(folder: Path, config: dict[str, Any]) -> tuple[Callable[[Texts], Floats], Path]:
    """What runs, and the file with its weights."""
    if _is_static(folder / "model.safetensors"):
        return _static(folder), folder / "model.safetensors"
    for file in (folder / "model.onnx", folder / "onnx" / "model.onnx"):
        if file.exists():
            return _pooled(folder, config, _onnx(file)), file
    from kompas.models.bert import Bert

    return _pooled(folder, config, Bert(folder).tokens), folder / "model.safetensors"


def _is_static(file: Path) -> bool:
    """Whether all that it holds is a table of words: config.json does not say so in every such folder."""
    from safetensors import safe_open

    if not file.exists():
        return False
    with safe_open(file, "numpy") as opened:
        return "embeddings" in opened.keys()  # noqa: SIM118 - no map


def _static(folder: Path) -> Callable[[Texts], Floats]:
    """The mean of vectors of words."""
    from model2vec import StaticModel

    model = StaticModel.from_pretrained(folder)
    return lambda texts: np.asarray(model.encode(list(texts)), np.float32)


def _pooled(
    folder: Path, config: dict[str, Any], network: Callable[[Tokens], Sequence[Floats]]
) -> Callable[[Texts], Floats]:
    """A network that gives of each text one vector, or the vectors of its tokens, of which this makes one."""
    tokenizer, first = _tokenizer(folder, config), _takes_first_token(folder)

    def run(texts: Texts) -> Floats:
        tokens = [coded.ids for coded in tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(texts)), key=lambda place: len(tokens[place]))
        rows: dict[int, Floats] = {}
        for begin in range(0, len(order), TOGETHER):
            places = order[begin : begin + TOGETHER]
            for place, given in zip(places, network([tokens[place] for place in places]), strict=True):
                rows[place] = given if given.ndim == 1 else given[0] if first else given.mean(axis=0)
        return np.array([rows[place] for place in range(len(texts))], np.float32)

    return run


def _tokenizer(folder: Path, config: dict[str, Any]) -> "Tokenizer":
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    said = folder / "sentence_bert_config.json"
    most = int(_json(said)["max_seq_length"]) if said.exists() else TOKENS
    tokenizer.enable_truncation(min(most, int(config.get("max_position_embeddings") or most)))
    return tokenizer


def _takes_first_token(folder: Path) -> bool:
    """How the vectors of the tokens become one: by their mean, unless the folder says the first of them."""
    said = folder / "1_Pooling" / "config.json"
    if not said.exists():
        return False
    modes = {mode for mode, on in _json(said).items() if mode.startswith("pooling_mode_") and on}
    if modes not in ({"pooling_mode_mean_tokens"}, {"pooling_mode_cls_token"}):
        raise ValueError(sorted(modes))
    return modes == {"pooling_mode_cls_token"}


def _onnx(file: Path) -> Callable[[Tokens], Sequence[Floats]]:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # turns run side by side already
    session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    wanted = [given.name for given in session.get_inputs()]
    if more := sorted(set(wanted) - _GIVEN):
        raise Permanent(f"The network in {file} wants more than a text: {', '.join(more)}.", _SEE)

    def run(texts: Tokens) -> list[Floats]:
        ids, mask = (np.zeros((len(texts), max(map(len, texts))), np.int64) for _ in range(2))
        for row, text in enumerate(texts):
            ids[row, : len(text)], mask[row, : len(text)] = text, 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        (out, *_others) = session.run(None, {name: given[name] for name in wanted})
        return [vectors if out.ndim == 2 else vectors[: len(text)] for vectors, text in zip(out, texts, strict=True)]

    return run


def _digest(*files: Path) -> str:
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as opened:
            digest.update(hashlib.file_digest(opened, "sha256").digest())
    return digest.hexdigest()[:12]
