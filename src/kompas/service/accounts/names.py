"""Colleagues by name, where a row or the trail keeps only their number."""

from collections.abc import Iterable

from kompas.service.accounts.models import Staff
from kompas.service.conversations.authors import is_staff


def names_of(authors: Iterable[str]) -> dict[str, str]:
    """The names of the colleagues among these authors of lines and rows, in one query."""
    ids = {author: int(author.partition(":")[2]) for author in authors if is_staff(author)}
    known = Staff.objects.in_bulk(ids.values())
    return {author: str(known[id]) for author, id in ids.items() if id in known}
