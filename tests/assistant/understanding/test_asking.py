"""Where questions and courtesy begin, and end."""

import pytest

from kompas.assistant.understanding.asking import after, asking
from kompas.assistant.understanding.wording import Line, words


@pytest.mark.parametrize(
    ("lang", "text", "behind"),
    [
        ("nl", "hoe lang duurt het", 3),
        ("nl", "hoeveel punten heb ik", 3),
        ("nl", "kan ik ruilen", 2),
        ("nl", "mijn fiets is kapot", None),
        ("en", "how much does it cost", 3),
        ("en", "can i swap", 2),
        ("en", "my bike is broken", None),
    ],
)
def test_openers(lang: str, text: str, behind: int | None) -> None:
    assert after(asking(lang).opener, Line(words(text)), 0) == behind


def test_a_language_without_a_list_uses_the_first() -> None:
    assert asking("fr") is asking("nl")
    assert after(asking("fr").opener, Line(()), 0) is None
