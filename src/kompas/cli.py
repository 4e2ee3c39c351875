"""The command line of Kompas."""

import typer

from kompas.commands import backup, beginning, content, customers, folders, measuring, serving, thinking
from kompas.commands.audit import audit
from kompas.commands.retention import retention

app = typer.Typer(help="Kompas: AI-first customer service.", no_args_is_help=True, add_completion=False)
app.command()(beginning.init)
app.command()(serving.demo)
app.command()(serving.serve)
app.add_typer(audit, name="audit")
app.command()(backup.backup)
app.command()(backup.restore)
app.command()(thinking.ask)
app.command("test")(thinking.play_golden)
app.add_typer(measuring.measure, name="measure")
app.command()(folders.check)
app.add_typer(folders.bring, name="import")
app.command()(retention)
export = typer.Typer(help="Take out what Kompas holds.", no_args_is_help=True)
export.command("customer")(customers.export_customer)
export.command("company")(content.export_company)
app.add_typer(export, name="export")
erase = typer.Typer(help="Erase what Kompas holds, for good.", no_args_is_help=True)
erase.command("customer")(customers.erase_customer)
app.add_typer(erase, name="erase")
