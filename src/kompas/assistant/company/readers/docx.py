"""A Word document (DOCX)."""

import io
import re
import zipfile
from contextlib import suppress
from datetime import date

from kompas.assistant.company.readers.markup import markdown_of
from kompas.assistant.company.readers.reading import Reading
from kompas.assistant.company.readers.refusals import Unusable

_OLD = b"\xd0\xcf\x11\xe0"  # Word before 2007; a DOCX with a password is packed in the same way
_UNPACKED = 100_000_000  # bytes of all texts together
_RATIO = 200  # of one part; text of ordinary documents packs to a tenth
_FREE = 2_000_000  # bytes below which the ratio says nothing
_PARTS = 5_000
_TITLES = "p[style-name='Title'] => h1:fresh\np[style-name='Titel'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"


def read_docx(raw: bytes) -> Reading:
    """Title, headings, lists and tables of a Word document. Raises Unusable."""
    if raw.startswith(_OLD):
        raise Unusable("old_word")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            _refuse_bomb(parts)
            about = _core(parts)
        body = _body(raw)
    except Unusable:
        raise
    except Exception as fault:  # whatever a damaged file makes the libraries stumble over
        raise Unusable("broken") from fault
    if not body.strip():
        raise Unusable("no_text")
    return _titled(body, about)


def _refuse_bomb(parts: zipfile.ZipFile) -> None:
    """Sizes are those that the file states: the library unpacks no more than that."""
    listed = parts.infolist()
    texts = [part for part in listed if part.filename.lower().endswith((".xml", ".rels"))]
    if len(listed) > _PARTS or sum(part.file_size for part in texts) > _UNPACKED:
        raise Unusable("bomb")
    for part in texts:
        if part.file_size > _FREE and part.file_size > _RATIO * max(part.compress_size, 1):
            raise Unusable("bomb")
        if part.flag_bits & 1:
            raise Unusable("locked")
        with parts.open(part) as opened:
            start = opened.read(4096)
        if b"<!DOCTYPE" in start.replace(b"\0", b"") or b"<!ENTITY" in start.replace(b"\0", b""):
            raise Unusable("hostile")


def _body(raw: bytes) -> str:
    import mammoth
    from lxml import html

    made = mammoth.convert_to_html(
        io.BytesIO(raw), style_map=_TITLES, include_embedded_style_map=False, external_file_access=False,
        convert_image=lambda _: [],
    )  # fmt: skip
    text: str = made.value
    if not text.strip():
        return ""
    return markdown_of(html.fragment_fromstring(text, create_parent="div", parser=html.HTMLParser(no_network=True)))


def _core(parts: zipfile.ZipFile) -> str:
    """What the file says of itself."""
    with suppress(KeyError):
        return parts.read("docProps/core.xml")[:20_000].decode("utf-8", "replace")
    return ""


def _titled(body: str, about: str) -> Reading:
    first, _, rest = body.partition("\n")
    stated = re.search(r"<dc:title>([^<]{1,300})</dc:title>", about)
    headings = re.findall(r"(?m)^# .+$", body)
    if first.startswith("# ") and (len(headings) == 1 or re.search(r"(?m)^## ", body)) and rest.strip():
        title, body = re.sub(r"\\([^\w\s])", r"\1", first[2:]), rest.strip("\n")
    else:
        from html import unescape

        title = " ".join(unescape(stated[1]).split()) if stated else ""
    return Reading(title[:300], body, updated=_modified(about))


def _modified(about: str) -> date | None:
    stated = re.search(r"<dcterms:modified[^>]*>(\d{4}-\d\d-\d\d)", about)
    with suppress(ValueError):
        return date.fromisoformat(stated[1]) if stated else None
    return None
