"""Every golden conversation of both example companies goes as it is expected to."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kompas.assistant.assistant import Assistant
from kompas.assistant.company import read_company
from kompas.assistant.measure.golden import play
from kompas.connectors.table import TableConnector

COMPANIES = Path(__file__).parents[2] / "companies"
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)  # the day of the example data, so that days can be named


@pytest.mark.parametrize(("company", "at_least"), [("zwaluw", 90), ("waterdijk", 50)])
def test_every_golden_conversation_goes_as_expected(company: str, at_least: int) -> None:
    folder = COMPANIES / company
    read = read_company(folder)
    connectors = {id: TableConnector(plan, folder) for id, plan in read.connectors.items()}
    played = play(Assistant.from_company(read, connectors), AT)
    assert [str(failure) for failure in played.failures] == []
    assert played.turns >= at_least
