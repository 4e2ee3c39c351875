"""A website of the test's own."""

from collections.abc import Iterator

import pytest
from tests.service.library.sources.site import Site, a_site


@pytest.fixture
def site() -> Iterator[Site]:
    with a_site() as site:
        yield site
