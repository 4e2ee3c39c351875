"""The page about the API is true: its calls exist, its numbers are those that count."""

import re
from pathlib import Path

from kompas.service.front_door.limits import bounds
from kompas.service.front_door.openapi import description

PAGE = (Path(__file__).parents[3] / "docs" / "front-door.md").read_text("utf-8")


def test_its_calls_are_those_of_the_description() -> None:
    named = set()
    for method, path in re.findall(r"`(GET|POST|PUT) (/[\w/{}.]*)`", PAGE):
        within = not re.match(r"/(chat|contact|healthz|readyz|metrics)", path)
        named.add((f"/chat/v1/conversations/{{conversation}}{path}" if within else path, method.lower()))
    told = {(path, name) for path, calls in description()["paths"].items() for name in calls if name != "parameters"}
    assert named == {(path, name) for path, name in told if path != "/" and not path.startswith("/demo/")}


def test_its_numbers_are_those_that_count() -> None:
    limits = bounds()
    for rate, words in [
        (limits.rates["messages"]["visitor"], "60 messages in a minute and 12 at once"),
        (limits.rates["calls"]["visitor"], "120 other calls in a minute"),
        (
            limits.rates["messages"]["network"] + limits.rates["begins"]["network"],
            "600 messages and 60 new conversations",
        ),
    ]:
        assert words in PAGE
        assert re.findall(r"\d+", words) == re.findall(r"\d+", rate), rate
    assert f"good for {limits.visitor_days} days" in PAGE
    assert f"({limits.body_bytes // 1024} kB)" in PAGE
