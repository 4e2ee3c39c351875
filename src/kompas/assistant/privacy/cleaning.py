"""Input hygiene: what a customer typed, without characters that hide, reorder or break text."""

import re
import unicodedata
from dataclasses import dataclass

LIMIT = 8_000  # characters; more is refused, never cut


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a text is not taken: `empty`, `too_long` or `not_text`."""

    code: str


_LINE_END = re.compile("\r\n?|[\u0085\u2028\u2029\v\f]")
# Control characters, lone surrogates, private and unassigned planes of "tags", bidi overrides and isolates, BOM,
# soft hyphen, zero-width space and word joiner: none of them shows, all of them can hide or turn words around.
_HARMFUL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ufff9-\ufffb\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b\u2060-\u2064\u2066-\u206f\u202a-\u202e\ufeff\U000e0000-\U000e007f]"
)
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffd-\uffff]")
_JOINERS = re.compile("[\u200c-\u200f\u061c]{2,}")  # single ones belong to scripts and emoji
_PILED_MARKS = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)
_SHOWS = re.compile(r"[^\s\u200c-\u200f\u061c\ufe00-\ufe0f\u2800\u3164\uffa0]")


def clean(text: str) -> str | Refusal:
    """The text in NFC, safe to store and show as text, or the reason why it is not taken.

    Cleaning twice changes nothing more. A text of which a tenth or more is no text at all (a file, say) is refused.
    """
    if len(_NOT_TEXT.findall(text)) > max(2, len(text) // 10):
        return Refusal("not_text")
    text = _HARMFUL.sub("", _LINE_END.sub("\n", text))
    text = unicodedata.normalize("NFC", text)
    text = _PILED_MARKS.sub(r"\1", _JOINERS.sub(lambda found: found[0][0], text)).strip()
    if not _SHOWS.search(text):
        return Refusal("empty")
    return Refusal("too_long") if len(text) > LIMIT else text
