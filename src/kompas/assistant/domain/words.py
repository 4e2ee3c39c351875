"""Words that can be compared: lower case, without accents and apostrophes."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+(?:['’`´][^\W_]+)*")
_APOSTROPHE = re.compile(r"['’`´]")


def plain_words(text: str) -> tuple[str, ...]:
    """The words and numbers of a text in order; marks and dashes part words, an apostrophe does not."""
    plain = text.lower()
    if not plain.isascii():
        plain = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return tuple(_APOSTROPHE.sub("", word) for word in _WORD.findall(plain))
