"""docs/company-folder.md is exact: every key and word of the description stands in it, and its examples are valid."""

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from kompas.assistant.company import schemas
from kompas.assistant.company.articles import split_article
from kompas.assistant.company.sheet import read_sheet

PAGE = (Path(__file__).parents[3] / "docs/company-folder.md").read_text(encoding="utf-8")
SECTIONS = {
    "company": "company.yaml",
    "voice": "voice.yaml",
    "rules": "rules.yaml",
    "retention": "retention.yaml",
    "synonyms": "synonyms.yaml",
    "intents": "intents/*.yaml",
    "article": "knowledge/&lt;lang&gt;/&lt;slug&gt;.md",
    "connector": "connectors/&lt;name&gt;.yaml",
    "workflow": "workflows/&lt;id&gt;.yaml",
    "tests": "tests/*.yaml",
}


def section(name: str) -> str:
    """The text of one file's section."""
    _, found, rest = PAGE.partition(f"\n## {SECTIONS[name]}\n")
    assert found, f"no section {SECTIONS[name]}"
    return rest.split("\n## " if name != "article" else "\n## connectors")[0]


def words_of(schema: Any) -> set[str]:
    """All keys, and all words that a value may be, of a JSON Schema."""
    if isinstance(schema, list):
        return {word for inner in schema for word in words_of(inner)}
    if not isinstance(schema, dict):
        return set()
    words = {str(word) for word in (*schema.get("properties", {}), *schema.get("enum", []))}
    if isinstance(schema.get("const"), str):
        words.add(schema["const"])
    return words | words_of(list(schema.values()))


@pytest.mark.parametrize("name", schemas.FILES)
def test_every_key_and_word_is_explained(name: str) -> None:
    explained = set(re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", section(name), flags=re.DOTALL)))
    left_out = words_of(schemas.schema_of(name)) - explained - {"nl", "en"}
    assert left_out == set()


@pytest.mark.parametrize("name", schemas.FILES)
def test_the_example_is_valid(name: str) -> None:
    model: type[BaseModel] = schemas.FILES[name]
    blocks = re.findall(r"```(?:yaml|markdown)\n(.*?)```", section(name), flags=re.DOTALL)
    assert len(blocks) == 1
    parts = split_article(blocks[0])
    sheet = read_sheet(parts.matter if parts else blocks[0], "docs")
    assert model.model_validate(sheet.data)


def test_the_words_of_the_description_are_found() -> None:
    """So that the first test cannot pass on nothing."""
    assert {"holidays", "ask_back", "monday", "sender"} <= words_of(schemas.schema_of("company"))
    assert {"hand_over", "workflow_fault", "verified"} <= words_of(schemas.schema_of("tests"))
