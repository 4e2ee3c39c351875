"""`python -m kompas` is `kompas`."""

from kompas.cli import app

app()
