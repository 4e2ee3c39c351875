import pytest
from tests.assistant.knowledge.shop import ARTICLES, INTENTS, SYNONYMS

from kompas.assistant.knowledge.compiling import compiled
from kompas.assistant.knowledge.index import Index


@pytest.fixture(scope="session")
def shop() -> Index:
    """The index of the garden centre."""
    return compiled(ARTICLES, SYNONYMS, INTENTS)
