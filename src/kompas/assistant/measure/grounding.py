"""How well a sentence that its evidence supports is told from one that it does not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from kompas.assistant.answering.generative import UNSUPPORTED, judged
from kompas.assistant.answering.reading import gathered
from kompas.assistant.answering.reading import told as told_in
from kompas.assistant.answering.support import Coefficients, coefficients, support_of
from kompas.assistant.answering.support_learning import Pair, fit
from kompas.assistant.domain.knowledge import Article, Paragraph, Passage
from kompas.assistant.knowledge.analysis import Analysis, vocabulary_of
from kompas.assistant.measure.figures import rounded
from kompas.assistant.measure.intents import Watch
from kompas.assistant.measure.rows import PairRow
from kompas.assistant.understanding.language import Languages
from kompas.assistant.understanding.wordlists import LANGUAGES


@dataclass(frozen=True, slots=True)
class GroundingFigures:
    """Shares are 0..1. `balanced_accuracy`: the mean of the shares of supported and of other claims that are judged right;
    `f1` is of the claims that are supported. `scorer_alone` has the same three without the exact checks of a model's
    sentences: what ships holds both."""

    n: int
    balanced_accuracy: float | None
    auroc: float | None
    f1: float | None
    ms_per_pair_p50: float
    scorer_alone: Mapping[str, float | None]


def pairs_of(rows: Sequence[PairRow]) -> list[Pair]:
    """The pairs with the language of their claim, which a turn knows."""
    languages = Languages(LANGUAGES)
    return [(row.source, row.claim, row.supported, languages.of(row.claim)) for row in rows]


def learn_support(sets: Sequence[Sequence[PairRow]]) -> Coefficients:
    """What ships, drawn towards these rows; each set counts alike. Raises Permanent when one knows a single verdict."""
    return fit([pairs_of(rows) for rows in sets], coefficients())


def measure_grounding(
    rows: Sequence[PairRow], fitted: Coefficients | None = None, watch: Watch[Pair] = lambda rows: rows
) -> GroundingFigures:
    """The figures over these pairs; as shipped, or with fitted coefficients.

    A claim is let through where each of its sentences that tell something is, as the sentences of a model are. What exact
    checks refuse has a chance of 0.
    """
    pairs, held, alone, spent = pairs_of(rows), list[_Verdict](), list[_Verdict](), []
    analysis = Analysis(
        vocabulary_of([(lang, text) for source, claim, _, lang in pairs for text in (source, claim)]), {}
    )
    for source, claim, _supported, lang in watch(pairs):
        begun = perf_counter()
        passage = _passage(source, lang)
        found = [
            judged(one.text, (passage,), lang, analysis.tokens, analysis.tokens_of_article, fitted)
            for one in told_in(claim, lang)
        ]
        spent.append((perf_counter() - begun) * 1000)
        support = support_of(claim, (source,), lang, fitted)
        alone.append((support.holds, support.chance / 2 if support.faults else support.chance))
        exact = {code for codes in found for code in codes} - {UNSUPPORTED}
        held.append((not any(found), 0.0 if exact else support.chance))
    wanted = [row.supported for row in rows]
    return GroundingFigures(
        n=len(rows),
        **_shares(wanted, held),
        ms_per_pair_p50=round(median(spent), 3),
        scorer_alone=_shares(wanted, alone),
    )


_Verdict = tuple[bool, float]  # whether a claim is let through, and how likely it is said to be


def _passage(source: str, lang: str) -> Passage:
    """A source as a passage. Public sets have small letters and spaces before full stops, which end no sentence of an article:
    it is cut where the scorer cuts it."""
    sentences = tuple(one.text for one in gathered((source,), lang).sentences)
    return Passage("", Article("", "", lang, "", ""), "", (Paragraph(sentences),), source)


def _shares(wanted: Sequence[bool], verdicts: Sequence[_Verdict]) -> dict[str, float | None]:
    from sklearn.metrics import balanced_accuracy_score, f1_score, roc_auc_score  # seconds to import

    if all(wanted) or not any(wanted):
        return {"balanced_accuracy": None, "auroc": None, "f1": None}
    holds, chances = zip(*verdicts, strict=True)
    return {
        "balanced_accuracy": rounded(balanced_accuracy_score(wanted, holds)),
        "auroc": rounded(roc_auc_score(wanted, chances)),
        "f1": rounded(f1_score(wanted, holds)),
    }
