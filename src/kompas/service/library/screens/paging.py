"""A long list, one page of it at a time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """The rows `first` up to `last` of `all`; `before` and `after` are the numbers of the pages beside it, 0 for none."""

    first: int
    last: int
    all: int
    before: int
    after: int


def span(all: int, asked: int, size: int) -> Span:
    """Page number `asked` of a list, or the nearest that there is."""
    page = min(max(asked, 1), max(1, -(-all // size)))
    return Span((page - 1) * size, page * size, all, page - 1, page + 1 if page * size < all else 0)
