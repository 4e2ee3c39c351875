"""What the judged turns prove of the content that serves, worked out in the back room; and what makes that void.

A day counts when all that was drawn of it was judged, so nobody proves anything by judging the easy ones first; a skipped
turn counts as wrong. When the content changes, all that was drawn is looked up anew. What was right then and leads elsewhere
now is wrong. What was wrong stays wrong, and as sure as it was at its surest: people mend what they see, and the proof is
about what they do not see. So the proof outlasts a change of content that does not touch it, and is never won by mending.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from kompas.assistant.assistant import Assistant, is_prepared
from kompas.assistant.domain.certainty import Stage
from kompas.service.certainty import bounds
from kompas.service.certainty.asking_anew import asked_anew
from kompas.service.certainty.models import Drawn, Proof, Verdict, Work
from kompas.service.clock import DAY_MS, now_ms
from kompas.service.conversations import store
from kompas.service.database.connection import connect
from kompas.service.database.screen import writing

MOST = 5_000  # turns looked at, the newest
_NEW_MS = 14 * DAY_MS  # within which turns are new, when it is tested whether they go as those before
_ENOUGH = 30  # turns on either side of a test of drift
FEW, NOT_YET, WRONG, TRAFFIC = "few", "not_yet", "drift_wrong", "drift_traffic"
DRIFTS = (WRONG, TRAFFIC)


@dataclass(frozen=True, slots=True)
class Judged:
    """A turn that counts: how sure the assistant is of it, and whether that is wrong."""

    certainty: float
    wrong: bool
    at: int


def prove(id: int) -> None:
    """Done in the back room. May run twice, also at once: the last claim has the word, and all is stored in one."""
    with closing(connect()) as db:
        claimed = db.execute(
            "UPDATE certainty_work SET claim = claim + 1, tries = tries + 1 WHERE id = ? AND done_at IS NULL"
            " RETURNING version, claim",
            (id,),
        ).fetchone()
    place = Path(settings.DATA_DIR) / "prepared" / claimed["version"] if claimed is not None else None
    if place is None or not is_prepared(place):
        return  # done, or another version is prepared by now, and will be asked for
    assistant, at = Assistant.load(place), now_ms()
    accepted = assistant.company.thresholds.at_most_wrong
    if accepted is not None:
        drawn = _anew(assistant)
        found = proof_of(assistant, accepted, drawn, Proof.objects.order_by("-pk").first(), at)
        keep(found)
    Work.objects.filter(pk=id, claim=claimed["claim"]).update(done_at=at)


def since() -> int:
    """From when on drawn turns count: since drift was found last."""
    row = Proof.objects.order_by("-pk").first()
    return row.since if row is not None else 0


def _anew(assistant: Assistant) -> list[Drawn]:
    """What was drawn since then, as this content would have it; looked up where another content had."""
    drawn = list(Drawn.objects.filter(at__gte=since()).order_by("-pk")[:MOST])
    version = assistant.company.version
    changed = [one for one in drawn if one.version != version]
    with closing(connect(readonly=True)) as db:
        for one in changed:
            one.matter_now, one.certainty_now = asked_anew(db, assistant, one)
            one.version = version
    with writing():
        Drawn.objects.bulk_update(changed, ["version", "matter_now", "certainty_now"], batch_size=100)
    return drawn


def _counting(drawn: Sequence[Drawn]) -> list[Drawn]:
    """Those of the days of which all was judged."""
    left = {one.day for one in drawn if not one.verdict}
    return [one for one in drawn if one.day not in left]


def counting_now() -> list[Judged]:
    """The turns that count now, as they were looked up last."""
    drawn = list(Drawn.objects.filter(at__gte=since()).order_by("-pk")[:MOST])
    return [judged(one) for one in _counting(drawn)]


def judged(one: Drawn) -> Judged:
    """How sure, and whether wrong. See above for why a mistake that was mended counts."""
    if one.verdict == Verdict.RIGHT:
        return Judged(one.certainty_now, one.matter_now != one.matter, one.at)
    return Judged(max(one.certainty, one.certainty_now), True, one.at)


def proof_of(assistant: Assistant, accepted: float, drawn: Sequence[Drawn], before: Proof | None, at: int) -> Proof:
    """What these turns say now. `before`: what was said last."""
    turns = [judged(one) for one in _counting(drawn)]
    in_use = assistant.answers_from.threshold
    made = Proof(at=at, version=assistant.company.version, at_most_wrong=accepted, needed=bounds.needed(accepted),
                 n=len(turns), since=before.since if before is not None else 0)  # fmt: skip
    if (
        before is not None
        and before.stage == Stage.PROVEN
        and (drift := _drifted(drawn, turns, before.threshold, accepted, at))
    ):
        return _told(made, bounds.at_threshold(*_sides(turns), in_use), Stage.PROVISIONAL, drift)
    floor = assistant.company.thresholds.answer
    if (tested := bounds.proven(*_sides(turns), accepted, floor)) is not None:
        return _told(made, tested, Stage.PROVEN, "")
    found = bounds.at_threshold(*_sides(turns), in_use)
    return _told(made, found, Stage.PROVISIONAL, FEW if found.above < made.needed else NOT_YET)


def _told(made: Proof, tested: bounds.Tested, stage: Stage, reason: str) -> Proof:
    made.stage, made.reason, made.threshold = stage.value, reason, tested.threshold
    made.above, made.wrong, made.bound = tested.above, tested.wrong, tested.bound
    if reason in DRIFTS:
        made.since = made.at  # customers ask otherwise now: what was drawn before says nothing of them
    return made


def _sides(turns: Sequence[Judged]) -> tuple[list[float], list[bool]]:
    return [one.certainty for one in turns], [one.wrong for one in turns]


def _drifted(drawn: Sequence[Drawn], turns: Sequence[Judged], threshold: float, accepted: float, at: int) -> str:
    """Why what was proven is void: the newest turns are wrong too often, or those drawn are sure otherwise than before."""
    newest = [one for one in turns if one.at >= at - _NEW_MS]
    if bounds.too_often_wrong(*_sides(newest), threshold, accepted) <= bounds.DRIFTED:
        return WRONG
    old = [one.certainty_now for one in drawn if one.at < at - _NEW_MS]
    new = [one.certainty_now for one in drawn if one.at >= at - _NEW_MS]
    if min(len(old), len(new)) < _ENOUGH:
        return ""
    return TRAFFIC if bounds.otherwise_sure(old, new) <= bounds.DRIFTED else ""


def keep(found: Proof) -> None:
    """Store it where it says something else than the row before; what changes the threshold is in the trail."""
    with writing() as db:
        before = Proof.objects.order_by("-pk").first()
        told = ("version", "stage", "reason", "at_most_wrong", "threshold", "n", "above", "wrong", "since")
        if before is not None and all(getattr(before, name) == getattr(found, name) for name in told):
            Proof.objects.filter(pk=before.pk).update(at=found.at)
            return
        found.save(force_insert=True)
        moves = before is None or (before.stage, before.threshold) != (found.stage, found.threshold)
        if moves and (before is not None or found.stage == Stage.PROVEN):
            kind = "certainty.proven" if found.stage == Stage.PROVEN else "certainty.provisional"
            store.record(db, kind, found.by, found.at, data=_numbers(found))


def _numbers(found: Proof) -> dict[str, store.Plain]:
    names = ("version", "reason", "at_most_wrong", "threshold", "n", "above", "wrong", "needed")
    return {**{name: getattr(found, name) for name in names}, "bound": round(found.bound, 4)}
