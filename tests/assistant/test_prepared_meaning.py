"""Vectors are made when a company is prepared, kept beside its index, and made up where an embedder failed."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.assistant.company.folders import SAMPLE, copy_of_sample
from tests.assistant.knowledge.concepts import Concepts
from tests.assistant.talk import turn

from kompas.assistant.assistant import Assistant
from kompas.assistant.company import read_company
from kompas.assistant.domain.company import Company, EmbedderPlan
from kompas.assistant.domain.customer import Identity, Level
from kompas.assistant.making import TRIAL, store
from kompas.assistant.prepared import take_up
from kompas.assistant.turn import take_turn


class Lengths(Concepts):
    """Knows no concepts, and gives every text a vector; `wider` by so many numbers."""

    wider = 0

    def embed(self, texts):  # type: ignore[no-untyped-def]
        rows = super().embed(texts)
        rows[:, -1] = 1
        return np.pad(rows, ((0, 0), (0, self.wider)))


@pytest.fixture
def company() -> Company:
    return replace(read_company(SAMPLE), embedder=EmbedderPlan("/m", "", "", "query: ", "passage: "))


def loaded(folder: Path, embedder: Concepts) -> Assistant:
    return Assistant(take_up(folder, lambda _: {}, lambda _: embedder))


def test_passages_are_embedded_once_and_questions_later(tmp_path: Path, company: Company) -> None:
    embedder = Lengths()
    store(company, tmp_path / "v1", embedder)
    assert embedder.asked
    assert all(text.startswith("passage: ") for text in embedder.asked)
    embedder.asked.clear()
    assistant = loaded(tmp_path / "v1", embedder)
    assert assistant.without_vector == 0
    assert embedder.asked == []
    assistant.take_turn(turn("wat is de levertijd"))
    assert set(embedder.asked) == {"query: wat is de levertijd"}


def test_the_next_version_embeds_only_what_changed(tmp_path: Path, company: Company) -> None:
    store(company, tmp_path / "v1", embedder := Lengths())
    first = len(embedder.asked)
    article = company.articles[0]
    changed = replace(article, body=f"{article.body}\n\n## Nieuw\nMaandag is er taart.")
    embedder.asked.clear()
    store(replace(company, articles=(changed, *company.articles[1:]), version="v2"), tmp_path / "v2", embedder)
    assert 0 < len(embedder.asked) < first
    assert all("taart" in text for text in embedder.asked)
    embedder.asked.clear()
    store(replace(company, embedder=EmbedderPlan("/m"), version="v3"), tmp_path / "v3", embedder)
    assert len(embedder.asked) == first, "another prefix makes other vectors"


def test_an_embedder_that_fails_stops_nothing_and_is_made_up_for(tmp_path: Path, company: Company) -> None:
    embedder = Lengths(failing=True)
    store(company, tmp_path / "v1", embedder)
    assistant = loaded(tmp_path / "v1", embedder)
    assert assistant.without_vector > 0
    by_words = take_turn(take_up(tmp_path / "v1", lambda _: {}), turn("wat is de levertijd"))
    assert assistant.take_turn(turn("wat is de levertijd")).reply == by_words.reply
    embedder.failing = False
    store(company, tmp_path / "v1", embedder)
    assert loaded(tmp_path / "v1", embedder).without_vector == 0
    embedder.asked.clear()
    store(company, tmp_path / "v1", embedder)
    assert embedder.asked == [TRIAL], "nothing is owed any more"
    assert [place.name for place in tmp_path.iterdir()] == ["v1"]


def width(folder: Path, embedder: Concepts) -> int:
    meaning = loaded(folder, embedder).prepared.index.meaning
    assert meaning is not None
    return meaning.vectors.width


def test_another_model_behind_the_same_name_embeds_all_anew(tmp_path: Path, company: Company) -> None:
    store(company, tmp_path / "v1", embedder := Lengths())
    first, before = len(embedder.asked), width(tmp_path / "v1", embedder)
    embedder.wider, embedder.asked = 2, []
    article = company.articles[0]
    changed = replace(article, body=f"{article.body}\n\n## Nieuw\nMaandag is er taart.")
    newer = replace(company, articles=(changed, *company.articles[1:]), version="v2")
    store(newer, tmp_path / "v2", embedder)
    assert width(tmp_path / "v2", embedder) == before + 2
    assert loaded(tmp_path / "v2", embedder).without_vector == 0
    embedder.asked.clear()
    store(replace(newer, version="v3"), tmp_path / "v3", embedder)
    assert embedder.asked == [], "what the newest version has is taken, whatever lies beside it"
    assert width(tmp_path / "v3", embedder) == before + 2
    store(company, tmp_path / "v1", embedder)
    assert len(embedder.asked) > first
    assert width(tmp_path / "v1", embedder) == before + 2, "what was whole is made anew"


def test_vectors_of_another_embedder_are_not_used(tmp_path: Path, company: Company) -> None:
    store(company, tmp_path / "v1", Lengths())
    other = Lengths(name="other")
    assistant = loaded(tmp_path / "v1", other)
    assert assistant.without_vector > 0
    assistant.take_turn(turn("wat is de levertijd"))
    assert other.asked == []
    store(company, tmp_path / "v1", other)
    assert loaded(tmp_path / "v1", other).without_vector == 0


def test_words_of_a_known_customer_stay_in_the_house(company: Company) -> None:
    embedder = Lengths(outside=True)
    assistant = Assistant.from_company(company, {}, embedder)
    embedder.asked.clear()
    known = replace(turn("wat is de levertijd"), identity=Identity(Level.VERIFIED, "customer", "1"))
    assistant.take_turn(known)
    assert embedder.asked == []
    assistant.take_turn(turn("wat is de levertijd"))
    assert embedder.asked == ["query: wat is de levertijd"]


def test_without_an_embedder_nothing_is_written(tmp_path: Path) -> None:
    store(read_company(copy_of_sample(tmp_path)), tmp_path / "v1")
    assert not (tmp_path / "v1" / "meaning").exists()
