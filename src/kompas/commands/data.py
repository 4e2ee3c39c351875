"""How a command reaches the data of a house, running or not."""

import os
from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[Path, typer.Option("--data", envvar="KOMPAS_DATA_DIR", help="The data folder.")]
DEMO_DATA = Path("var/demo-zwaluw")


def set_up(data: Path) -> None:
    """Point the product at this data folder; an older database is brought up to date by serving it, never here."""
    if not (data / "kompas.sqlite3").is_file():
        raise typer.BadParameter(f"{data} holds no database of Kompas. Name the data folder with --data.")
    os.umask(0o077)
    os.environ["KOMPAS_DATA_DIR"] = str(data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompas.service.settings")
    import django

    django.setup()
