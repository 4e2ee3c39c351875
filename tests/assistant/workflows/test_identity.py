import pytest
from tests.assistant.workflows.shop import AT

from kompas.assistant.domain.conversation import Author, Said, Turn
from kompas.assistant.domain.customer import CodeCheck, Identity, Level
from kompas.assistant.domain.workflow import Awaiting, Progress
from kompas.assistant.workflows.identity import AskCode, AskMail, IdentityMove, SendCode, TooManyCodes, prove

FOR_CODE = Progress("orders", "waar is het", Awaiting.CODE)


def turn(text: str, check: CodeCheck | None = None, identity: Identity | None = None) -> Turn:
    return Turn((Said(Author.CUSTOMER, text),), AT, identity=identity or Identity(), code_check=check)


@pytest.mark.parametrize(
    ("said", "progress", "move"),
    [
        (turn("waar is het"), None, AskMail()),
        (turn("ik ben a.b@klant.example."), None, SendCode("a.b@klant.example")),
        (turn("123456", CodeCheck.WRONG), FOR_CODE, AskCode(wrong=True)),
        (turn("123456", CodeCheck.EXPIRED), FOR_CODE, AskMail(again=True)),
        (turn("123456", CodeCheck.TOO_MANY), FOR_CODE, TooManyCodes()),
        (turn("geen mail gekregen"), FOR_CODE, AskCode()),
        (turn("waar is het", identity=Identity(Level.VERIFIED, "C-1")), None, None),
        (turn("waar is het", identity=Identity(Level.VERIFIED, None)), None, AskMail()),
        (turn("123456", CodeCheck.RIGHT), FOR_CODE, AskCode()),
    ],
)
def test_what_comes_next(said: Turn, progress: Progress | None, move: IdentityMove | None) -> None:
    assert prove(Level.VERIFIED, progress, said) == move
