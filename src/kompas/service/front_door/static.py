"""The widget's built files, as any customer's site loads them. Small, so they are kept in memory, plain and packed."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from kompas.service.front_door.problems import Problem

STATIC = Path(__file__).resolve().parents[2] / "static"
_NAME = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")
_HASHED = re.compile(r".+-[A-Za-z0-9_-]{8}\.\w+")
_TYPES = {"js": "text/javascript", "css": "text/css", "txt": "text/plain", "json": "application/json"}
_FOR_A_YEAR = "public, max-age=31536000, immutable"
_FOR_MINUTES = "public, max-age=300"


@dataclass(frozen=True, slots=True)
class Kept:
    content: bytes
    packed: bytes
    tag: str


async def built(request: Request) -> Response:
    """A file of the front-end build, or the stylesheet of the pages without script."""
    name = request.path_params["file"]
    file = STATIC / "pages.css" if name == "pages.css" else STATIC / "built" / name
    if not _NAME.fullmatch(name) or not file.is_file():
        raise Problem(404, "unknown_address")
    kept = _kept(file, file.stat().st_mtime_ns)
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Cache-Control": _FOR_A_YEAR if _HASHED.fullmatch(name) else _FOR_MINUTES,
        "ETag": kept.tag,
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    if request.headers.get("if-none-match") == kept.tag:
        return Response(status_code=304, headers=headers)
    content = kept.content
    if "gzip" in request.headers.get("accept-encoding", ""):
        content, headers["Content-Encoding"] = kept.packed, "gzip"
    return Response(content, headers=headers, media_type=_TYPES.get(file.suffix[1:], "application/octet-stream"))


@lru_cache(maxsize=32)
def _kept(file: Path, _changed: int) -> Kept:
    content = file.read_bytes()
    return Kept(content, gzip.compress(content, 9, mtime=0), f'W/"{hashlib.sha256(content).hexdigest()[:24]}"')
