"""What a model has said so far: the sentences that are whole, while the rest is still on its way."""

from dataclasses import dataclass, field
from typing import Any

from pydantic_core import from_json

from kompas.assistant.domain.model import ModelFault, Sentence

MOST_SENTENCES = 12
MOST_CHARACTERS = 20_000
_PROPOSALS = ("answer", "ask_back", "hand_over")


@dataclass(slots=True)
class Hearing:
    """Pieces of text go in, whole sentences come out, each once. `proposal` is the decision that the model would take;
    it is kept for the record and decides nothing."""

    _text: str = ""
    _given: int = 0
    proposal: str = field(default="")

    def piece(self, text: str) -> list[Sentence]:
        """The sentences that this piece completes. Raises ModelFault `invalid` or `too_big`."""
        self._text += text
        if len(self._text) > MOST_CHARACTERS:
            raise ModelFault("too_big")
        # a sentence is whole once the next one begins, or all is said
        return self._new(self._parsed(partial=True).get("sentences", [])[:-1]) if "{" in text else []

    def end(self) -> list[Sentence]:
        """What is left when all is said. Raises ModelFault `invalid` when it is not what was asked for."""
        said = self._parsed(partial=False)
        self.proposal = next((one for one in _PROPOSALS if one == said.get("decision")), "")
        return self._new(said["sentences"])

    def _parsed(self, partial: bool) -> dict[str, Any]:
        try:
            said = from_json(self._text, allow_partial=partial)
        except ValueError:
            raise ModelFault("invalid") from None
        if not isinstance(said, dict) or not isinstance(said.get("sentences", [] if partial else None), list):
            raise ModelFault("invalid")
        return said

    def _new(self, whole: list[object]) -> list[Sentence]:
        if len(whole) > MOST_SENTENCES:
            raise ModelFault("too_big")
        new = [_sentence(one) for one in whole[self._given :]]
        self._given = max(self._given, len(whole))
        return new


def _sentence(given: object) -> Sentence:
    match given:
        case {"text": str(text), "cites": list(cites)} if all(type(n) is int for n in cites):
            return Sentence(" ".join(text.split()), tuple(dict.fromkeys(cites)))
    raise ModelFault("invalid")
