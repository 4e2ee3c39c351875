"""The JSON Schemas say the same as the checks, and the stored files are those."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from tests.assistant.company.folders import SAMPLE

from kompas.assistant.company import schemas

STORED = Path(schemas.__file__).parent / "schemas"
FILES = {
    "company": "company.yaml",
    "voice": "voice.yaml",
    "rules": "rules.yaml",
    "retention": "retention.yaml",
    "synonyms": "synonyms.yaml",
    "intents": "intents/bestellen.yaml",
    "connector": "connectors/shop.yaml",
    "workflow": "workflows/order_status.yaml",
    "tests": "tests/levertijd.yaml",
    "article": "knowledge/nl/levertijd.md",
}


def as_an_editor_reads_it(file: str) -> Any:
    """Plain YAML 1.2: dates are texts there."""
    text = (SAMPLE / file).read_text(encoding="utf-8")
    data = YAML(typ="safe", pure=True).load(text.split("---\n")[1] if file.endswith(".md") else text)
    return json.loads(json.dumps(data, default=lambda value: _iso(value)))


def _iso(value: object) -> str:
    assert isinstance(value, date | datetime)
    return value.isoformat()


@pytest.mark.parametrize("name", schemas.FILES)
def test_the_stored_schema_is_that_of_the_description(name: str) -> None:
    stored = json.loads((STORED / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert stored == schemas.schema_of(name), "run: python -m kompas.assistant.company.schemas"


def test_no_schema_is_left_over() -> None:
    assert {path.name for path in STORED.iterdir()} == {f"{name}.schema.json" for name in schemas.FILES}


@pytest.mark.parametrize(("name", "file"), FILES.items())
def test_the_sample_follows_its_schema(name: str, file: str) -> None:
    schema = schemas.schema_of(name)
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(as_an_editor_reads_it(file))) == []


@pytest.mark.parametrize(("name", "file"), FILES.items())
def test_an_unknown_key_is_an_error_for_editors_too(name: str, file: str) -> None:
    data = as_an_editor_reads_it(file) | {"unknwon": 1}
    assert list(Draft202012Validator(schemas.schema_of(name)).iter_errors(data)) != []


def test_all_schemas_as_one_text() -> None:
    assert json.loads(schemas.schemas_text()) == schemas.all_schemas()


def test_writing(tmp_path: Path) -> None:
    files = schemas.write_schemas(tmp_path / "new")
    assert len(files) == len(schemas.FILES)
    assert all(json.loads(file.read_text(encoding="utf-8"))["$schema"] for file in files)
