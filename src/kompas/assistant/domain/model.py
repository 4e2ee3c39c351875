"""What is asked of a language model, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kompas.assistant.domain.errors import Temporary
from kompas.assistant.domain.knowledge import Passage


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question that a model may word the answer to, and the passages that it may use. Nothing else ever reaches one."""

    lang: str
    question: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Prompt:
    """`system` holds our instructions, `user` what they are about, `shape` is the JSON Schema of the answer."""

    system: str
    user: str
    shape: Mapping[str, Any]
    most_tokens: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the model gave it, unproven. `cites` are numbers of passages, from 1, in the order of `Wanted`."""

    text: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens that were read and written."""

    read: int
    written: int


class ModelFault(Temporary):
    """The model did not say what was asked of it. `code` says how; no words of anybody are in it."""

    def __init__(self, code: str) -> None:
        super().__init__(code, "docs/how-to/language-model.md")
        self.code = code
