"""`model:` in company.yaml: off unless named, and no place for a key."""

from pathlib import Path

import pytest
from tests.assistant.company.folders import SAMPLE, change, copy_of_sample

from kompas.assistant.company import check_company, read_company
from kompas.assistant.domain.company import ModelPlan


def with_model(folder: Path, model: str) -> Path:
    copied = copy_of_sample(folder)
    change(copied, "company.yaml", "languages:", f"model: {model}\nlanguages:")
    return copied


def test_no_model_is_asked_unless_one_is_named() -> None:
    assert read_company(SAMPLE).model is None


def test_a_model_has_its_limits(tmp_path: Path) -> None:
    named = read_company(with_model(tmp_path, "{base_url: 'https://models.example.org/v1/', name: small}"))
    assert named.model == ModelPlan("https://models.example.org/v1", "small", 6.0, 600, 2_000_000, 0, 0)


def test_all_of_it_can_be_chosen(tmp_path: Path) -> None:
    text = (
        "{base_url: 'http://127.0.0.1:8080/v1', name: small, patience: 3, limits: {turn_tokens: 300, day_tokens: 50000},"
        " price: {read: 0.4, written: 1.6}}"
    )
    assert read_company(with_model(tmp_path, text)).model == ModelPlan(
        "http://127.0.0.1:8080/v1", "small", 3, 300, 50_000, 0.4, 1.6
    )


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ("{base_url: 'ftp://m.example', name: small}", "is no address of a model. Write it like https://"),
        ("{base_url: 'https://m.example/v1?key=1', name: small}", "is no address of a model."),
        ("{base_url: 'https://:99999999/', name: small}", "is no address of a model."),
        ("{base_url: 'https://me:secret@m.example/v1', name: small}", "Give the key by the setting KOMPAS_MODEL_KEY."),
        ("{base_url: 'https://m.example/v1'}", "name"),
        ("{base_url: 'https://m.example/v1', name: small, patience: 11}", "patience"),
        ("{base_url: 'https://m.example/v1', name: small, limits: {turn_tokens: 0}}", "turn_tokens"),
        ("{base_url: 'https://m.example/v1', name: small, key: abc}", "key"),
    ],
)
def test_a_wrong_model_is_refused(tmp_path: Path, model: str, said: str) -> None:
    (complaint,) = map(str, check_company(with_model(tmp_path, model)).complaints)
    assert said in complaint
    assert "secret@" not in complaint
