"""Writes one key of an article's front matter; every other byte stays as it was."""

import re

_FENCE = b"---"
_BOM = b"\xef\xbb\xbf"


def with_key(article: bytes, key: str, value: str | None) -> bytes | None:
    """The article with `key: value` above it, in the place of the old value or else as the last key; without the key
    for None.

    None when the text does not begin with front matter that ends. The value is written as it is given; one that begins
    with a line feed stands on the lines below its key.
    """
    bom = _BOM if article.startswith(_BOM) else b""
    lines = article.removeprefix(_BOM).splitlines(keepends=True)
    end = next((at for at, line in enumerate(lines[1:], start=1) if line.rstrip(b"\r\n") == _FENCE), None)
    if not lines or lines[0].rstrip(b"\r\n") != _FENCE or end is None:
        return None
    newline = b"\r\n" if lines[0].endswith(b"\r\n") else b"\n"
    written = b""
    if value is not None:
        pause = "" if value.startswith("\n") else " "
        written = f"{key}:{pause}{value}\n".encode().replace(b"\n", newline)
    first = next((at for at in range(1, end) if lines[at].startswith(f"{key}:".encode())), end)
    last = first
    if first < end:
        last = next((at for at in range(first + 1, end) if not _goes_on(lines[at])), end)
    return bom + b"".join([*lines[:first], written, *lines[last:]])


def _goes_on(line: bytes) -> bool:
    """Whether a line belongs to the value that began above it: a list, or a text over several lines."""
    return re.match(rb"[ \t]|- |-\r?$", line) is not None
