"""Both example companies are without fault, and every row of the bicycle shop can be read and worded."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kompas.assistant.company import check_company, read_company
from kompas.assistant.company.stored import dump_company, load_company
from kompas.assistant.domain.customer import Identity, Level
from kompas.assistant.domain.workflow import LookUp
from kompas.connectors.table import TableConnector

COMPANIES = Path(__file__).parents[2] / "companies"
AT = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.mark.parametrize("name", ["zwaluw", "waterdijk"])
def test_no_complaint_and_no_warning(name: str) -> None:
    checked = check_company(COMPANIES / name, date(2026, 11, 24))
    assert [str(one) for one in (*checked.complaints, *checked.warnings)] == []


@pytest.mark.parametrize(("name", "dutch", "english"), [("zwaluw", 60, 20), ("waterdijk", 40, 15)])
def test_the_articles_are_all_there(name: str, dutch: int, english: int) -> None:
    articles = read_company(COMPANIES / name).articles
    assert [sum(article.lang == lang for article in articles) for lang in ("nl", "en")] == [dutch, english]
    slugs = {article.slug for article in articles if article.lang == "nl"}
    assert {article.slug for article in articles if article.lang == "en"} <= slugs, "each is a translation"


@pytest.mark.parametrize("name", ["zwaluw", "waterdijk"])
def test_stored_and_read_again(name: str) -> None:
    company = read_company(COMPANIES / name)
    assert load_company(dump_company(company)) == company


def test_every_workflow_reads_every_customer() -> None:
    company = read_company(COMPANIES / "zwaluw")
    plan = company.connectors["shop"]
    shop = TableConnector(plan, COMPANIES / "zwaluw")
    customers = (COMPANIES / "zwaluw" / plan.tables["customers"].file).read_text(encoding="utf-8").splitlines()[1:]
    read = dict.fromkeys(company.workflows, 0)
    for workflow in company.workflows.values():
        look_up = next(step for step in workflow.steps if isinstance(step, LookUp))
        level = plan.purposes[workflow.purpose].identity
        for line in customers:
            identity = Identity(level, line.split(",")[0])
            read[workflow.id] += len(shop.look_up(look_up.operation, workflow.purpose, identity, AT))
    assert len(customers) == 500
    assert read["order_status"] == 2000
    assert all(count > 100 for count in read.values())


def test_the_customers_of_the_golden_conversations_exist() -> None:
    company = read_company(COMPANIES / "zwaluw")
    shop = TableConnector(company.connectors["shop"], COMPANIES / "zwaluw")
    keys = {golden.verified for golden in company.golden if golden.verified is not None}
    assert keys
    assert {key for key in keys if shop.name_of(Identity(Level.VERIFIED, key)) is None} == set()
