"""`python -m kompas.service.library.apart COMPANY INTO [SOURCE]`: prepare a company in a process of its own."""

import os
import sys
from pathlib import Path

from kompas.assistant.assistant import prepare
from kompas.assistant.company import read_company
from kompas.service.environment import read_environment
from kompas.service.library.embedding import for_preparing


def main(folder: str, into: str, source: str | None = None) -> None:
    """`source` is where the files of connectors lie, when they are not in the company's folder."""
    company = read_company(Path(folder), Path(source) if source is not None else None)
    with for_preparing(company, read_environment(os.environ)) as embedder:
        prepare(company, Path(into), embedder)


if __name__ == "__main__":
    main(*sys.argv[1:4])
