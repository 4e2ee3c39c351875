"""The assistant as others use it."""

import gc
import io
from dataclasses import replace
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import Any

import pytest
from tests.assistant.company.folders import SAMPLE
from tests.assistant.talk import ADA, AT, turn

from kompas.assistant.answering.generative import Backed
from kompas.assistant.answering.prompting import fitting, prompt
from kompas.assistant.assistant import Assistant, prepare
from kompas.assistant.company import read_company
from kompas.assistant.domain.company import ModelPlan
from kompas.assistant.domain.decision import Answer, Continue, HandOver
from kompas.assistant.domain.knowledge import Article
from kompas.assistant.domain.model import Sentence, Wanted
from kompas.assistant.prepared import Prepared


@pytest.fixture(scope="module")
def assistant(molen: Prepared) -> Assistant:
    return Assistant(molen)


def test_it_answers_looks_up_and_passes_on(assistant: Assistant) -> None:
    answered = assistant.take_turn(turn("wat is de levertijd"))
    assert isinstance(answered.decision, Answer)
    assert "2 werkdagen" in answered.reply.text
    looked_up = assistant.take_turn(turn("waar is mijn boek", identity=ADA))
    assert isinstance(looked_up.decision, Continue)
    assert "M-12" in looked_up.reply.text
    passed_on = assistant.take_turn(turn("can I talk to someone"))
    assert isinstance(passed_on.decision, HandOver)
    assert passed_on.brief is not None


def test_the_same_turn_gives_the_same(assistant: Assistant) -> None:
    one, other = (assistant.take_turn(turn("hoe lang duurt het naar België")) for _ in range(2))
    assert (one.decision, one.reply, one.memory) == (other.decision, other.reply, other.memory)


def test_a_complete_message_waits_for_nothing_more(assistant: Assistant) -> None:
    assert assistant.complete("wat is de levertijd van een boek?", "nl")
    assert assistant.complete("medewerker", "nl")
    assert not assistant.complete("hoi", "nl")
    assert not assistant.complete("🙂", "nl")


def test_matters_have_titles(assistant: Assistant) -> None:
    assert assistant.title("levertijd", "en") == "the delivery time of a book"
    assert assistant.title("article:levertijd", "nl") == "Levertijd"
    assert assistant.title("article:gone", "nl") == "gone"


def test_warming_up_changes_nothing(assistant: Assistant) -> None:
    before = assistant.take_turn(turn("wat is de levertijd"))
    assistant.warm_up(AT)
    assert assistant.take_turn(turn("wat is de levertijd")).reply == before.reply


def test_after_warming_up_no_customer_waits_for_a_file(molen: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    company = replace(molen.company, model=ModelPlan("http://127.0.0.1:1/v1", "small"))
    assistant = Assistant(replace(molen, company=company))
    forget()
    assistant.warm_up(AT)
    opened: list[str] = []

    def told(file: str, *given: Any, **more: Any) -> Any:
        opened.append(str(file))
        return really(file, *given, **more)

    really = io.open
    monkeypatch.setattr(io, "open", told)
    for text in ("hoe lang duurt het naar België", "how long does it take to Belgium", "dit is echt belachelijk traag"):
        assistant.take_turn(turn(text))
    for lang, text in (("nl", "Een boek is er binnen 2 werkdagen."), ("en", "A book arrives within 2 working days.")):
        wanted = Wanted(lang, text, assistant.passages(Article("", "", lang, "Levertijd", text)))
        assert fitting(wanted) is not None
        assert prompt(wanted, 100).system
        assert isinstance(assistant.judge(wanted, Sentence(text, (1,))), Backed)
    assert opened == []


def forget() -> None:
    """As in a process that has just begun: nothing of ours is loaded but what the index brings."""
    for one in gc.get_objects():
        room = getattr(one, "__module__", "") if isinstance(one, _lru_cache_wrapper) else ""
        if room.startswith("kompas.assistant.") and not room.startswith("kompas.assistant.knowledge."):
            one.cache_clear()


def test_what_is_for_staff_is_never_said(assistant: Assistant) -> None:
    for text in ("hoe maak ik de kas op", "de kas opmaken", "tel de kas"):
        taken = assistant.take_turn(turn(text))
        assert "17.00" not in taken.reply.text
        assert not any("kas" in citation.passage_id for citation in taken.reply.citations)


def test_what_was_prepared_is_loaded_by_its_folder(tmp_path: Path, assistant: Assistant) -> None:
    prepare(read_company(SAMPLE), tmp_path / "v1")
    assert (tmp_path / "v1/company.json").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["v1"]
