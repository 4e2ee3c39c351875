"""How a running Kompas is reached through its proxy: `kompas check --deploy --url https://…` looks as a browser would."""

import re
import ssl
from collections.abc import Iterator
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from kompas.service.deployment import Unsafe

_SECONDS = 10
_FORGETS = "This page came over http."  # what the sign-in page says, see templates/account/login.html


def reached(url: str) -> tuple[Unsafe, ...]:
    """What is unsafe about the way to this address. Nothing is sent but a request for the sign-in page."""
    if urlsplit(url).scheme != "https":
        return (Unsafe(url, "it is not encrypted.", "Give the address that begins with https://."),)
    try:
        request = Request(f"{url.rstrip('/')}/sign-in/", headers={"Accept-Language": "en"})  # noqa: S310 - https, see above
        with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
            page, cookies = answer.read().decode(), answer.headers.get_all("Set-Cookie") or []
    except HTTPError as refused:
        return (Unsafe(url, f"the sign-in page is refused ({refused.code}).", _whose(refused.code)),)
    except (URLError, OSError) as fault:
        return (_unreached(url, fault),)
    return tuple(_looked_at(url, page, cookies))


def _whose(code: int) -> str:
    if code == 400:
        return "Name this host in KOMPAS_ALLOWED_HOSTS, and let the proxy pass on Host."
    return "Look whether Kompas runs, and where the proxy sends this address."


def _unreached(url: str, fault: OSError) -> Unsafe:
    reason = getattr(fault, "reason", fault)
    if isinstance(reason, ssl.SSLCertVerificationError):
        return Unsafe(url, f"browsers refuse its certificate ({reason.verify_message}).", "Get one for this very name.")
    return Unsafe(
        url, f"it cannot be reached ({type(reason).__name__}).", "Look whether the proxy runs and is let through."
    )


def _looked_at(url: str, page: str, cookies: list[str]) -> Iterator[Unsafe]:
    if _FORGETS in page:
        yield Unsafe(
            url,
            "Kompas believes that visitors come over http, so nobody can sign in.",
            "Let the proxy set X-Forwarded-Proto, and name it in KOMPAS_TRUSTED_PROXIES.",
        )
    if any(not re.search(r";\s*secure\b", cookie, re.IGNORECASE) for cookie in cookies):
        yield Unsafe(url, "its cookies go over http too.", "Name the host in KOMPAS_ALLOWED_HOSTS, and start again.")
