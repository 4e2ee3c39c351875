"""Bytes of a web page as text, also where their encoding is not said or said wrongly."""

import codecs
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAID = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)
_HEAD = 2048  # bytes in which a page says its encoding
_LATIN = "cp1252"  # what pages without a word about it are in, and those that say latin-1


def decoded(raw: bytes, charset: str = "") -> str:
    """The text. What is valid UTF-8 is UTF-8, whatever is said of it; bytes that fit nowhere become �."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    said = _SAID.search(raw[:_HEAD])
    for encoding in ("utf-8", charset, said[1].decode("ascii") if said else ""):
        text = _strictly(raw, encoding)
        if text is not None:
            return text
    return raw.decode(_LATIN, "replace")


def _strictly(raw: bytes, encoding: str) -> str | None:
    """The text where these bytes are in this encoding, else None."""
    try:
        name = codecs.lookup(encoding).name
        text = raw.decode(_LATIN if name == "iso8859-1" else name)
    except (LookupError, ValueError):  # no encoding of texts, or not this one
        return None
    return text if "\0" not in text else _wide(raw)


def _wide(raw: bytes) -> str | None:
    """Zeros in a page: two bytes a sign, without a mark that says so."""
    even, odd = raw[:_HEAD:2].count(0), raw[1:_HEAD:2].count(0)
    return raw.decode("utf-16-be" if even > odd else "utf-16-le", "replace") if even or odd else None
