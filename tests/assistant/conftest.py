"""The sample company, made ready to think with once."""

from dataclasses import replace

import pytest
from tests.assistant.company.folders import SAMPLE

from kompas.assistant.company import read_company
from kompas.assistant.making import made
from kompas.assistant.prepared import Prepared
from kompas.connectors.table import TableConnector


@pytest.fixture(scope="session")
def molen() -> Prepared:
    """Molen Boeken: two intents, a workflow over orders, three articles, two house rules."""
    company = read_company(SAMPLE)
    connectors = {id: TableConnector(plan, SAMPLE) for id, plan in company.connectors.items()}
    return replace(made(company), connectors=connectors)
