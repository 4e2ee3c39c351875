"""How much a text looks like an attempt to give the assistant orders, or to get at what is not the customer's.

It only raises suspicion, for the record: what a text may bring about is bounded by how the house is built, not by this.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from zlib import crc32

from kompas.assistant.understanding.lessons import background
from kompas.assistant.understanding.linear import Linear, read_linear
from kompas.assistant.understanding.wordlists import LANGUAGES, settings

EASE = 1.0  # of learning: see linear_learning.py
_SPACED = re.compile(r"\b(?:\w ){3,}\w\b")
_LOOKALIKE = str.maketrans("013457@$", "oieastas")
_MIXED = re.compile(r"\b(?=\w*[a-z])(?=\w*\d)\w{4,}\b", re.IGNORECASE)
# each looks at a place a bounded number of times: 8,000 letters, whatever they are, must not hold up the others
_SIGNS = {
    "tag": r"</?\s*+[a-z][\w-]*+\s*+>|<\|",
    "role": r"(?:^|[\n\[\"'#*<][^\S\n]*+)(?:system|systeem|assistant|assistent|admin|user|gebruiker|bot|ai)\s*+[\"'\]>]*+\s*+:",
    "heading": r"[#=\-]{3,}",
    "data": r"\{\s*[\"']\w+[\"']\s*:",
    "code": r"\b(?:import os|os\.environ|print\(|select .{1,200} from|drop table|rm -rf|cat /|sudo|ls -)",
    "blob": r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{14,}+={0,2}(?=\W|$)",
    "encoding": r"\b(?:base64|rot13|hex|morse|pig latin)\b",
    "quoted": r"\b(?:say|print|repeat|write|zeg|print|herhaal|schrijf)\b[^.?!]{0,20}[\"“'‘]",
}


def suspicion(text: str) -> float:
    """Above 0 when it looks like an attack; a number to be compared, not a chance."""
    return model().score(bared(text), signs(text))


def suspicious(text: str) -> bool:
    """Whether a text is recorded as one that looks like an attack."""
    return suspicion(text) > settings("suspicious")["from"]


@lru_cache(maxsize=1)
def model() -> Linear:
    return read_linear("attacks")


def bared(text: str) -> str:
    """The text with what hides words taken away: "i g n o r e", "1gn0re"."""
    text = _SPACED.sub(lambda found: found[0].replace(" ", ""), text)
    return _MIXED.sub(lambda found: found[0].translate(_LOOKALIKE), text)


def signs(text: str) -> Mapping[str, float]:
    found = {name: 1.0 for name, pattern in _patterns().items() if pattern.search(text)}
    if bared(text) != text:
        found["hidden"] = 1.0
    return found


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _SIGNS.items()}


def lessons() -> list[tuple[str, bool]]:
    """Our own lines: attacks, what only looks like one, and what customers write of everything else."""
    judged = [
        (line, kind == "attacks")
        for kind in ("attacks", "harmless")
        for lang in LANGUAGES
        for line in _lines(kind, lang)
    ]
    return judged + [(line, False) for lang in LANGUAGES for line in background(lang)]


def digest() -> str:
    """Of our own lines of attacks and of what looks like them: weights fitted on others are to be fitted anew."""
    text = "\n".join(line for kind in ("attacks", "harmless") for lang in LANGUAGES for line in _lines(kind, lang))
    return f"{crc32(text.encode()):08x}"


def _lines(kind: str, lang: str) -> Sequence[str]:
    return files(__package__).joinpath("lines", f"{kind}.{lang}.txt").read_text("utf-8").splitlines()
