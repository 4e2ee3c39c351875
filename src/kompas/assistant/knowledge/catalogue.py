"""What the search knows of every passage besides its words in order: numbers in flat arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

NAMED = 1  # a token of the article's title or questions
HEADED = 2  # a token of the passage's heading
TOLD = 4  # a token of the passage's own text


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that is known in numbers, in arrays by token, passage, question or article.

    A token weighs more the fewer articles of its language have it (`having`); `strangest` is, by language, the weight of a word
    that no article has. A passage's tokens include the words of its article's title and questions (`flags` tells which
    are where); `heading` has the words of its heading (the title for the introduction). `asked` holds the questions
    of all articles, and each article's title as one more.
    """

    having: Ints
    weight: Floats
    strangest: Floats
    tokens: Ints
    token_starts: Ints
    flags: npt.NDArray[np.uint8]
    heading: Ints
    heading_starts: Ints
    heading_weight: Floats
    owner: Ints
    asked: Ints
    asked_starts: Ints
    asked_weight: Floats
    asked_by: Ints
    lang: Ints
    slug: Ints
    valid_from: Ints
    valid_until: Ints
    staff: npt.NDArray[np.bool_]

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def allowed(self, lang: int, day: date, *, staff: bool) -> npt.NDArray[np.bool_]:
        """Which articles may answer: valid that day, for this audience, and in `lang` where such a translation is."""
        today = day.toordinal()
        valid = (self.valid_from <= today) & (today <= self.valid_until)
        if not staff:
            valid &= ~self.staff
        own = valid & (self.lang == lang)
        translated = np.zeros(int(self.slug.max(initial=-1)) + 1, np.bool_)
        translated[self.slug[own]] = True
        answering: npt.NDArray[np.bool_] = own | (valid & ~translated[self.slug])
        return answering


def flat(rows: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """Rows of numbers as one array, and where each row starts in it (one more than there are rows)."""
    starts = np.zeros(len(rows) + 1, np.int32)
    np.cumsum([len(row) for row in rows], out=starts[1:])
    return np.array([number for row in rows for number in row], np.int32), starts


def sizes_of(catalogue: Catalogue) -> Ints:
    """Of each passage how many words its own text has, each counted once."""
    told = np.concatenate([[0], np.cumsum((catalogue.flags & TOLD) > 0)])
    sizes: Ints = np.diff(told[catalogue.token_starts]).astype(np.int32)
    return sizes


def places(starts: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Where these rows lie in their flat array, one after another, and where each of them begins in that."""
    sizes = starts[rows + 1] - starts[rows]
    begins = np.zeros(len(rows), np.int32)
    np.cumsum(sizes[:-1], out=begins[1:])
    return np.arange(int(sizes.sum()), dtype=np.int32) + np.repeat(starts[rows] - begins, sizes), begins
