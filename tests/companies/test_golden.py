"""Every golden conversation of both example companies goes as it is expected to."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from benchmarks.wording import characters, golden

from kompas.assistant.answering.prompting import fitting
from kompas.assistant.assistant import Assistant
from kompas.assistant.domain.company import Company, HouseRule, ModelPlan, Then
from kompas.assistant.domain.customer import Identity
from kompas.assistant.domain.decision import Answer
from kompas.assistant.domain.knowledge import Audience
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


def test_with_a_model_few_turns_would_ask_it_and_none_of_anybody_who_is_known(assistant: Assistant) -> None:
    """Never for a task, a rule, a question back or a handover, and never more than once: a turn holds one wish at most."""
    plan = ModelPlan("http://127.0.0.1:1/v1", "none")
    taken = list(golden(assistant.revised(replace(assistant.company, model=plan)), AT))
    asks = [one for one in taken if one.wanted is not None]
    assert 0 < len(asks) < 0.3 * len(taken)
    assert [one.decision for one in asks if not isinstance(one.decision, Answer)] == []
    assert [one for one in asks if one.records or one.facts.turn.identity != Identity() or one.facts.rules] == []
    for one in asks:
        assert one.wanted is not None
        assert all(passage.article.audience is Audience.PUBLIC for passage in one.wanted.passages)
        assert (fits := fitting(one.wanted)) is not None
        assert characters(fits) <= 6000


def test_two_hundred_house_rules_leave_every_prompt_as_it_is(assistant: Assistant) -> None:
    plan, company = ModelPlan("http://127.0.0.1:1/v1", "none"), assistant.company
    rules = tuple(
        HouseRule(f"r{n}", Then.HAND_OVER, dict.fromkeys(company.languages, f"Regel {n}"),
                  dict.fromkeys(company.languages, (f"geheimwoord{n}",)))
        for n in range(200)
    )  # fmt: skip
    few = golden(assistant.revised(replace(company, model=plan)), AT)
    many = golden(assistant.revised(replace(company, model=plan, rules=(*company.rules, *rules))), AT)
    assert [one.wanted for one in many] == [one.wanted for one in few]
