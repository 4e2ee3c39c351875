"""Every golden conversation of both example companies goes as it is expected to."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kompas.assistant.assistant import Assistant
from kompas.assistant.domain.company import Company
from kompas.assistant.measure.golden import play
from kompas.connectors.table import TableConnector

COMPANIES = Path(__file__).parents[2] / "companies"
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)  # the day of the example data, so that days can be named


AT_LEAST = {"zwaluw": 90, "waterdijk": 50}


@pytest.fixture(scope="module", params=AT_LEAST)
def assistant(request: pytest.FixtureRequest, ready: Callable[[str], Path]) -> Assistant:
    folder = COMPANIES / request.param

    def connectors(company: Company) -> dict[str, TableConnector]:
        return {id: TableConnector(plan, folder) for id, plan in company.connectors.items()}

    return Assistant.load(ready(request.param), connectors)


def test_every_golden_conversation_goes_as_expected(assistant: Assistant) -> None:
    played = play(assistant, AT)
    assert [str(failure) for failure in played.failures] == []
    assert played.turns >= AT_LEAST[assistant.company.slug]


def test_also_when_every_article_was_published_anew_since_it_was_prepared(assistant: Assistant) -> None:
    articles = tuple(replace(one, owner=f"{one.owner}, later") for one in assistant.company.articles)
    played = play(assistant.revised(replace(assistant.company, articles=articles)), AT)
    assert [str(failure) for failure in played.failures] == []
