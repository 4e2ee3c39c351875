"""What comes from elsewhere, file by file."""

import pytest

from kompas.assistant.company.complaints import Findings
from kompas.assistant.company.incoming import Given, incoming


@pytest.mark.parametrize("own", ["", "audience: public\n", "audience:\n  public\n", "audience: staff\n"])
def test_a_source_for_staff_has_nothing_for_customers(own: str) -> None:
    """Whatever its files say themselves: the tick was for all of them."""
    raw = f"---\ntitle: Korting geven\n{own}owner: Sam\n---\nTot 20 euro.\n".encode()
    (article,) = incoming("korting.md", raw, Given("nl", for_staff=True), Findings())
    head = article.text.split("---\n")[1].splitlines()
    assert [line for line in head if line.startswith(("audience", " "))] == ["audience: staff"]
    assert {"title: Korting geven", "owner: Sam", "lang: nl"} <= set(head)
