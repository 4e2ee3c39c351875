"""What is unsafe about the way in which a company is to be served, each with its remedy: `kompas check --deploy`.

It looks at settings, company and files only; it starts nothing and asks nobody.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from importlib.util import find_spec
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from kompas.assistant.domain.company import Company
from kompas.assistant.domain.errors import KompasError, Permanent
from kompas.service.environment import Environment, name_of, only_loopback, read_environment
from kompas.service.library.embedding import named
from kompas.service.wording.gateway import may_be_asked

KEY_FILE = "secret-key"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OURS = {"KOMPAS_SECRET_KEY", "KOMPAS_LOGIN_SECRET", "KOMPAS_METRICS_TOKEN"}  # others come from somebody else's system
_SHORTEST = {"KOMPAS_SECRET_KEY": 50}  # characters; of other secrets:
_SHORT, _SAME = 32, 8  # and how many different ones it must hold
_WIDEST = {4: 8, 6: 32}  # a network of proxies that is wider than this is half the world
_STALE_DAYS = 2
_PLACEHOLDERS = (".example", ".invalid", ".test", "@localhost")


@dataclass(frozen=True, slots=True)
class Unsafe:
    """One thing: where, what is wrong with it, what to do."""

    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.remedy}"


@dataclass(frozen=True, slots=True)
class Plan:
    """How a company is to be served. `backups` is where backups lie, if anybody said so; `at` is now, in seconds."""

    given: Mapping[str, str]
    company: Company
    data_dir: Path
    backups: Path | None
    uid: int
    at: float


def unsafe(plan: Plan) -> tuple[Unsafe, ...]:
    """All that is unsafe, in the order in which one would mend it."""
    try:
        settings = read_environment(plan.given)
    except Permanent as mistake:
        return (Unsafe("settings", str(mistake), mistake.remedy),)
    return (
        *_names(settings),
        *_secrets(settings, plan.given),
        *_mail(settings, plan.company),
        *_sites(plan.company),
        *_model(settings, plan.company),
        *_embedder(settings, plan.company),
        *_files(plan, settings),
        *_backups(plan),
    )


def _names(settings: Environment) -> Iterator[Unsafe]:
    hosts = "KOMPAS_ALLOWED_HOSTS"
    if settings.demo:
        yield Unsafe("KOMPAS_DEMO", "everybody knows the passwords of the demo.", "Take it away.")
    if only_loopback(settings.allowed_hosts):
        yield Unsafe(
            hosts,
            "only this machine is answered, and sign-ins travel without encryption.",
            "Name the host under which a proxy with TLS is reached, as in help.example.org.",
        )
    for host in settings.allowed_hosts:
        if host.startswith(("*", ".")) or host in ("0.0.0.0", "[::]"):  # noqa: S104
            yield Unsafe(
                hosts, f"'{host}' stands for any name, so a strange page may talk to this server.", "Name each host."
            )
    for network in map(ip_network, settings.trusted_proxies):
        if network.prefixlen < _WIDEST[network.version]:
            yield Unsafe(
                "KOMPAS_TRUSTED_PROXIES",
                f"{network} lets nearly anybody make up an address.",
                "Name the address of the proxy.",
            )


def _secrets(settings: Environment, given: Mapping[str, str]) -> Iterator[Unsafe]:
    for row in fields(Environment):
        name, value = name_of(row), str(getattr(settings, row.name))
        if not row.metadata["secret"] or not value:
            continue
        file = given.get(f"{name}_FILE")
        if file:
            yield from _open_to_others(Path(file), f"{name}_FILE")
        if name in _OURS:
            yield from _weak(name, value)


def _weak(name: str, value: str) -> Iterator[Unsafe]:
    least = _SHORTEST.get(name, _SHORT)
    if len(value) < least or len(set(value)) < _SAME:
        made = f'python3 -c "import secrets; print(secrets.token_urlsafe({least}))"'
        yield Unsafe(name, "it can be guessed.", f"Use {least} characters or more, by chance: {made}")


def _mail(settings: Environment, company: Company) -> Iterator[Unsafe]:
    if not settings.smtp_url:
        yield Unsafe(
            "KOMPAS_SMTP_URL",
            "no mail leaves: no code reaches a customer, no invitation a colleague.",
            "Give the address of your mail server.",
        )
    else:
        parts = urlsplit(settings.smtp_url)
        if parts.scheme == "smtp" and not only_loopback((parts.hostname or "",)):
            yield Unsafe(
                "KOMPAS_SMTP_URL",
                f"mail and password travel to {parts.hostname} without encryption.",
                "Use smtps:// or smtp+tls://.",
            )
    for key, address in (
        ("channels.mail.sender", company.channels.mail_sender),
        ("contact.mail", company.contact.mail),
    ):
        if (address or "").rstrip(">").endswith(_PLACEHOLDERS):
            yield Unsafe(f"company.yaml {key}", "it is a placeholder: nobody reads it.", "Give a real address.")
    if not company.channels.mail_sender:
        yield Unsafe("company.yaml channels.mail.sender", "mail has no sender.", "Give an address of your own.")


def _sites(company: Company) -> Iterator[Unsafe]:
    key, sites = "company.yaml channels.chat.allowed_sites", company.channels.allowed_sites
    if not sites:
        yield Unsafe(key, "no site may show the chat.", "Name yours, as in https://www.example.org.")
    for site in sites:
        parts = urlsplit(site)
        if "*" in site:
            yield Unsafe(key, f"'{site}' is no site; a browser there is refused.", "Name each site.")
        elif only_loopback((parts.hostname or "",)):
            yield Unsafe(key, f"{site} is whatever runs on a visitor's own machine.", "Take it out.")
        elif parts.scheme != "https":
            yield Unsafe(key, f"who listens to the line can change the pages of {site}.", "Use https:// there.")


def _model(settings: Environment, company: Company) -> Iterator[Unsafe]:
    if company.model is None:
        return
    if find_spec("openai") is None:
        yield Unsafe("company.yaml model", "what asks it is not installed, so it is not asked.", "Install kompas[llm].")
    parts = urlsplit(company.model.base_url)
    if parts.scheme != "https" and not only_loopback((parts.hostname or "",)):
        yield Unsafe(
            "company.yaml model.base_url",
            f"{company.model.base_url} is not asked: questions and the key would travel without encryption.",
            "Use https://, or run the model on this machine.",
        )
    elif not may_be_asked(company.model, settings.model_hosts):
        yield Unsafe(
            "KOMPAS_MODEL_HOSTS",
            f"{company.model.base_url} is not asked: its host is not named.",
            "Name it, or take it out.",
        )


def _embedder(settings: Environment, company: Company) -> Iterator[Unsafe]:
    plan = company.embedder
    if plan is None:
        return
    try:
        named(plan, settings).close()
    except KompasError as fault:
        yield Unsafe("company.yaml embedder", str(fault), fault.remedy)


def _files(plan: Plan, settings: Environment) -> Iterator[Unsafe]:
    if plan.uid == 0:
        yield Unsafe("account", "this is root, who may do anything on this machine.", "Serve as an account of its own.")
    if not plan.data_dir.is_dir():
        return  # serve makes it, readable by its own account only
    yield from _open_to_others(plan.data_dir, "KOMPAS_DATA_DIR")
    for file in sorted(plan.data_dir.iterdir()):
        if file.is_file():
            yield from _open_to_others(file, str(file))
    key = plan.data_dir / KEY_FILE
    if key.is_file() and not settings.secret_key:
        yield from _key_beside(key)


def _key_beside(key: Path) -> Iterator[Unsafe]:
    weak = tuple(_weak(str(key), key.read_text(encoding="utf-8", errors="replace").strip()))
    yield from weak or (
        Unsafe(
            str(key),
            "the key lies beside what it locks, and travels with every backup.",
            "Put it elsewhere, name that place in KOMPAS_SECRET_KEY_FILE, and take this file away.",
        ),
    )


def _open_to_others(path: Path, where: str) -> Iterator[Unsafe]:
    try:
        mode = path.stat().st_mode
    except OSError:
        return
    if mode & _OTHERS:
        rights = "u=rwX" if stat.S_ISDIR(mode) else "u=rw"
        yield Unsafe(
            where, f"{path} can be read or changed by other accounts of this machine.", f"chmod {rights},go= {path}"
        )


def _backups(plan: Plan) -> Iterator[Unsafe]:
    remedy = "Take one every night (`kompas backup`), and name the folder with --backups."
    if plan.backups is None:
        yield Unsafe("backups", "no folder with backups is named.", remedy)
        return
    taken = [file.stat().st_mtime for file in plan.backups.glob("*") if file.is_file()] if plan.backups.is_dir() else []
    if not taken or plan.at - max(taken) > _STALE_DAYS * 86_400:
        yield Unsafe("backups", f"{plan.backups} holds no backup of the last {_STALE_DAYS} days.", remedy)
    elif plan.backups.is_dir():
        yield from _open_to_others(plan.backups, "backups")
        if os.path.commonpath([plan.backups.resolve(), plan.data_dir.resolve()]) == str(plan.data_dir.resolve()):
            yield Unsafe("backups", "they lie in the data folder, and are lost with it.", "Keep them somewhere else.")
