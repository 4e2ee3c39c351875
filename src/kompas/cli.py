"""The command line of Kompas."""

import typer

from kompas.commands import serving
from kompas.commands.audit import audit

app = typer.Typer(help="Kompas: AI-first customer service.", no_args_is_help=True, add_completion=False)
app.command()(serving.demo)
app.command()(serving.serve)
app.add_typer(audit, name="audit")
