"""A share with how surely it is known."""

from dataclasses import dataclass
from math import sqrt

_SURE_95 = 1.959964  # standard deviations on either side that hold 95 % of a normal distribution


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `of`; `low` and `high` (0..1) bound the true share with 95 % certainty. Of nothing there is no share."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        return self.count / self.of if self.of else None

    @property
    def low(self) -> float:
        return wilson(self.count, self.of)[0]

    @property
    def high(self) -> float:
        return wilson(self.count, self.of)[1]


def wilson(count: int, of: int) -> tuple[float, float]:
    """The 95 % score interval of a share: E. B. Wilson, "Probable inference", J. Am. Stat. Assoc. 22 (1927) 209-212.

    Right for small numbers too, where the textbook's plus-or-minus is not: 0 of 5 is not certainly 0.
    """
    if not of:
        return 0.0, 1.0
    share, z2 = count / of, _SURE_95**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    reach = _SURE_95 / (1 + z2 / of) * sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return max(0.0, middle - reach), min(1.0, middle + reach)
