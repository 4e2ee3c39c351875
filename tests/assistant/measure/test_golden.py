from collections.abc import Callable
from pathlib import Path

import pytest
from tests.assistant.workflows.shop import AT

from kompas.assistant.assistant import Assistant
from kompas.assistant.domain.company import Expectation, GoldenConversation, GoldenTurn
from kompas.assistant.measure.golden import play


@pytest.fixture(scope="module")
def assistant(ready: Callable[[str], Path]) -> Assistant:
    return Assistant.load(ready("zwaluw"), lambda _company: {})


def test_a_failure_names_file_line_expected_and_got(assistant: Assistant) -> None:
    right = GoldenTurn("medewerker", Expectation(decision="hand_over", reason="wants_human"), 7)
    wrong = GoldenTurn(
        "bent u een mens?", Expectation(decision="decline", says=("appeltaart",), says_not=("software",)), 9
    )
    played = play(assistant, AT, [GoldenConversation("x", "nl", (right, wrong), file="tests/x.yaml")])
    assert played.turns == 2
    assert [str(failure).split(", got ")[0] for failure in played.failures] == [
        "tests/x.yaml:9: x: expected decision decline",
        "tests/x.yaml:9: x: expected the words “appeltaart”",
        "tests/x.yaml:9: x: expected nothing of “software”",
    ]
