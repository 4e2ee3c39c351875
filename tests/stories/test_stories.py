"""The behaviour stories as text: conversations in both languages, played against the example company."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from kompas.assistant.assistant import Assistant
from kompas.assistant.company import read_company
from kompas.assistant.domain.conversation import Author, Memory, Said, Turn
from kompas.assistant.domain.customer import CodeCheck, Identity, Level
from kompas.assistant.turn import SendCode
from kompas.connectors.table import TableConnector

HERE = Path(__file__).parent
FOLDER = HERE.parent.parent / "companies" / "zwaluw"
STORIES = [story for file in sorted(HERE.glob("*.yaml")) for story in yaml.safe_load(file.read_text("utf-8"))]
AT = datetime.fromisoformat("2026-11-23T10:00:00+01:00")


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    company = read_company(FOLDER)
    connectors = {id: TableConnector(plan, FOLDER) for id, plan in company.connectors.items()}
    return Assistant.from_company(company, connectors)


@pytest.mark.parametrize("story", STORIES, ids=[story["story"] for story in STORIES])
def test_story(story: dict[str, Any], assistant: Assistant) -> None:
    memory, history, identity = Memory(lang=story["lang"]), tuple[Said, ...](), Identity()
    if "verified" in story:
        identity = Identity(Level.VERIFIED, story["verified"], "code", AT)
    for step in story["turns"]:
        if step.get("code") == "right":
            identity = Identity(Level.VERIFIED, step["is"], "code", AT)
        check = CodeCheck(step["code"]) if "code" in step else None
        said = Said(Author.CUSTOMER, step["customer"], len(history))
        taken = assistant.take_turn(Turn((said,), AT, history, memory, identity, check))
        kind = type(taken.decision).__name__
        assert kind == step["decision"], (step["customer"], kind, [reason.code for reason in taken.decision.reasons])
        for words in step.get("says", ()):
            assert words in taken.reply.text
        for words in step.get("says_not", ()):
            assert words not in taken.reply.text
        if "sends_to" in step:
            assert taken.effects == (SendCode(step["sends_to"]),)
        if "lang" in step:
            assert taken.reply.lang == step["lang"]
        if kind == "HandOver":
            assert taken.brief is not None
            assert taken.brief.wish
        memory = taken.memory
        history = (*history, said, Said(Author.ASSISTANT, taken.reply.text, len(history) + 1))
