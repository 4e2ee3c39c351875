"""Everything that an operator decides, in one table: the only place where the environment is read.

A setting `KOMPAS_X` may stand in a file instead, named by `KOMPAS_X_FILE`, where the table calls it secret.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import Field, dataclass, field, fields
from difflib import get_close_matches
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kompas.assistant.domain.errors import Permanent

PREFIX = "KOMPAS_"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_VAR = Path("var")
# what the tests and the build of the front-end read; nothing that serves does
OF_THE_WORKSHOP = frozenset({"KOMPAS_CHROMIUM", "KOMPAS_NODE", "KOMPAS_SKIP_FRONTEND"})


def setting(read: Callable[[str], Any], default: Any, secret: bool = False) -> Any:
    """A row of the table: how its text becomes a value (ValueError: in which words it is refused), and what holds without."""
    return field(default=default, repr=not secret, metadata={"read": read, "secret": secret})


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 1e6:
        raise ValueError("is no number of seconds above 0")
    return seconds


def _yes(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError("is neither 1 nor 0")
    return text == "1"


def _networks(text: str) -> tuple[str, ...]:
    for part in _list(text):
        try:
            ip_network(part)
        except ValueError:
            raise ValueError(f"holds '{part}', which is no address and no network like 10.0.0.0/8") from None
    return _list(text)


def _issuer(text: str) -> str:
    parts = urlsplit(text)
    if not parts.hostname or (parts.scheme != "https" and not only_loopback([parts.hostname])):
        raise ValueError("is no address that begins with https://")
    return text.rstrip("/")


def _newcomers(text: str) -> str:
    """An administrator is made by an administrator only."""
    roles = ("agent", "editor", "supervisor", "privacy officer")
    if text not in roles:
        raise ValueError(f"is none of {', '.join(roles)}")
    return text


def _smtp(text: str) -> str:
    """What it holds is a password, so it is not repeated."""
    try:
        parts = urlsplit(text)
        known = parts.scheme in ("smtp", "smtp+tls", "smtps") and parts.hostname and (parts.port or 1)
    except ValueError:
        known = False
    if not known:
        raise ValueError("is not like smtps://user:password@host:465 (or smtp+tls:// or smtp://)")
    return text


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings, each named KOMPAS_ and its name here in capitals. docs/reference/settings.md explains them."""

    data_dir: Path = setting(Path, _VAR)  # noqa: RUF009 - a row of the table, read once
    allowed_hosts: tuple[str, ...] = setting(_list, LOOPBACK)
    trusted_proxies: tuple[str, ...] = setting(_networks, ("127.0.0.1", "::1"))
    secret_key: str = setting(str, "", secret=True)
    secret_key_fallbacks: tuple[str, ...] = setting(_list, (), secret=True)
    login_secret: str = setting(str, "", secret=True)
    smtp_url: str = setting(_smtp, "", secret=True)
    oidc_name: str = setting(str, "OIDC")
    oidc_issuer: str = setting(_issuer, "")
    oidc_client_id: str = setting(str, "")
    oidc_client_secret: str = setting(str, "", secret=True)
    oidc_newcomers: str = setting(_newcomers, "")
    model_hosts: tuple[str, ...] = setting(_list, ())
    model_key: str = setting(str, "", secret=True)
    embedder_key: str = setting(str, "", secret=True)
    metrics_token: str = setting(str, "", secret=True)
    backroom_seconds: float = setting(_seconds, 600.0)
    crawl_private: tuple[str, ...] = setting(_networks, ())
    demo: bool = setting(_yes, False)


def names() -> tuple[str, ...]:
    """Every name that is read, `_FILE` variants too."""
    files = (f"{name_of(one)}_FILE" for one in fields(Environment) if one.metadata["secret"])
    return (*map(name_of, fields(Environment)), *files)


def name_of(row: "Field[Any]") -> str:
    return PREFIX + row.name.upper()


def read_environment(given: Mapping[str, str]) -> Environment:
    """The settings in `given`. Raises Permanent that names every mistake, a name that is not known too."""
    values, mistakes = {}, _unknown(given)
    for row in fields(Environment):
        name = name_of(row)
        try:
            text = _text(given, name, row.metadata["secret"])
            if text:
                values[row.name] = row.metadata["read"](text)
        except ValueError as mistake:
            mistakes.append(f"{name} {mistake}.")
    if mistakes:
        raise Permanent(" ".join(mistakes), "docs/reference/settings.md explains each setting.")
    return Environment(**values)


def _text(given: Mapping[str, str], name: str, secret: bool) -> str:
    """An empty setting is none, as compose files write it. Raises ValueError where a file cannot be read."""
    text, file = given.get(name, ""), given.get(f"{name}_FILE", "") if secret else ""
    if text and file:
        raise ValueError(f"is given twice, here and by {name}_FILE")
    if not file:
        return text
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise ValueError(f"cannot be read from its file {file} ({type(fault).__name__})") from None


def _unknown(given: Mapping[str, str]) -> list[str]:
    known = names()
    strange = sorted(name for name in given if name.startswith(PREFIX) and name not in {*known, *OF_THE_WORKSHOP})
    return [f"{name} is no setting{_nearest(name, known)}" for name in strange]


def _nearest(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.75)
    return f"; did you mean {near[0]}?" if near else "."


def may_be_sent_to(address: str, hosts: Iterable[str]) -> bool:
    """Whether customers' words may go there: this machine, or over https one of these hosts, at its port where one is given."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    if not host or parts.username is not None or "\\" in address:  # which host is meant is read in more ways than one
        return False
    return only_loopback((host,)) or (parts.scheme == "https" and is_named(address, hosts))


def is_named(address: str, hosts: Iterable[str]) -> bool:
    """Whether the operator named this host, at its port where one is given: only there a key goes."""
    try:
        parts = urlsplit(address)
        port = parts.port or (80 if parts.scheme == "http" else 443)
        named = [urlsplit(f"//{one}") for one in hosts]
        return any(one.hostname == parts.hostname and one.port in (None, port) for one in named)
    except ValueError:
        return False


def only_loopback(hosts: Iterable[str]) -> bool:
    """Whether this server answers to names of this very machine alone: then it is tried out, over http."""
    return all(host.lower() == "localhost" or _is_loopback(host.strip("[]")) for host in hosts)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
