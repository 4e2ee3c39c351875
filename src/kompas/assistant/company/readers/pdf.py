"""A PDF: its lines with their size and place, put together again into headings, paragraphs, lists and tables."""

import re
from collections.abc import Iterator
from contextlib import closing, suppress
from ctypes import byref, c_double, c_int, create_string_buffer
from datetime import date
from typing import Any

from kompas.assistant.company.readers.lines import Line, Run, markdown_of_lines
from kompas.assistant.company.readers.reading import Reading
from kompas.assistant.company.readers.refusals import Unusable

MOST_PAGES = 2_000
_BOLD = 600
_PASSWORD = 4  # of FPDF_GetLastError
_HYPHENS = ("\x02", "￾", "\xad")  # how a hyphen at the end of a line is told


def read_pdf(raw: bytes) -> Reading:
    """Title and text of a PDF. Raises Unusable: locked, broken, of pictures only."""
    import pypdfium2 as pdfium

    if b"%PDF-" not in raw[:1024]:
        raise Unusable("broken")
    try:
        document = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as fault:
        locked = getattr(fault, "err_code", None) == _PASSWORD or "password" in str(fault).lower()
        raise Unusable("locked" if locked else "broken") from fault
    with closing(document):
        if len(document) > MOST_PAGES:
            raise Unusable("many_pages", pages=len(document), limit=MOST_PAGES)
        pages = [_page(document, number) for number in range(len(document))]
        about = document.get_metadata_dict()
    empty = sum(not page for page in pages)
    if empty == len(pages):
        raise Unusable("scanned" if pages else "broken")
    text = markdown_of_lines(pages)
    if not text.body.strip():
        raise Unusable("no_text")
    return Reading(text.title or _stated(about), text.body, updated=_day(about.get("ModDate") or ""), unread=empty)


def _page(document: Any, number: int) -> list[Line]:
    """The lines of a page in the order in which they are read; none where it cannot be read."""
    import pypdfium2 as pdfium

    with suppress(pdfium.PdfiumError), closing(document[number]) as page, closing(page.get_textpage()) as text:
        return list(_lines(text, page.get_height()))
    return []


def _lines(text: Any, height: float) -> Iterator[Line]:
    runs: list[Run] = []
    for run in _runs(text):
        if runs and not runs[-1].beside(run):
            yield Line(tuple(runs), height)
            runs = []
        runs.append(run)
    if runs:
        yield Line(tuple(runs), height)


def _runs(text: Any) -> Iterator[Run]:
    """Pieces of a line without a wide gap in them."""
    from pypdfium2 import raw

    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    signs: list[str] = []
    begin = end = base = size = 0.0
    bold = False
    for at in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, at)
        sign = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        blank = not sign.strip() or raw.FPDFText_IsGenerated(text, at) == 1
        if not blank:
            raw.FPDFText_GetCharBox(text, at, byref(left), byref(right), byref(bottom), byref(top))
            origin_x, origin_y = c_double(), c_double()
            raw.FPDFText_GetCharOrigin(text, at, byref(origin_x), byref(origin_y))
            own = float(raw.FPDFText_GetFontSize(text, at)) * _scale(text, at)
            far = abs(origin_y.value - base) > 0.5 * max(size, own) or not -1.5 * own < left.value - end < 1.2 * own
            if signs and far:
                yield Run(_joined(signs), begin, end, base, size, bold)
                signs = []
            if not signs:
                begin, base, size = left.value, origin_y.value, own
                bold = _is_bold(text, at)
            end = right.value
        if sign in ("\r", "\n"):
            sign = " "
        if sign in _HYPHENS:
            sign = "\xad"
        if signs or not blank:
            signs.append(sign)
    if signs:
        yield Run(_joined(signs), begin, end, base, size, bold)


def _is_bold(text: Any, at: int) -> bool:
    """By its weight, or by its name where the file does not say."""
    from pypdfium2 import raw

    name, flags = create_string_buffer(100), c_int()
    raw.FPDFText_GetFontInfo(text, at, name, len(name), byref(flags))
    return bool(raw.FPDFText_GetFontWeight(text, at) >= _BOLD or b"bold" in name.value.lower())


def _scale(text: Any, at: int) -> float:
    """Fonts of size 1 made large by a matrix are common."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(text, at, byref(matrix)):
        return 1.0
    return float(abs(matrix.d) or abs(matrix.b) or 1.0)


def _joined(signs: list[str]) -> str:
    return re.sub(r"\s+", " ", "".join(signs)).strip()


def _stated(about: dict[str, str]) -> str:
    """The title that the file states, where it is not the name of a file or of a program."""
    title = " ".join((about.get("Title") or "").split())
    return (
        "" if re.search(r"(?i)\.(docx?|indd|pdf|qxd|pptx?)$|^microsoft|^untitled|^document\d*$", title) else title[:300]
    )


def _day(stated: str) -> date | None:
    found = re.match(r"D:(\d{4})(\d\d)(\d\d)", stated)
    with suppress(ValueError):
        return date(*map(int, found.groups())) if found else None
    return None
