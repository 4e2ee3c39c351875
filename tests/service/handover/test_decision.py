"""A stored decision at the agent's depth, in the agent's own language, also when what it rests on is gone."""

import json
from typing import Any

import pytest
from django.utils import translation

from kompas.service.conversations.models import Decision, Message
from kompas.service.handover.decision import explained
from kompas.service.library.shelf import Served

SOURCE = {
    "n": 1,
    "title": "Levertijd",
    "heading": "",
    "updated": None,
    "url": "",
    "lang": "nl",
    "passage": "Twee dagen.",
}


def message(citations: list[dict[str, Any]] | None = None) -> Message:
    return Message(seq=3, author="assistant", provenance="quote", citations=json.dumps(citations or []))


def decided(*reasons: dict[str, Any], **trace: Any) -> Decision:
    told = {"reasons": list(reasons), "version": "4f1d2c3b4a5968", **trace}
    return Decision(seq=3, kind="answer", code="certain_enough", trace=json.dumps(told))


@pytest.fixture(params=["nl", "en"])
def lang(request: pytest.FixtureRequest) -> Any:
    with translation.override(request.param):
        yield request.param


def test_numbers_and_threshold_are_told_in_the_readers_language(shop: Served, lang: str) -> None:
    reason = {"code": "certain_enough", "evidence": ["nl/levertijd#1"], "value": 0.82, "threshold": 0.6}
    told = explained(message([SOURCE]), decided(reason), shop)
    (ground,) = told.grounds
    assert "82" in ground.sentence
    assert "60" in ground.sentence
    assert told.decided == {"nl": "Beantwoord", "en": "Answered"}[lang]
    assert (told.version, told.provenance, told.sources) == ("4f1d2c3b4a59", "quote", [SOURCE])
    assert ground.evidence == ("nl/levertijd#1",)


def test_words_without_a_decision_say_only_where_they_come_from(shop: Served) -> None:
    told = explained(message(), None, shop)
    assert (told.decided, told.grounds, told.provenance) == ("", [], "quote")


def test_a_reason_that_is_no_longer_worded_is_shown_as_its_code(shop: Served) -> None:
    told = explained(message(), decided({"code": "an_older_reason"}), shop)
    assert [ground.sentence for ground in told.grounds] == ["an_older_reason"]


def test_a_trace_without_reasons_falls_back_on_the_code_of_the_decision(shop: Served) -> None:
    stored = Decision(seq=3, kind="handover", code="wants_human", trace="{}")
    (ground,) = explained(message(), stored, shop).grounds
    assert ground.sentence != "wants_human"
