"""A BERT encoder in plain numpy: a folder with model.safetensors, config.json and tokenizer.json into vectors.

Devlin et al. 2019, the encoder; Reimers and Gurevych 2019, the mean over tokens. For small models this is as quick as a
runtime made for it, and needs no other.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


class Bert:
    """The token vectors of the last layer. Frozen after it is read; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Raises KeyError or ValueError when the folder holds another kind of network."""
        from safetensors.numpy import load_file

        config = json.loads((folder / "config.json").read_text("utf-8"))
        if config["model_type"] != "bert" or config["hidden_act"] != "gelu":
            raise ValueError(config["model_type"])
        self._heads = int(config["num_attention_heads"])
        self._epsilon = float(config["layer_norm_eps"])
        self._weights = _plain(load_file(folder / "model.safetensors"))
        self._layers = int(config["num_hidden_layers"])

    def tokens(self, texts: Sequence[Sequence[int]]) -> list[Floats]:
        """Of each text, given as numbers of tokens, the vectors of its tokens."""
        ends = np.cumsum([len(text) for text in texts])
        weights = self._weights
        words = weights["embeddings.word_embeddings.weight"][np.concatenate(texts)]
        places = np.concatenate([np.arange(len(text)) for text in texts])
        x = words + weights["embeddings.position_embeddings.weight"][places]
        x = self._normed(x + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for number in range(self._layers):
            x = self._layer(x, ends, f"encoder.layer.{number}.")
        return np.split(x, ends[:-1])

    def _layer(self, x: Floats, ends: npt.NDArray[np.int_], layer: str) -> Floats:
        attended = self._attended(x, ends, layer + "attention.")
        x = self._normed(x + attended, layer + "attention.output.LayerNorm")
        inner = _gelu(self._linear(x, layer + "intermediate.dense"))
        return self._normed(x + self._linear(inner, layer + "output.dense"), layer + "output.LayerNorm")

    def _attended(self, x: Floats, ends: npt.NDArray[np.int_], layer: str) -> Floats:
        """Tokens look at those of their own text alone: no padding, no mask."""
        parts = (self._linear(x, f"{layer}self.{part}") for part in ("query", "key", "value"))
        query, key, value = (part.reshape(len(x), self._heads, -1).transpose(1, 0, 2) for part in parts)
        query = query / np.float32(np.sqrt(query.shape[-1]))
        seen = np.empty_like(query)
        for begin, end in zip([0, *ends[:-1]], ends, strict=True):
            own = slice(begin, end)
            scores = query[:, own] @ key[:, own].transpose(0, 2, 1)
            np.exp(scores - scores.max(axis=-1, keepdims=True), out=scores)
            seen[:, own] = scores @ value[:, own] / scores.sum(axis=-1, keepdims=True)
        return self._linear(seen.transpose(1, 0, 2).reshape(len(x), -1), layer + "output.dense")

    def _linear(self, x: Floats, name: str) -> Floats:
        made: Floats = x @ self._weights[name + ".weight"].T
        made += self._weights[name + ".bias"]
        return made

    def _normed(self, x: Floats, name: str) -> Floats:
        x = x - x.mean(axis=-1, keepdims=True)
        x /= np.sqrt(np.square(x).mean(axis=-1, keepdims=True) + self._epsilon)
        made: Floats = x * self._weights[name + ".weight"] + self._weights[name + ".bias"]
        return made


def _plain(weights: Mapping[str, Any]) -> dict[str, Floats]:
    """By their bare names, as single floats, whichever of the usual ways they were saved in."""
    return {name.removeprefix("bert."): np.ascontiguousarray(array, np.float32) for name, array in weights.items()}


def _gelu(x: Floats) -> Floats:
    from scipy.special import erf

    made: Floats = x * (0.5 + 0.5 * erf(x * np.float32(0.7071067811865476)))
    return made
