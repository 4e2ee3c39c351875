"""Writes a new, small company folder that passes the check and says what to fill in (text: template/<lang>/)."""

import json
import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from babel.core import get_global
from babel.dates import get_day_names
from pydantic_core import PydanticCustomError

from kompas.assistant.company.complaints import CompanyRefused
from kompas.assistant.company.documents import KNOWLEDGE, article_path, is_article, lang_of
from kompas.assistant.company.read import check_company
from kompas.assistant.company.shapes.company import known_country
from kompas.assistant.company.shapes.values import LANGUAGES
from kompas.assistant.company.weekly import DAYS, weekly_of
from kompas.assistant.domain.errors import Permanent

TEMPLATE = ("company.yaml", "retention.yaml", "tests/person.yaml")
STARTERS = ("voice.yaml", "rules.yaml", "intents/starters.yaml", "tests/starters.yaml")
ARTICLES = ("contact", "privacy", "this-chat")
ZONES = {"nl": "Europe/Amsterdam", "en": "Europe/London"}
WEEKLY = "mon-fri 09:00-17:00"
SITES = ("http://127.0.0.1:8000", "http://localhost:8000")
_MARKED = re.compile(r" #:([\w-]+)$")


@dataclass(frozen=True, slots=True)
class Answers:
    """What is asked of whoever begins a company; the first language is that of the comments."""

    name: str
    languages: tuple[str, ...]
    mail: str
    phone: str
    timezone: str
    weekly: Mapping[str, tuple[str, ...]]
    sites: tuple[str, ...] = SITES


USUAL = Answers("Company", ("nl",), "service@company.example", "", ZONES["nl"], weekly_of(WEEKLY))


def write_new_company(folder: Path, lang: str) -> tuple[str, ...]:
    """Write the files that a company must have, with placeholders, named after its folder; returns them.

    Raises Permanent when the folder holds something already, or the language is none of Kompas's.
    """
    _refuse_unknown((lang,))
    refuse_filled(folder)
    name = name_of(folder)
    domain = re.sub(r"[^a-z0-9]+", "", name.lower()) or "company"
    mail = f"{'klantenservice' if lang == 'nl' else 'service'}@{domain}.example"
    answers = Answers(name, (lang,), mail, "", ZONES[lang], weekly_of(WEEKLY))
    _write(folder, TEMPLATE, answers, date.min, {"placeholder"})
    return TEMPLATE


def begin_company(folder: Path, answers: Answers, today: date) -> tuple[str, ...]:
    """Write a whole small company: voice, rules, intents, starter articles and golden tests too; returns the files.

    Nothing is left behind when it is refused. Raises Permanent when the folder holds something already, and
    CompanyRefused with what the check complains of in the answers.
    """
    refuse_filled(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as aside:
        made = Path(aside) / folder.name
        names = _made(made, answers, today)
        os.replace(made, folder)  # onto nothing, or onto an empty folder
    return names


def try_answers(answers: Answers) -> None:
    """Raises Permanent or CompanyRefused, as `begin_company` would, and writes nothing that stays."""
    with tempfile.TemporaryDirectory(prefix="kompas-") as aside:
        _made(Path(aside) / "company", answers, date.min)


def _made(folder: Path, answers: Answers, today: date) -> tuple[str, ...]:
    """The whole small company, written and checked."""
    _refuse_unknown(answers.languages)
    articles = tuple(article_path(lang, slug) for lang in answers.languages for slug in ARTICLES)
    names = (*TEMPLATE, *STARTERS, *articles)
    _write(folder, names, answers, today, {"answered"})
    checked = check_company(folder)
    if checked.complaints:
        raise CompanyRefused(checked.complaints, checked.warnings)
    return names


def name_of(folder: Path) -> str:
    """A company's name from that of its folder: my-shop is My Shop."""
    words = re.findall(r"[^\W_]+", folder.resolve().name)
    return " ".join(word[:1].upper() + word[1:] for word in words) or "Company"


def _refuse_unknown(languages: Iterable[str]) -> None:
    for lang in languages:
        if lang not in LANGUAGES:
            raise Permanent(f"the language '{lang}' is unknown.", f"Use {' or '.join(LANGUAGES)}.")


def refuse_filled(folder: Path) -> None:
    """Raises Permanent when the folder holds something already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Permanent(f"{folder} is not empty and holds no company.yaml.", "Name a new folder, or a company folder.")


def _write(folder: Path, names: Iterable[str], answers: Answers, today: date, chosen: set[str]) -> None:
    kept = chosen | set(answers.languages) | {"phone" if answers.phone else "no-phone"}
    country = _country_of(answers.timezone)
    kept |= {"country"} if country else set()
    for name in names:
        lang = lang_of(name) or answers.languages[0]
        source = f"{KNOWLEDGE}{Path(name).name}" if is_article(name) else name
        text = files(__package__).joinpath("template", lang, source).read_text(encoding="utf-8")
        filled = _fill(_chosen(text, kept), answers, lang, today, country, as_yaml=name.endswith(".yaml"))
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(filled, encoding="utf-8")


def _chosen(text: str, kept: set[str]) -> str:
    """Only the lines without a mark, and those whose mark (` #:nl` at the end) is kept."""
    lines = []
    for line in text.splitlines():
        mark = _MARKED.search(line)
        if mark is None or mark[1] in kept:
            lines.append(_MARKED.sub("", line))
    return "\n".join(lines) + "\n"


def _fill(text: str, answers: Answers, lang: str, today: date, country: str, as_yaml: bool) -> str:
    said = (lambda value: json.dumps(value, ensure_ascii=False)[1:-1]) if as_yaml else str
    weekly = answers.weekly
    values = {
        "name": said(answers.name),
        "sender": re.sub(r'["<>@,;:\\]', "", answers.name),  # such signs have a meaning in a mail's header
        "mail": answers.mail,
        "phone": said(answers.phone),
        "languages": ", ".join(answers.languages),
        "timezone": answers.timezone,
        "sites": ", ".join(json.dumps(site) for site in answers.sites),
        "weekly": "\n".join(f"    {day}: {json.dumps(list(weekly[day]))}" for day in DAYS if day in weekly),
        "days": "\n".join(f"- {_day(day, lang)}: {', '.join(weekly[day])}" for day in DAYS if day in weekly),
        "country": country,
        "today": today.isoformat(),
    }
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), text)


def _day(day: str, lang: str) -> str:
    return str(get_day_names("wide", locale=lang)[DAYS.index(day)])


def _country_of(timezone: str) -> str:
    """The country of a time zone, where its public holidays are known."""
    country = str(get_global("zone_territories").get(timezone, ""))
    try:
        return known_country(country) if country else ""
    except PydanticCustomError:
        return ""
