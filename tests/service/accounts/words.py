"""Which words the screens ask of the catalogues, read from the sources themselves."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[3] / "src/kompas"
LOCALE = PACKAGE / "locale"
_KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "lazy": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "sentence": None,  # what the thinking says of content, and a screen in the reader's language
}

Words = str | tuple[str, str]


def used() -> set[Words]:
    """Every translatable text of the code and of the templates; a plural counts as a pair."""
    return {words for source in _sources() for words in _of(source, _KEYWORDS)}


def sentences() -> list[str]:
    """The templates of what is said of content, with {names} for what is filled in."""
    found = {words for source in _sources() if source.suffix == ".py" for words in _of(source, {"sentence": None})}
    return sorted(words for words in found if isinstance(words, str))


def catalogue(lang: str) -> Catalog:
    with (LOCALE / lang / "LC_MESSAGES/django.po").open("rb") as source:
        return read_po(source, locale=lang)


def _sources() -> Iterator[Path]:
    yield from sorted((PACKAGE / "templates").rglob("*.*"))
    yield from sorted((PACKAGE / "service").rglob("*.py"))
    yield from sorted((PACKAGE / "assistant").rglob("*.py"))


def _of(source: Path, keywords: Mapping[str, tuple[int, ...] | None]) -> Iterator[Words]:
    text = source.read_text()
    if source.suffix != ".py":
        text = templatize(text)
    for _, words, _, _ in extract("python", BytesIO(text.encode()), keywords=keywords):
        yield words if isinstance(words, str) else tuple(words)  # type: ignore[misc]
