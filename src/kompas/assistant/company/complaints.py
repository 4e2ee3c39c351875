"""What is wrong with a company folder, said so that its owner can repair it: file, line, key, remedy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from rapidfuzz import fuzz, process

from kompas.assistant.company.sentences import Sentence, Translate, as_it_is, sentence
from kompas.assistant.domain.errors import Permanent

ALIKE = 60  # percent; below it a guess at the meant word confuses more than it helps


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the folder: `line` and `column` count from 1 (0: the whole file), `key` reads like rules[2].then."""

    file: str
    line: int = 0
    column: int = 0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is wrong, with its remedy. Written out: "rules.yaml:14 rules[2].then: 'x' is unknown. Use …"."""

    file: str
    line: int
    key: str
    message: Sentence
    remedy: Sentence
    column: int = 0

    def spoken(self, translate: Translate, number: Translate) -> Self:
        """The same complaint in another language, as `Sentence.spoken` makes it."""
        message, remedy = (as_it_is(one.spoken(translate, number)) for one in (self.message, self.remedy))
        return replace(self, message=message, remedy=remedy)

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}{' ' + self.key if self.key else ''}: {self.message} {self.remedy}".rstrip()


class CompanyRefused(Permanent):
    """The folder cannot be used: `complaints` holds all that is wrong, `warnings` what merely could be better."""

    def __init__(self, complaints: Sequence[Complaint], warnings: Sequence[Complaint] = ()) -> None:
        lines = [str(complaint) for complaint in complaints]
        super().__init__("\n".join(lines), remedy="Repair the places named and run kompas check again.")
        self.complaints = tuple(complaints)
        self.warnings = tuple(warnings)


@dataclass(slots=True)
class Findings:
    """Gathers complaints and warnings while a folder is read."""

    complaints: list[Complaint] = field(default_factory=list)
    warnings: list[Complaint] = field(default_factory=list)

    def refuse(self, place: Place, message: Sentence, remedy: Sentence) -> None:
        self.complaints.append(_complaint(place, message, remedy))

    def warn(self, place: Place, message: Sentence, remedy: Sentence) -> None:
        self.warnings.append(_complaint(place, message, remedy))


def in_order(complaints: Iterable[Complaint]) -> tuple[Complaint, ...]:
    """By file and line, each once."""
    return tuple(sorted(set(complaints), key=lambda one: (one.file, one.line, one.column, one.key, str(one.message))))


def one_of(known: Iterable[str], word: str = "") -> Sentence:
    """The remedy for an unknown word: the one that was probably meant, else those there are. A list keeps its order."""
    words = known if isinstance(known, list) else sorted(known)
    meant = process.extractOne(word, words, scorer=fuzz.ratio, score_cutoff=ALIKE) if word else None
    if meant is not None and len(words) > 2:
        return sentence("Did you mean {word}?", word=meant[0])
    if not words:
        return sentence("There is none yet.")
    if len(words) > 12:
        return sentence("Use one of {words} and {count} more.", words=", ".join(words[:12]), count=len(words) - 12)
    if len(words) == 1:
        return sentence("Use {word}.", word=words[0])
    return sentence("Use {words} or {last}.", words=", ".join(words[:-1]), last=words[-1])


def _complaint(place: Place, message: Sentence, remedy: Sentence) -> Complaint:
    return Complaint(place.file, place.line, place.key, message, remedy, place.column)
