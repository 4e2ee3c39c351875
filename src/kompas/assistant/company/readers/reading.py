"""One file or page as text, whatever its kind."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kompas.assistant.company.readers.refusals import Unusable

FILE_LIMIT = 50_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in a file or on a page: `body` is Markdown without the title.

    `lang` is "" and `updated` None where it does not say. `unread` counts pages that are pictures without text. A "page"
    has the `links` on it, as they stand there; its `body` may be empty, and is where it asks not to be listed.
    """

    title: str
    body: str
    lang: str = ""
    updated: date | None = None
    unread: int = 0
    links: tuple[str, ...] = ()
    unlisted: bool = False


Reader = Callable[[bytes], Reading]


def kind_of(name: str) -> str:
    """The kind of a file by its name: pdf, docx, html, md or jsonl; "" for every other."""
    ending = name.lower().rpartition(".")[2] if "." in name else ""
    return {"htm": "html", "xhtml": "html", "ndjson": "jsonl"}.get(
        ending, ending if ending in ("pdf", "docx", "html", "md", "jsonl") else ""
    )


def read(kind: str, raw: bytes, charset: str = "") -> Reading:
    """Read a pdf, docx or html file, or a "page" as it came from the web (`charset`: as its server calls it).

    Raises Unusable. Meant for a process with limits (`apart.py`): a hostile file may still take all that it gets.
    """
    if not raw.strip(b"\0 \t\r\n"):
        raise Unusable("empty")
    if len(raw) > FILE_LIMIT:
        raise Unusable("too_large", limit=FILE_LIMIT // 1_000_000)
    match kind:
        case "pdf":
            from kompas.assistant.company.readers.pdf import read_pdf

            return read_pdf(raw)
        case "docx":
            from kompas.assistant.company.readers.docx import read_docx

            return read_docx(raw)
        case "html":
            from kompas.assistant.company.readers.page import read_page

            return read_page(raw, charset)
        case "page":
            from kompas.assistant.company.readers.page import read_web_page

            return read_web_page(raw, charset)
        case _:
            raise Unusable("unknown_kind")
