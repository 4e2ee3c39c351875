"""Addresses of pages: one form for each, and which of them a crawl follows."""

import re
from collections import Counter
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit

from kompas.assistant.company.readers.slugs import slug_of
from kompas.service.library.sources.refusals import NotFetched

_LONGEST = 1_000
_DEEPEST = 12  # folders
_ALIKE = 20  # addresses that differ by their query, or by a date, only
# what follows a visitor about; without it the page is the same
_PERSONAL = re.compile(
    r"^(utm_\w+|gclid|fbclid|msclkid|mc_[ce]id|_ga|_gl|ref|sid|sessid|session_?id|phpsessid|jsessionid|aspsessionid\w*|cftoken|cfid)$",
    re.IGNORECASE,
)
_NO_PAGES = re.compile(
    r"\.(jpe?g|png|gif|svg|webp|avif|ico|css|m?js|json|xml|rss|atom|zip|gz|tar|rar|7z|exe|dmg|apk|mp[34]|avi|mov|webm|wav|"
    r"woff2?|ttf|eot|ics|vcf|csv|xlsx?|pptx?|odt|ods|epub)$",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?<=/)(19|20)\d\d(/\d{1,2}){1,2}(?=/|$)|\d{4}-\d\d(-\d\d)?")
_DEFAULTS = {"http": 80, "https": 443}


def tidy(address: str) -> str:
    """One form for one page: no fragment, no visitor's marks, small letters in the host. Raises NotFetched."""
    try:
        parts = urlsplit("".join(address.split()))
        host, port = (parts.hostname or "").encode("idna").decode("ascii").lower(), parts.port
    except (ValueError, UnicodeError) as fault:
        raise NotFetched("bad_address") from fault
    if parts.scheme not in _DEFAULTS or not host or parts.username is not None or len(address) > _LONGEST:
        raise NotFetched("bad_address")
    name = f"[{host}]" if ":" in host else host
    place = name if port in (None, _DEFAULTS[parts.scheme]) else f"{name}:{port}"
    path = re.sub(r";jsessionid=[^/?#]*", "", parts.path, flags=re.IGNORECASE) or "/"
    asked = [(key, value) for key, value in parse_qsl(parts.query, True) if not _PERSONAL.match(key)]
    query = urlencode(asked) if len(asked) != len(parse_qsl(parts.query, True)) else parts.query
    # what is no sign of an address is written as %XX, so that a request line stays one
    path, query = (re.sub(r"[^\x21-\x7e]", lambda sign: _percent(sign[0]), part) for part in (path, query))
    return SplitResult(parts.scheme, place, path, query, "").geturl()


def _percent(sign: str) -> str:
    return "".join(f"%{byte:02X}" for byte in sign.encode("utf-8", "replace"))


def joined(base: str, link: str) -> str:
    """Where a link on a page leads. Raises NotFetched."""
    try:
        return tidy(urljoin(base, link.strip()))
    except ValueError as fault:
        raise NotFetched("bad_address") from fault


def host_of(address: str) -> str:
    """Host with port, as tidied."""
    return urlsplit(address).netloc


def name_of(address: str) -> str:
    """What an article of this page is named after: its path, or its host."""
    parts = urlsplit(address)
    path = re.sub(r"\.(html?|php|aspx?|jsp|pdf|docx)$", "", parts.path.strip("/"), flags=re.IGNORECASE)
    path = re.sub(r"/?(index|default|home)$", "", path, flags=re.IGNORECASE)
    told = f"{path}-{parts.query}" if parts.query else path
    return slug_of(told)[-120:].strip("-_") or slug_of(parts.hostname or "") or "page"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far a crawl goes: hosts may begin with `*.`; `below` is the path that all pages lie under, "/" for any."""

    hosts: tuple[str, ...]
    depth: int = 5
    pages: int = 500
    below: str = "/"

    def within(self, address: str) -> bool:
        """Whether this page belongs to the site."""
        host, path = host_of(address), urlsplit(address).path
        return any(_matches(host, one) for one in self.hosts) and path.startswith(self.below)


def _matches(host: str, pattern: str) -> bool:
    return fnmatchcase(host, pattern) or fnmatchcase(host.partition(":")[0], pattern)


def is_page(address: str) -> bool:
    """Whether a link may lead to something that is read, as far as its name says."""
    return not _NO_PAGES.search(urlsplit(address).path)


class Traps:
    """Notices addresses without end: one path with ever other queries, calendars, folders within themselves."""

    def __init__(self) -> None:
        self._alike: Counter[str] = Counter()

    def caught(self, address: str) -> bool:
        """Whether to leave this one out; call it once for each address."""
        parts = urlsplit(address)
        folders = [folder for folder in parts.path.split("/") if folder]
        if len(folders) > _DEEPEST or max(Counter(folders).values(), default=0) > 2:
            return True
        dated = _DATED.sub("#", parts.path)
        if not parts.query and dated == parts.path:
            return False
        shape = f"{parts.netloc}{dated}?" if parts.query else f"{parts.netloc}{dated}"
        self._alike[shape] += 1
        return self._alike[shape] > _ALIKE
