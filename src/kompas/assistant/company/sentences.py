"""A sentence for people that keeps what it was made of, so that a screen can say it in the reader's own language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any, Union

Value = Union[str, int, float, "Sentence"]
Translate = Callable[[str], str]


def _as_written(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a part of one. Written out it is English; `spoken` says it in another language.

    `template` holds the English words with {names}; a brace to be shown is written twice. What stands in a file is a
    text among the `values`; a number there is one for people, and written as their language does.
    """

    template: str
    values: tuple[tuple[str, Value], ...] = ()

    def filled(self, **values: Value) -> "Sentence":
        """The same with these values."""
        return Sentence(self.template, (*self.values, *values.items()))

    def spoken(self, translate: Translate = _as_written, number: Translate = _as_written) -> str:
        """In the language into which `translate` brings a template and `number` an English number (1,234.5)."""
        return _Speech(translate, number).vformat(translate(self.template), (), dict(self.values))

    def __str__(self) -> str:
        return self.spoken()


def sentence(template: str, **values: Value) -> Sentence:
    """A sentence of our own. The template stands here in full: so it is found, and asked for in every language."""
    return Sentence(template, tuple(values.items()))


def as_it_is(words: str) -> Sentence:
    """Words that come from elsewhere, like those of the system, and are the same in every language."""
    return Sentence("{words}", (("words", words),))


class _Speech(Formatter):
    """Fills a template; a sentence among the values is spoken likewise."""

    def __init__(self, translate: Translate, number: Translate) -> None:
        self._translate, self._number = translate, number

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        return kwargs[field_name], field_name  # a plain name: nothing is reached through a value

    def format_field(self, value: Value, format_spec: str) -> str:
        if isinstance(value, Sentence):
            return value.spoken(self._translate, self._number)
        told = format(value, format_spec)
        return told if isinstance(value, str) else self._number(told)
