"""The clock has it worked out in the back room, and what comes of it serves without a restart."""

from collections.abc import Callable

from tests.service.people import until

from kompas.assistant.domain.certainty import Stage
from kompas.service.certainty.looking import have_proven, look
from kompas.service.certainty.models import Proof, Verdict, Work
from kompas.service.house import House


def test_a_child_works_it_out_and_the_house_answers_from_it(house: House, many: Callable[..., None]) -> None:
    many(100, 0.9, Verdict.RIGHT)
    have_proven(house)
    until(lambda: Proof.objects.exists() and Work.objects.get().done_at, 60)
    found = Proof.objects.get()
    assert (found.by, found.stage, found.n) == ("system", "proven", 100)
    look(house)
    assert house.shelf.now.assistant.answers_from.stage is Stage.PROVEN
    have_proven(house)
    assert Work.objects.get().claim == 1
