"""The embedder of the company that serves: opened where the operator allows it, and kept within bounds."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from tests.assistant.company.folders import SAMPLE
from tests.models import tiny

from kompas.assistant.company import read_company
from kompas.assistant.domain.company import Company, EmbedderPlan
from kompas.assistant.domain.errors import Permanent, Temporary
from kompas.models.openai_embeddings import OpenAIEmbeddings
from kompas.service.environment import Environment
from kompas.service.library import embedding
from kompas.service.library.embedding import Embedding, Guarded, for_preparing, named
from kompas.service.wording.guard import FAULTS, REST_SECONDS

AWAY = EmbedderPlan("", "https://models.example.org/v1", "small")


class Played:
    """Answers, fails or hangs, as told."""

    name, outside = "played", False

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.fault: Exception | None = None
        self.hangs: threading.Event | None = None

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.asked += texts
        if self.hangs is not None:
            self.hangs.wait(10)
        if self.fault is not None:
            raise self.fault
        return np.ones((len(texts), 1), np.float32)


def company_with(plan: EmbedderPlan | None) -> Company:
    return replace(read_company(SAMPLE), embedder=plan)


def test_a_host_is_asked_only_where_the_operator_named_it() -> None:
    with pytest.raises(Permanent, match="its host is not named"):
        named(AWAY, Environment())
    allowed = named(AWAY, Environment(model_hosts=("models.example.org",)))
    assert isinstance(allowed, OpenAIEmbeddings)
    assert allowed.outside
    assert not named(EmbedderPlan("", "http://127.0.0.1:9/v1", "small"), Environment()).outside


def test_a_folder_is_on_this_machine(tmp_path: Path) -> None:
    plan = EmbedderPlan(str(tiny.bert(tmp_path / "small")))
    assert not named(plan, Environment()).outside
    assert for_preparing(company_with(plan), Environment()) is not None
    assert for_preparing(company_with(EmbedderPlan("/nowhere")), Environment()) is None
    assert for_preparing(company_with(None), Environment()) is None


def test_after_three_faults_nobody_waits_for_it_and_one_call_tries_later() -> None:
    played, now = Played(), [0.0]
    guarded = Guarded(played, "nl", lambda: now[0])
    played.fault = Temporary("It is gone.")
    for _ in range(FAULTS):
        with pytest.raises(Temporary, match="gone"):
            guarded.embed(["a"])
    with pytest.raises(Temporary, match="rests"):
        guarded.embed(["a"])
    assert len(played.asked) == FAULTS
    played.fault, now[0] = None, REST_SECONDS + 1
    assert guarded.embed(["a"]).shape == (1, 1)
    assert guarded.faults == []


def test_a_slow_one_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "QUESTION_SECONDS", 0.05)
    played = Played()
    played.hangs = threading.Event()
    guarded = Guarded(played, "nl")
    with pytest.raises(Temporary, match="in time"):
        guarded.embed(["a"])
    played.hangs.set()


@pytest.mark.parametrize(
    "text",
    [
        "ik ben te bereiken op 06-12345678 of jan@example.org, waar is mijn pakket",
        "ik ben fatima el amrani, waar is mijn pakket",
        "mijn zoon heeft autisme, waar is mijn pakket",
    ],
)
def test_an_embedder_elsewhere_gets_no_question_in_which_anything_is_personal(text: str) -> None:
    played = Played()
    guarded = Guarded(played, "nl")
    guarded.embed([text])
    assert played.asked == [text]
    played.outside = True
    for _ in range(FAULTS + 1):
        with pytest.raises(Temporary, match="stay in the house"):
            guarded.embed(["waar is mijn pakket", text])
    assert guarded.faults == []
    guarded.embed(["waar is mijn pakket"])
    assert played.asked == [text, "waar is mijn pakket"]


def test_what_cannot_be_opened_is_told_and_costs_no_answer(tmp_path: Path) -> None:
    opening = Embedding(Environment())
    assert opening.open(company_with(None)) is None
    assert opening.complaints(0) == ()
    assert opening.open(company_with(EmbedderPlan(str(tmp_path / "small")))) is None
    (told,) = map(str, opening.complaints(0))
    assert "found by their words alone" in told
    assert "holds no embedder" in told
    tiny.bert(tmp_path / "small")
    assert opening.open(company_with(EmbedderPlan(str(tmp_path / "small")))) is not None, (
        "tried again when it is loaded"
    )
    assert opening.complaints(0) == ()


def test_what_fails_or_lacks_vectors_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opening = Embedding(Environment())
    company = company_with(EmbedderPlan(str(tiny.bert(tmp_path / "small"))))
    guarded = opening.open(company)
    assert guarded is not None
    assert opening.open(company) is guarded, "opened once"
    assert next(str(one) for one in opening.complaints(7)).startswith("7 passages")
    monkeypatch.setattr(guarded._embedder, "_run", lambda texts: (_ for _ in ()).throw(Temporary("It is gone.")))
    for _ in range(FAULTS):
        with pytest.raises(Temporary):
            guarded.embed(["a"])
    (told,) = map(str, opening.complaints(0))
    assert "It is gone." in told
