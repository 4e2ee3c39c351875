"""Links between articles: which sentences of an article lead to which other one."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kompas.assistant.knowledge.markdown import inline_text
from kompas.assistant.knowledge.sentences import sentences

_KEPT = 512  # articles
_HERE = "\ue000"  # stands where a link ends; of no language, and kept out of articles


@lru_cache(maxsize=_KEPT)
def links(body: str) -> tuple[tuple[str, str], ...]:
    """Each sentence of a Markdown text with a link, and the slug that it leads to, in order; the web is left out."""
    if ".md" not in body:
        return ()
    tokens = MarkdownIt("commonmark").enable("table").parse(body.replace(_HERE, ""))
    return tuple(link for token in tokens if token.type == "inline" for link in _links(token.children or []))


def _links(children: list[Token]) -> Iterator[tuple[str, str]]:
    slugs = iter([_slug(str(child.attrGet("href"))) for child in children if child.type == "link_open"])
    text = "".join(_HERE if child.type == "link_close" else inline_text(child) for child in children)
    for sentence in sentences(text):
        for _end in range(sentence.count(_HERE)):
            if slug := next(slugs):
                yield sentence.replace(_HERE, ""), slug


def _slug(href: str) -> str:
    address = urlsplit(href)
    path = PurePosixPath(unquote(address.path))
    return path.stem if not address.scheme and not address.netloc and path.suffix == ".md" else ""
