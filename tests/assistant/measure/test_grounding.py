"""The figures of judged claims."""

from kompas.assistant.measure.grounding import learn_support, measure_grounding
from kompas.assistant.measure.rows import PairRow

SOURCE = "A parcel comes within two days. Sale items cannot be returned."
ROWS = [
    PairRow(source=SOURCE, claim="A parcel comes within 2 days.", supported=True),
    PairRow(source=SOURCE, claim="Sale items cannot be returned.", supported=True),
    PairRow(source=SOURCE, claim="Sale items can be returned.", supported=False),
    PairRow(source=SOURCE, claim="A parcel comes within 3 days.", supported=False),
]


def test_as_shipped_and_trained() -> None:
    shipped = measure_grounding(ROWS)
    assert (shipped.n, shipped.balanced_accuracy, shipped.auroc, shipped.f1) == (4, 1.0, 1.0, 1.0)
    assert measure_grounding(ROWS, learn_support([ROWS])).balanced_accuracy == 1.0


def test_a_fault_refuses_whatever_was_learned() -> None:
    wrong = [PairRow(source=row.source, claim=row.claim, supported=not row.supported) for row in ROWS]
    changed = [row for row in ROWS if not row.supported]
    learned = measure_grounding([*ROWS[:1], *changed], learn_support([wrong]))
    assert learned.balanced_accuracy in (0.5, 1.0)  # what is changed is refused in either case


def test_what_ships_is_stricter_than_the_scorer_alone() -> None:
    row = PairRow(source="The customer pays the courier.", claim="The courier pays the customer.", supported=False)
    figures = measure_grounding([*ROWS, row])
    assert figures.balanced_accuracy == 1.0
    assert figures.scorer_alone["balanced_accuracy"] == 0.8333


def test_a_claim_of_several_sentences_needs_all_of_them() -> None:
    both = "A parcel comes within 2 days. Yes. Sale items cannot be returned."
    rows = [
        PairRow(source=SOURCE, claim=both, supported=True),
        PairRow(source=SOURCE, claim=both.replace("2", "3"), supported=False),
    ]
    assert measure_grounding(rows).balanced_accuracy == 1.0


def test_one_verdict_has_no_share_of_two() -> None:
    figures = measure_grounding(ROWS[:2])
    assert (figures.n, figures.balanced_accuracy, figures.auroc, figures.f1) == (2, None, None, None)
