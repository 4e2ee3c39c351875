"""A model guesses by its numbers, and is stored as plain numbers."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.domain.errors import Permanent
from kompas.assistant.understanding.intents import Calibration, Channel, IntentModel, load, save
from kompas.assistant.understanding.sureness import Sureness


def channel(*rows: tuple[str, float, list[float]]) -> Channel:
    terms, rarity, coefficients = zip(*rows, strict=True)
    return Channel(
        {term: row for row, term in enumerate(terms)}, np.array(rarity, np.float32), np.array(coefficients, np.float32)
    )


SURE = Sureness((-1.0, 2.0, 1.0, -1.0, -1.0, 1.0, 0.0, 0.0))
MODEL = IntentModel(
    intents=("levering", "retour"),
    words=channel(("pakket", 2.0, [3.0, -1.0, -1.0]), ("terug sturen", 1.0, [-1.0, 3.0, -1.0])),
    pieces=channel((" p", 1.0, [0.5, 0.0, 0.0]), (" te", 1.0, [0.0, 0.5, 0.0])),
    intercepts=np.array([-1.0, -1.0, 0.5], np.float32),
    calibrations={"": Calibration(2.0, 0.0, SURE), "en": Calibration(0.1, 0.0, SURE)},
)


def test_the_best_guess_comes_first() -> None:
    first, second = MODEL.guess("Waar is mijn PAKKET?", "nl")
    assert (first.intent, second.intent) == ("levering", "retour")
    assert first.certainty == pytest.approx(np.exp(5) / (np.exp(5) + np.exp(-4) + np.exp(-1)), rel=1e-5)


def test_what_is_none_of_all_leaves_little() -> None:
    assert sum(guess.certainty for guess in MODEL.guess("xyz", "nl")) < 0.1


def test_each_language_has_its_own_calibration() -> None:
    assert MODEL.guess("pakket", "en")[0].certainty < MODEL.guess("pakket", "nl")[0].certainty


def test_sureness_goes_by_what_the_best_intent_has_of_the_text() -> None:
    guesses, sure = MODEL.guess_surely("pakket", "nl")
    assert guesses == MODEL.guess("pakket", "nl")
    assert (
        sure > MODEL.guess_surely("pakket uitzonderlijk verweg gekomen", "nl")[1] > MODEL.guess_surely("xyz", "nl")[1]
    )


@given(st.text(), st.sampled_from(["nl", "en", "de"]))
def test_any_text_gets_probabilities(text: str, lang: str) -> None:
    certainties = [guess.certainty for guess in MODEL.guess(text, lang)]
    assert certainties == sorted(certainties, reverse=True)
    assert all(0 <= certainty <= 1 for certainty in certainties)
    assert sum(certainties) < 1 + 1e-6


def test_a_stored_model_guesses_the_same(tmp_path: Path) -> None:
    save(MODEL, tmp_path / "model.npz")
    again = load(tmp_path / "model.npz")
    assert again.intents == MODEL.intents
    assert again.calibrations == MODEL.calibrations
    for text in ("pakket", "kan ik terug sturen", ""):
        assert again.guess(text, "nl") == MODEL.guess(text, "nl")


@pytest.mark.parametrize("content", [b"", b"no numbers", b"PK\x03\x04broken"])
def test_a_broken_file_is_refused_with_the_remedy(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "model.npz").write_bytes(content)
    with pytest.raises(Permanent) as refused:
        load(tmp_path / "model.npz")
    assert refused.value.remedy == "Train it again."


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Permanent):
        load(tmp_path / "none.npz")


def test_objects_are_never_read(tmp_path: Path) -> None:
    np.savez(tmp_path / "model.npz", format=np.array([{"a": 1}], dtype=object))
    with pytest.raises(Permanent):
        load(tmp_path / "model.npz")


def test_another_format_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "model.npz", format=np.array(99))
    with pytest.raises(Permanent):
        load(tmp_path / "model.npz")
