"""`python -m kompas.assistant.preparing COMPANY INTO [SOURCE]`: prepare a company in a process of its own."""

import sys
from pathlib import Path

from kompas.assistant.assistant import prepare
from kompas.assistant.company import read_company


def main(company: str, into: str, source: str | None = None) -> None:
    """`source` is where the files of connectors lie, when they are not in the company's folder."""
    prepare(read_company(Path(company), Path(source) if source is not None else None), Path(into))


if __name__ == "__main__":
    main(*sys.argv[1:4])
