"""JSON Schemas of the company folder's files, for editors; made from the same description as the checks.

python -m kompas.assistant.company.schemas      writes schemas/*.json beside this file anew
"""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from kompas.assistant.company.shapes.company import CompanyFile
from kompas.assistant.company.shapes.content import FrontMatter, GoldenFile, IntentsFile
from kompas.assistant.company.shapes.tasks import ConnectorFile, WorkflowFile
from kompas.assistant.company.shapes.will import RetentionFile, RulesFile, SynonymsFile, VoiceFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"

FILES: dict[str, type[BaseModel]] = {
    "company": CompanyFile,
    "voice": VoiceFile,
    "rules": RulesFile,
    "retention": RetentionFile,
    "synonyms": SynonymsFile,
    "intents": IntentsFile,
    "article": FrontMatter,
    "tests": GoldenFile,
    "connector": ConnectorFile,
    "workflow": WorkflowFile,
}


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of one kind of file; the names are those of FILES."""
    return {"$schema": DIALECT, **FILES[name].model_json_schema(by_alias=True)}


def all_schemas() -> dict[str, dict[str, Any]]:
    """All JSON Schemas by the name of their file kind."""
    return {name: schema_of(name) for name in FILES}


def schemas_text() -> str:
    """All JSON Schemas as one JSON text, for `kompas check --schema`."""
    return _written(all_schemas())


def write_schemas(into: Path) -> list[Path]:
    """Write <name>.schema.json for each kind of file; returns the files."""
    into.mkdir(parents=True, exist_ok=True)
    files = []
    for name, schema in all_schemas().items():
        files.append(into / f"{name}.schema.json")
        files[-1].write_text(_written(schema), encoding="utf-8")
    return files


def _written(data: Any) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    write_schemas(Path(__file__).parent / "schemas")
