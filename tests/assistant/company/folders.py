"""The sample company of these tests, and ways to spoil a copy of it."""

import shutil
from pathlib import Path

SAMPLE = Path(__file__).parent / "sample"


def copy_of_sample(into: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, into / "molen"))


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Replace a text that stands there exactly once; write a new file when `old` is empty."""
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    if not old:
        path.write_text(new, encoding="utf-8")
        return
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), encoding="utf-8")
