"""`python -m kompas.assistant.preparing COMPANY INTO`: prepare a company in a process of its own."""

import sys
from pathlib import Path

from kompas.assistant.assistant import prepare
from kompas.assistant.company import read_company


def main(company: str, into: str) -> None:
    prepare(read_company(Path(company)), Path(into))


if __name__ == "__main__":
    main(*sys.argv[1:3])
