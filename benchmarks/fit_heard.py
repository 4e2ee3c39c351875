"""Fit what tells attacks and upset lines: `python -m benchmarks.fit_heard attacks|mood.nl|mood.en FILE [FILE …]`.

Writes src/kompas/assistant/understanding/weights/NAME.tsv. Of the files nothing but the weights of single words, pairs and
pieces of words is kept.

attacks: from our own lines (understanding/lines and background, the examples and questions of the example companies), and
lines of {"text"} that are no attacks; what ships was fitted with clinc150_train (Larson et al. 2019, CC BY 3.0).
mood.en, mood.nl: from lines of {"text", "upset"}; what ships was fitted on goemotions_train (Demszky et al. 2020, Apache-2.0)
and on four fifths of xed_nl_dev (Öhman et al. 2020, CC BY 4.0): `--fifth` leaves out the lines that it is measured on.
"""

import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from kompas.assistant.company import read_company
from kompas.assistant.measure.rows import IntentRow, MoodRow, read_rows
from kompas.assistant.understanding import attacks, linear, mood
from kompas.assistant.understanding.linear_learning import Judged, learn_linear, with_signs_of

T = TypeVar("T")

FOLDER = Path(linear.__file__).with_name("weights")
COMPANIES = ("zwaluw", "waterdijk")
LEAST = {"attacks": 0.2, "mood.en": 0.5, "mood.nl": 0.15}  # a larger file says next to nothing more
SOURCES = {
    "attacks": "our own lines (digest {digest}) and clinc150_train (Larson et al. 2019, CC BY 3.0)",
    "mood.en": "goemotions_train (Demszky et al. 2020, Apache-2.0)",
    "mood.nl": "four fifths of xed_nl_dev (Öhman et al. 2020, CC BY 4.0) and the signs of mood.en",
}


def main(name: str, paths: Sequence[Path], fifth: bool) -> None:
    if name == "attacks":
        rows = [(row.text, False) for path in paths for row in read_rows(path, IntentRow)]
        model = learn_linear([*attacks.lessons(), *_customers(), *rows], attacks.signs, attacks.EASE, attacks.bared)
    else:
        judged = [(row.text, row.upset) for path in paths for row in read_rows(path, MoodRow)]
        model = learn_linear(fifth_and_rest(judged)[1] if fifth else judged, mood.signs)
        model = with_signs_of(model, mood.model("en")) if name == "mood.nl" else model
    source = SOURCES[name].format(digest=attacks.digest())
    (FOLDER / f"{name}.tsv").write_text(
        linear.written(model, f"fitted by benchmarks.fit_heard on {source}", LEAST[name])
    )


def _customers() -> list[Judged]:
    companies = [read_company(Path("companies") / name) for name in COMPANIES]
    asked = [text for company in companies for intent in company.intents.values()
             for texts in intent.examples.values() for text in texts]  # fmt: skip
    return [(text, False) for text in asked + [one for each in companies for a in each.articles for one in a.questions]]


def fifth_and_rest(lines: Sequence[T]) -> tuple[Sequence[T], Sequence[T]]:
    """The fifth of lines that is kept apart to measure on, and the others. The same lines every time."""
    shuffled = random.Random(0).sample(lines, len(lines))
    return shuffled[: len(shuffled) // 5], shuffled[len(shuffled) // 5 :]


if __name__ == "__main__":
    given = [one for one in sys.argv[1:] if one != "--fifth"]
    if len(given) < 2 or given[0] not in SOURCES:
        sys.exit(__doc__)
    main(given[0], [Path(one) for one in given[1:]], "--fifth" in sys.argv)
