"""Writes a new, small company folder that passes the check and says what to fill in (text: template/<lang>/)."""

import re
from importlib.resources import files
from pathlib import Path

from kompas.assistant.company.shapes.values import LANGUAGES
from kompas.assistant.domain.errors import Permanent

TEMPLATE = ("company.yaml", "retention.yaml", "tests/person.yaml")


def write_new_company(folder: Path, lang: str) -> tuple[str, ...]:
    """Write the files of a new company, named after its folder; returns them.

    Raises Permanent when the folder holds something already, or the language is none of Kompas's.
    """
    if lang not in LANGUAGES:
        raise Permanent(f"the language '{lang}' is unknown.", f"Use {' or '.join(LANGUAGES)}.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Permanent(f"{folder} is not empty and holds no company.yaml.", "Name a new folder, or a company folder.")
    words = re.findall(r"[^\W_]+", folder.resolve().name)
    name = " ".join(word[:1].upper() + word[1:] for word in words) or "Company"
    domain = re.sub(r"[^a-z0-9]+", "", name.lower()) or "company"
    for file in TEMPLATE:
        text = files(__package__).joinpath("template", lang, file).read_text(encoding="utf-8")
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("{name}", name).replace("{domain}", domain), encoding="utf-8")
    return TEMPLATE
