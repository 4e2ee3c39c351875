"""Fit the coefficients of src/kompas/assistant/answering/support.py: `python -m benchmarks.fit_support FILE [FILE …]`.

The files hold lines of {"source", "claim", "supported"}, and count alike. What ships was fitted on the Wizard of Wikipedia
part of BEGIN's development set (Dziri et al. 2022, CC BY 4.0) and on SciTLDR of SummEdits (Laban et al. 2023, Apache-2.0), of
which nothing but these few numbers is kept. Writes support_weights.yaml.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import kompas.assistant.answering.support as support
from kompas.assistant.answering.likeness import MEASURES
from kompas.assistant.answering.support_learning import fit
from kompas.assistant.measure.grounding import pairs_of
from kompas.assistant.measure.rows import PairRow, read_rows

FILE = Path(support.__file__).with_name("support_weights.yaml")


def main(paths: Sequence[str]) -> None:
    fitted = fit([pairs_of(read_rows(Path(path), PairRow)) for path in paths])
    names = ("start", *MEASURES)
    lines = [f"{name}: {value:.3f}\n" for name, value in zip(names, fitted, strict=True)]
    begin = "# Fitted by `python -m benchmarks.fit_support` on begin_dev_wow (CC BY 4.0, Dziri et al. 2022) and\n"
    FILE.write_text(begin + "# summedits_scitldr_claims (Apache-2.0, Laban et al. 2023).\n" + "".join(lines))
    print("".join(lines))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
