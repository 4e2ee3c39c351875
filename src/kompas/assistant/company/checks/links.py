"""Links from an article to another that is not there. Warnings only: an article must be free to go."""

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from urllib.parse import unquote

from kompas.assistant.company.articles import ReadArticle
from kompas.assistant.company.complaints import Findings, Place
from kompas.assistant.company.sentences import sentence

# [words](other.md#part "title") and, below the text, [name]: other.md
_INLINE = r"""\]\(\s*<?([^\s()<>]+?\.md)(?:\#[^\s()<>]*)?>?(?:\s+["'][^\n]*?["'])?\s*\)"""
_BELOW = r"^ {0,3}\[[^\]\n]+\]:\s*(\S+?\.md)\b"
_LINK = re.compile(f"{_INLINE}|{_BELOW}", re.MULTILINE)


def check_links(articles: Iterable[ReadArticle], files: Collection[str], findings: Findings) -> None:
    """`files` are all articles there are, by their path in the folder. Other sites are not looked at."""
    for read in articles:
        for target, line in _links(read.article.body):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(read.file), unquote(target)))
            if path not in files:
                place = Place(read.file, read.body_line(line))
                message = sentence("the link to {target} leads to no article.", target=target)
                findings.warn(place, message, sentence("Mend the link, or take it out."))


def _links(body: str) -> Iterator[tuple[str, int]]:
    """The articles that a text links to, each with its line, from 0."""
    if ".md" in body:
        for found in _LINK.finditer(body):
            target = found[1] or found[2]
            if "://" not in target and not target.startswith("/"):
                yield target, body.count("\n", 0, found.start())
