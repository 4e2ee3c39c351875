"""Lines to models: one is open, and what is not needed any more is closed."""

from structlog.testing import capture_logs

from kompas.assistant.domain.model import Prompt
from kompas.assistant.sockets import Speaking
from kompas.service.wording.lines import Lines


class Model:
    def __init__(self, base_url: str, name: str, key: str) -> None:
        self.closed, self.breaks = 0, name == "breaks"

    def ask(self, prompt: Prompt, seconds: float) -> Speaking:
        raise NotImplementedError

    def close(self) -> None:
        self.closed += 1
        if self.breaks:
            raise OSError("gone")


def test_a_line_is_closed_once_when_the_last_has_left_it() -> None:
    lines = Lines(Model)
    first, again = lines.take("a", "small", ""), lines.take("a", "small", "")
    assert first is again
    other = lines.take("a", "small", "key")
    assert other is not first
    lines.leave(first)
    assert (first.model.closed, other.model.closed) == (0, 0)  # type: ignore[attr-defined]
    lines.leave(again)
    lines.leave(other)
    assert (first.model.closed, other.model.closed) == (1, 0)  # type: ignore[attr-defined]
    lines.stop()
    lines.stop()
    assert other.model.closed == 1  # type: ignore[attr-defined]


def test_a_line_that_cannot_be_closed_costs_nobody_their_turn() -> None:
    lines = Lines(Model)
    lines.leave(lines.take("a", "breaks", ""))
    with capture_logs() as told:
        assert lines.take("a", "small", "").listening == 1
    assert [one["event"] for one in told] == ["model.not_closed"]
