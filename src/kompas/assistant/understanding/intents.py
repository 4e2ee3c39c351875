"""Guess what a customer came for, with a probability that keeps its word. Serving: numpy only, no scikit-learn."""

import math
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kompas.assistant.domain.errors import Permanent
from kompas.assistant.domain.understanding import Guess
from kompas.assistant.understanding.sureness import Sureness, signs_of
from kompas.assistant.understanding.terms import pieces, plain, terms_of_words

FORMAT = 2
MOST = 10  # guesses returned for a text
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Channel:
    """One kind of terms. For each known term its row, how rare it is, and what it says for each column of the model."""

    rows: Mapping[str, int]
    rarity: Floats
    coefficients: Floats


@dataclass(frozen=True, slots=True)
class Calibration:
    """How scores become probabilities: how surely the best guess is right, and how the others share what is left of it.

    For that, scores are multiplied with `scale`, and `background` is added to the background's.
    """

    scale: float
    background: float
    sureness: Sureness


@dataclass(frozen=True, slots=True)
class IntentModel:
    """A trained, frozen model with a column for each intent and a last one for the background: none of all.

    `calibrations` is by language; the entry "" serves every other language.
    """

    intents: tuple[str, ...]
    words: Channel
    pieces: Channel
    intercepts: Floats
    calibrations: Mapping[str, Calibration]

    def guess(self, text: str, lang: str) -> tuple[Guess, ...]:
        """The likeliest intents, best first. What their probabilities lack to 1 is the chance that it is another or none."""
        return self.guess_surely(text, lang)[0]

    def guess_surely(self, text: str, lang: str) -> tuple[tuple[Guess, ...], float]:
        """The guesses, and the chance that the best of them is right however near the text is to what nobody foresaw."""
        by = self.calibrations.get(lang) or self.calibrations[""]
        scores = self.scores(text)
        return self.guesses_of(scores, lang), by.sureness.of(self.signs(text, scores))

    def guesses_of(self, scores: Floats, lang: str) -> tuple[Guess, ...]:
        """The likeliest intents of these raw scores, best first."""
        by = self.calibrations.get(lang) or self.calibrations[""]
        chances = chances_of(scores, by.scale, by.background)[:-1]
        best = np.argsort(-chances, kind="stable")[:MOST]
        return tuple(Guess(self.intents[index], float(chances[index])) for index in best)

    def signs(self, text: str, scores: Floats) -> tuple[float, ...]:
        """What tells how surely the best of these scores is right; see sureness.py."""
        best = int(np.argmax(scores[:-1]))
        tells = self.words.coefficients[:, best]
        return signs_of(scores, plain(text).split(), self.words.rows, self.words.rarity, tells)

    def scores(self, text: str) -> Floats:
        """The raw score of each column: the linear model that was trained, to the last digits of single precision."""
        told = plain(text)
        score = self.intercepts.copy()
        for channel, terms in ((self.words, terms_of_words(told)), (self.pieces, pieces(told))):
            rows, values = _weighed(channel, terms)
            if rows:
                score += values @ channel.coefficients[rows]
        return score


def chances_of(scores: Floats, scale: float, background: float) -> Floats:
    """The share of each column; they sum to 1. Takes one row of scores, or many."""
    scaled = scores * np.float32(scale)
    scaled[..., -1] += np.float32(background)
    grown = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    chances: Floats = grown / grown.sum(axis=-1, keepdims=True)
    return chances


def _weighed(channel: Channel, terms: Iterable[str]) -> tuple[list[int], Floats]:
    """The rows of the known terms in a text, and their TF-IDF values at length 1."""
    count = Counter(map(channel.rows.get, terms))
    count.pop(None, None)
    rows = [row for row in count if row is not None]
    often = 1 + np.log(np.fromiter(count.values(), np.float32, len(rows)))
    values: Floats = often * channel.rarity[rows]
    return rows, values / np.float32(math.sqrt(values @ values) or 1.0)


def save(model: IntentModel, path: Path) -> None:
    """Write a model as plain arrays (.npz), nothing that could run when it is read."""
    calibrations = [(by.scale, by.background, *by.sureness.coefficients) for by in model.calibrations.values()]
    arrays = {
        "format": np.array(FORMAT),
        "intents": _packed(model.intents),
        "intercepts": model.intercepts,
        "languages": _packed(model.calibrations),
        "calibrations": np.array(calibrations, np.float64),
    }
    for name, channel in (("words", model.words), ("pieces", model.pieces)):
        arrays |= {
            f"{name}_terms": _packed(channel.rows),
            f"{name}_rarity": channel.rarity,
            f"{name}_coefficients": channel.coefficients,
        }
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)


def load(path: Path) -> IntentModel:
    """Read a model back. Raises Permanent when the file is missing, broken or of another format."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            if int(arrays["format"]) != FORMAT:
                raise ValueError("another format")
            languages = _unpacked(arrays["languages"])
            return IntentModel(
                intents=_unpacked(arrays["intents"]),
                words=_channel(arrays, "words"),
                pieces=_channel(arrays, "pieces"),
                intercepts=arrays["intercepts"],
                calibrations={
                    lang: Calibration(scale, background, Sureness(tuple(coefficients)))
                    for lang, (scale, background, *coefficients) in zip(
                        languages, arrays["calibrations"].tolist(), strict=True
                    )
                },
            )
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as fault:
        raise Permanent(f"the intent model {path.name} cannot be read", "Train it again.") from fault


def _channel(arrays: Mapping[str, NDArray[np.float32]], name: str) -> Channel:
    terms = _unpacked(arrays[f"{name}_terms"])
    channel = Channel(
        {term: row for row, term in enumerate(terms)}, arrays[f"{name}_rarity"], arrays[f"{name}_coefficients"]
    )
    if not len(channel.rows) == len(channel.rarity) == len(channel.coefficients):
        raise ValueError("its parts do not fit together")
    return channel


def _packed(texts: Iterable[str]) -> NDArray[np.uint8]:
    """Texts without line ends as one array of bytes."""
    return np.frombuffer("".join(f"{text}\n" for text in texts).encode(), np.uint8)


def _unpacked(array: NDArray[np.generic]) -> tuple[str, ...]:
    return tuple(array.tobytes().decode().split("\n")[:-1])
