"""Export and erase single ones of many customers, and seek every byte of them in the files afterwards.

usage: python -m benchmarks.erasure [--customers 10000] [--messages 10] [--times 20] [--json]
Builds the database, exports and erases random customers one by one, and prints the slowest and the median of each. What
is sought is a mark that stood in every text, name, address and key of the customer; another process reads the files.
Bars: each within 5 s, residue 0, and the audit chain whole.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks.customers import Known, fill, set_up

COMPANY = Path(__file__).resolve().parent.parent / "companies" / "zwaluw"
_SEEK = """
import sys
from pathlib import Path
marks = sys.stdin.buffer.read().split()
files = [path for path in Path(sys.argv[1]).rglob("*") if path.is_file()]
contents = [path.read_bytes() for path in files]
print(sum(content.count(mark) for content in contents for mark in marks))
"""


def measure(data: Path, customers: int, messages: int, times: int) -> dict[str, Any]:
    set_up(data)
    from kompas.assistant.company import read_company
    from kompas.service.clock import now_ms
    from kompas.service.database.connection import connect, database_file, transaction
    from kompas.service.privacy.erasure import erase_and_clean
    from kompas.service.privacy.export import export, hand_over
    from kompas.service.privacy.subject import find
    from kompas.service.privacy.trail import seal, verify

    company = read_company(COMPANY)
    chosen = random.sample(fill(customers, messages, now_ms()), times)
    before = _sought(data, chosen)
    size = database_file().stat().st_size / 1e6

    def exported(one: Known) -> None:
        with closing(connect()) as db:
            (subject,) = find(db, one.address)
            made = export(db, company, subject, now_ms())
            with transaction(db):
                hand_over(db, made, "command", now_ms())

    residues = []

    def erased(one: Known) -> None:
        with closing(connect(readonly=True)) as db:
            (subject,) = find(db, one.address)
        residues.append(erase_and_clean(subject, "command", data)[1])

    exports = [_timed(exported, one) for one in chosen]
    erasures = [_timed(erased, one) for one in chosen]
    with closing(connect()) as db:
        with transaction(db):
            while seal(db):
                pass
        faults = len(list(verify(db)))
    return {
        "customers": customers,
        "messages": customers * messages,
        "database_mb": round(size),
        "export_seconds_median": round(statistics.median(exports), 3),
        "export_seconds_slowest": round(max(exports), 3),
        "erase_seconds_median": round(statistics.median(erasures), 3),
        "erase_seconds_slowest": round(max(erasures), 3),
        "marks_found_before": before,
        "marks_found_after": _sought(data, chosen),
        "residue_on_receipts": sum(residues),
        "faults_in_the_chain": faults,
    }


def _timed(act: Callable[[Known], None], one: Known) -> float:
    begun = time.perf_counter()
    act(one)
    return time.perf_counter() - begun


def _sought(data: Path, chosen: list[Known]) -> int:
    """How often the marks of these customers stand in any file of the data folder, as another process reads them."""
    marks = " ".join(one.mark for one in chosen).encode()
    done = subprocess.run([sys.executable, "-c", _SEEK, str(data)], input=marks, capture_output=True, check=True)
    return int(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--customers", type=int, default=10_000)
    parser.add_argument("--messages", type=int, default=10)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        seen = measure(Path(place) / "data", args.customers, args.messages, args.times)
    print(json.dumps(seen) if args.json else "\n".join(f"{name:24} {value}" for name, value in seen.items()))


if __name__ == "__main__":
    main()
