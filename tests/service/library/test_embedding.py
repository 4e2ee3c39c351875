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
from tests.models.test_openai_embeddings import serving

from kompas.assistant.company import read_company
from kompas.assistant.domain.company import Company, EmbedderPlan
from kompas.assistant.domain.errors import KompasError, Permanent, Temporary
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
        self.closed = False

    def close(self) -> None:
        self.closed = True

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


def test_what_prepares_closes_it_again_and_goes_on_without_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with for_preparing(company_with(EmbedderPlan("/nowhere")), Environment()) as embedder:
        assert embedder is None
    with for_preparing(company_with(None), Environment()) as embedder:
        assert embedder is None
    played = Played()
    monkeypatch.setattr(embedding, "named", lambda *plan: played)
    with for_preparing(company_with(AWAY), Environment()) as embedder:
        assert embedder is played
        assert not played.closed
    assert played.closed

    def full(*plan: object) -> Played:
        raise Temporary("There is too little memory.")

    monkeypatch.setattr(embedding, "named", full)
    with for_preparing(company_with(AWAY), Environment()) as embedder:
        assert embedder is None


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


def test_a_fault_that_nobody_foresaw_counts_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    played = Played()
    monkeypatch.setattr(embedding, "named", lambda *plan: played)
    opening = Embedding(Environment())
    guarded = opening.open(company_with(AWAY))
    assert guarded is not None
    played.fault = RuntimeError("invalid argument in 'mijn vraag'")
    for _ in range(FAULTS):
        with pytest.raises(KompasError, match="RuntimeError"):
            guarded.embed(["mijn vraag"])
    with pytest.raises(Temporary, match="rests"):
        guarded.embed(["mijn vraag"])
    (told,) = map(str, opening.complaints(0))
    assert "The embedder fails" in told
    assert "mijn vraag" not in told


def test_each_is_opened_once_and_closed_when_another_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[Played] = []

    def named(*plan: object) -> Played:
        played.append(Played())
        return played[-1]

    monkeypatch.setattr(embedding, "named", named)
    opening = Embedding(Environment())
    first = opening.open(company_with(AWAY))
    assert first is opening.open(company_with(replace(AWAY, question_prefix="query: "))), (
        "the same model, asked otherwise"
    )
    other = company_with(replace(AWAY, name="large"))
    second = opening.open(other)
    assert first is not None
    assert second is not None
    assert first.embed(["a"]).shape == (1, 1), "the company that names another does not serve yet"
    opening.keep(other)
    assert [one.closed for one in played] == [True, False]
    with pytest.raises(Temporary, match="closed"):
        first.embed(["a"])
    assert (opening.complaints(0), first.faults) == ((), [])
    assert second.embed(["a"]).shape == (1, 1)
    opening.keep(None)
    assert [one.closed for one in played] == [True, True]


def test_a_call_for_a_question_ends_by_itself_when_nobody_waits_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "QUESTION_SECONDS", 0.1)
    over = threading.Event()
    with serving(lambda handler, request: over.wait(60) and None) as (url, _asked):
        guarded = Embedding(Environment()).open(company_with(EmbedderPlan("", url, "small")))
        assert guarded is not None
        try:
            with pytest.raises(Temporary, match="in time"):
                guarded._embedder.embed(["a"])  # without its keeper, which ends the waiting anyway
        finally:
            over.set()
            guarded.close()


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


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_name_that_nobody_knows_stays_here_in_whatever_language_it_is_said(lang: str) -> None:
    played = Played()
    played.outside = True
    said = ["Hello, my name is Fatumo Warsame. Where is my parcel?", "Ik heet Fatumo Warsame, waar is mijn pakket?"]
    for text in said:
        with pytest.raises(Temporary, match="stay in the house"):
            Guarded(played, lang).embed([text])
    assert played.asked == []


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
    monkeypatch.setattr(guarded._embedder, "_run", lambda texts: (_ for _ in ()).throw(KeyError("parcel")))
    for _ in range(FAULTS):
        with pytest.raises(Permanent):
            guarded.embed(["a"])
    (told,) = map(str, opening.complaints(0))
    assert "fails (KeyError)" in told
