"""The built script and style of the screens, with the digest that a browser checks them by."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

_BUILT = Path(settings.PACKAGE) / "static" / "built"


@dataclass(frozen=True, slots=True)
class Built:
    """A built file: its address, new with every change of the file, and its digest."""

    address: str
    integrity: str


def built(name: str) -> Built:
    """A file of the front-end build; without a build its bare address, so that a page still works unstyled."""
    manifest = _BUILT / "manifest.json"
    try:
        changed = manifest.stat().st_mtime_ns
    except FileNotFoundError:
        return Built(f"{settings.STATIC_URL}built/{name}", "")
    return _read(manifest, changed, name)


@cache
def _read(manifest: Path, changed: int, name: str) -> Built:
    integrity = json.loads(manifest.read_text())[name]["integrity"]
    mark = integrity.removeprefix("sha384-")[:12].translate(str.maketrans("+/", "-_"))
    return Built(f"{settings.STATIC_URL}built/{name}?{mark}", integrity)
