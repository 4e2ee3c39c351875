"""Where company folders and data lie."""

from pathlib import Path

import typer

_PACKAGE = Path(__file__).resolve().parent.parent
_EXAMPLES = (_PACKAGE / "companies", _PACKAGE.parent.parent / "companies")


def company_folder(name: str) -> Path:
    """A folder, or the name of a bundled example company."""
    for folder in (Path(name), *(examples / name for examples in _EXAMPLES)):
        if (folder / "company.yaml").is_file():
            return folder.resolve()
    known = sorted({found.name for examples in _EXAMPLES if examples.is_dir() for found in examples.iterdir()})
    raise typer.BadParameter(f"'{name}' holds no company.yaml. Give a company folder, or one of: {', '.join(known)}.")
