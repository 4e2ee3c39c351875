"""What the description's validators find is said in words of ours, which screens have in every language."""

from collections.abc import Iterator
from typing import Any

from kompas.assistant.company.schemas import all_schemas
from kompas.assistant.company.wording import PATTERN_WORDS


def patterns(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from (value for key, value in schema.items() if key == "pattern" and isinstance(value, str))
        for value in schema.values():
            yield from patterns(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from patterns(value)


def test_every_way_of_writing_has_its_words() -> None:
    assert set(patterns(all_schemas())) == PATTERN_WORDS.keys()
