"""How long the back room takes to look for contradictions, and how much memory, at 10,000 passages.

usage: python -m benchmarks.contradictions [--passages 10000]
Every heading is that of some twenty articles, and every passage has four sentences with numbers: far more contradict
each other than in a company, and as many are told as are ever kept. What is prepared is loaded as the back room does.
"""

import argparse
import random
import resource
import tempfile
import time
from pathlib import Path

from benchmarks.turns import company_with
from kompas.assistant.assistant import Assistant, prepare
from kompas.assistant.company import read_company
from kompas.service.library.contradictions import compare


def with_numbers(folder: Path) -> None:
    """Give each invented article headings that others have too, and terms and prices of its own."""
    rng = random.Random(3)
    for number, file in enumerate(sorted((folder / "knowledge/nl").glob("invented-*.md"))):
        head, *sections = file.read_text(encoding="utf-8").split("\n\n## ")
        for at, section in enumerate(sections):
            days, euros, weeks = rng.randint(10, 60), rng.randint(2, 30), rng.randint(1, 9)
            sections[at] = (
                f"Termijn {at} soort {number // 20}\n{section.partition(chr(10))[2].strip()} U kunt een fiets binnen {days} "
                f"dagen terugsturen naar de winkel. Dat kost {euros} euro per stuk. Het duurt dan nog {weeks} weken.\n"
                f"- Levering in {weeks} dagen op adres {days}\n"
            )
        file.write_text("\n\n## ".join([head, *sections]), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=10_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kompas-contradictions-") as place:
        folder = company_with(args.passages, Path(place) / "company")
        with_numbers(folder)
        prepare(read_company(folder), Path(place) / "prepared")
        begun = time.perf_counter()
        assistant = Assistant.load(Path(place) / "prepared")
        loaded = time.perf_counter()
        found = compare(assistant)
        took = time.perf_counter() - loaded
    print(
        f"{found.articles} articles: loaded in {loaded - begun:.1f} s, compared in {took:.1f} s, {len(found.clashes)} pairs"
    )
    print(f"resident at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB, preparing included")


if __name__ == "__main__":
    main()
