"""What could not be answered becomes a gap: grouped, counted by customer, and gone with the customers' words."""

import pytest
from tests.service.people import Visitor

from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.customers.identity import prove
from kompas.service.front_door.answers import _mark
from kompas.service.house import House
from kompas.service.learning import gaps, labels
from kompas.service.learning.models import Gap, Label, Sighting
from kompas.service.learning.noticing import digests, notice
from kompas.service.library.models import Document


def asked(house: House, text: str, customer: str = "") -> Visitor:
    visitor = Visitor(house)
    if customer:
        visitor.write(lambda db: prove(db, visitor.id, customer, "mail", now_ms(), "Rosa Yildiz"))
    visitor.asks(text)
    notice(house)
    return visitor


def wanted(house: House, state: str = "open") -> list[tuple[str, int, int]]:
    return [(one.title, one.customers, one.times) for one in gaps.most_wanted(house.shelf.now, 0, 50, state)]


def test_gaps_of_one_matter_are_one_and_count_customers(house: House) -> None:
    asked(house, "kan ik bij jullie ook een tandem huren?", "C-1")
    asked(house, "kan ik een fiets huren voor een dagje, ik ben Yildiz", "C-1")
    asked(house, "Verhuren jullie fietsen voor een dag?", "C-2")
    asked(house, "Hoeveel inwoners heeft de stad Parijs?")
    ((title, customers, times),) = wanted(house)
    assert (title, customers, times) == ("Verhuren jullie fietsen voor een dag?", 2, 3)
    assert Gap.objects.get().matter == "fiets_huren"
    assert gaps.questions_of(Gap.objects.get()) == [
        "Verhuren jullie fietsen voor een dag?",
        "kan ik een fiets huren voor een dagje, ik ben [eigen gegeven]",
        "kan ik bij jullie ook een tandem huren?",
    ]


def test_what_was_passed_on_for_its_tone_was_not_known_either(house: House) -> None:
    asked(house, "verschrikkelijk smerig, mijn zadel stinkt")
    assert wanted(house) == [("verschrikkelijk smerig, mijn zadel stinkt", 1, 1)]


def test_nothing_is_noticed_twice(house: House) -> None:
    visitor = asked(house, "kan ik bij jullie ook een tandem huren?")
    visitor.write(lambda db: db.execute("DELETE FROM learning_bookmark"))
    notice(house)
    assert wanted(house) == [("kan ik bij jullie ook een tandem huren?", 1, 1)]


def test_the_words_go_with_the_messages_and_the_count_stays(house: House) -> None:
    visitor = asked(house, "kan ik bij jullie ook een tandem huren?")
    visitor.write(lambda db: db.execute("DELETE FROM conversations_message"))
    ((title, customers, _),) = wanted(house)
    assert customers == 1
    assert "tandem" not in title
    assert "tandem" not in str(list(Gap.objects.values()) + list(Sighting.objects.values()))


def test_stems_cannot_be_read_back_but_compared() -> None:
    assert digests(["tandem", "huur"]) == digests(["huur", "tandem"])
    assert not any("tandem" in one for one in digests(["tandem"]))


def test_a_gap_is_planned_written_and_asked_anew(house: House, agent: int) -> None:
    visitor = asked(house, "kan ik bij jullie ook een tandem huren?")
    gap = Gap.objects.get()
    path = "knowledge/nl/tandem-huren.md"
    document = Document.objects.create(path=path)
    visitor.write(lambda db: gaps.being_written(db, gap.pk, path, f"staff:{agent}", now_ms()))
    gap.refresh_from_db()
    assert (gap.state, gap.by) == ("planned", f"staff:{agent}")
    about = {"document": document.pk, "version": 1}
    visitor.write(lambda db: store.record(db, "document.published", "staff:1", now_ms(), data=about))
    notice(house)
    gap.refresh_from_db()
    assert (gap.state, gap.by) == ("written", "system")
    asked(house, "verhuren jullie een tandem?")
    assert [one.state for one in Gap.objects.order_by("id")] == ["written", "open"]


def test_what_was_dismissed_stays_dismissed(house: House, agent: int) -> None:
    visitor = asked(house, "kan ik bij jullie ook een tandem huren?")
    gap = Gap.objects.get()
    assert visitor.write(lambda db: gaps.move(db, gap.pk, "dismissed", f"staff:{agent}", now_ms()))
    assert not visitor.write(lambda db: gaps.move(db, gap.pk, "dismissed", f"staff:{agent}", now_ms()))
    asked(house, "verhuren jullie een tandem?")
    assert wanted(house) == []
    assert [one[2] for one in wanted(house, "dismissed")] == [2]


@pytest.mark.parametrize("matter", ["garantie", labels.NONE_OF_THESE])
def test_an_answer_that_an_agent_marks_is_a_gap_when_nothing_fits(house: House, agent: int, matter: str) -> None:
    visitor = Visitor(house)
    answer = visitor.asks("Kan ik mijn helm ruilen voor een andere maat?")
    visitor.write(lambda db: labels.mark(db, visitor.id, answer["seq"], f"staff:{agent}", matter, now_ms()))
    notice(house)
    assert Label.objects.get().matter == matter
    assert Sighting.objects.count() == (0 if matter else 1)


def test_the_customers_own_mark_joins_in(house: House) -> None:
    visitor = Visitor(house)
    answer = visitor.asks("Kan ik mijn helm ruilen voor een andere maat?")
    visitor.write(lambda db: _mark(db, visitor.id, answer["seq"], "", now_ms()))
    notice(house)
    assert list(Label.objects.values_list("by", "matter", "seq")) == [("customer", None, answer["seq"])]


def test_so_does_what_the_customer_says_of_the_answer_before(house: House) -> None:
    visitor = Visitor(house)
    answer = visitor.asks("Kan ik mijn helm ruilen voor een andere maat?")
    visitor.asks("dat klopt niet")
    notice(house)
    assert list(Label.objects.values_list("by", "matter", "seq")) == [("customer", None, answer["seq"])]
