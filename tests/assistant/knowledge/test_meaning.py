"""Passages found by meaning beside words; and by words alone when an embedder fails, is away or may not be asked."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from tests.assistant.knowledge.concepts import CONCEPTS, Concepts
from tests.assistant.knowledge.shop import ARTICLES, DAY, INTENTS, SYNONYMS, article

from kompas.assistant.domain.errors import Permanent
from kompas.assistant.domain.knowledge import Audience, Found
from kompas.assistant.knowledge import meaning as meanings
from kompas.assistant.knowledge.compiling import revised
from kompas.assistant.knowledge.index import Index
from kompas.assistant.knowledge.meaning import Meaning, Near, Vectors, fused, parts_of, vectors_of
from kompas.assistant.knowledge.passages import cut

PARAPHRASE = "kan ik dat ding ook meenemen"  # no word of it stands in the article about hiring a mower


@pytest.fixture
def embedder() -> Concepts:
    return Concepts()


@pytest.fixture
def seeing(shop: Index, embedder: Concepts) -> Index:
    return shop.with_meaning(Meaning(vectors_of(shop.passages, embedder, {}), embedder))


def found(index: Index, question: str, **more: bool) -> tuple[Found, ...]:
    return index.search(question, "nl", DAY, Audience.PUBLIC, **more)


def slugs(index: Index, question: str, **more: bool) -> list[str]:
    return list(dict.fromkeys(one.passage.article.slug for one in found(index, question, **more)))


def test_what_is_said_in_other_words_is_found(shop: Index, seeing: Index) -> None:
    assert "maaier-huren" not in slugs(shop, PARAPHRASE)[:1]
    assert slugs(seeing, PARAPHRASE)[0] == "maaier-huren"


def test_a_question_without_any_known_word_is_found_and_unsure(shop: Index, seeing: Index) -> None:
    assert found(shop, "leihen") == ()
    best = found(seeing, "leihen")[0]
    assert best.passage.article.slug == "maaier-huren"
    assert best.certainty < 0.1


def test_certainties_are_those_of_the_words(shop: Index, seeing: Index) -> None:
    for question in (PARAPHRASE, "wat kost een pakket bezorgen", "mijn gewas gaat dood"):
        by_words = {one.passage.id: one.certainty for one in found(shop, question)}
        for one in found(seeing, question):
            assert one.certainty <= by_words.get(one.passage.id, 1) + 1e-6


def test_only_what_may_answer_is_near(seeing: Index) -> None:
    for one in found(seeing, "bezorging pakket koerier"):
        assert one.passage.article.lang == "nl", "there is a translation"
        assert one.passage.article.valid_on(DAY)
        assert one.passage.article.audience is Audience.PUBLIC
    assert seeing.search("bezorging", "nl", date(1900, 1, 1), Audience.STAFF) is not None


def test_each_thing_that_is_asked_counts(seeing: Index) -> None:
    both = slugs(seeing, "Ik wil graag iets ruilen bij jullie.\nEn kan ik hier ook iets lenen?")
    assert set(both[:2]) == {"retour", "maaier-huren"}


@pytest.mark.parametrize("question", ["wat kost een pakket bezorgen", PARAPHRASE, "", "  ", "wie won het schaken"])
def test_when_it_fails_words_alone_find(shop: Index, seeing: Index, embedder: Concepts, question: str) -> None:
    embedder.failing = True
    assert found(seeing, question) == found(shop, question)


@pytest.mark.parametrize(
    "given",
    [
        RuntimeError("invalid argument"),
        np.ones(6, np.float32),
        np.ones((0, 6), np.float32),
        np.ones((1, 0), np.float32),
        np.full((1, 6), np.nan),
    ],
)
def test_whatever_an_embedder_does_words_find_and_passages_stay_without_vectors(
    shop: Index, seeing: Index, embedder: Concepts, monkeypatch: pytest.MonkeyPatch, given: object
) -> None:
    def embed(texts: list[str]) -> object:
        if isinstance(given, Exception):
            raise given
        return given

    monkeypatch.setattr(embedder, "embed", embed)
    assert found(seeing, PARAPHRASE) == found(shop, PARAPHRASE)
    assert vectors_of(shop.passages, embedder, {}).missing > 0


def test_private_words_are_not_given_to_an_embedder_elsewhere(shop: Index, seeing: Index, embedder: Concepts) -> None:
    embedder.outside = True
    embedder.asked.clear()
    assert found(seeing, PARAPHRASE, private=True) == found(shop, PARAPHRASE)
    assert embedder.asked == []
    embedder.outside = False
    assert slugs(seeing, PARAPHRASE, private=True)[0] == "maaier-huren"


def test_an_embedder_elsewhere_sees_public_articles_only(embedder: Concepts) -> None:
    secret = cut(article("nl", "intern", "Intern", "De marge is 40 procent.", audience=Audience.STAFF))
    public = cut(ARTICLES[0])
    embedder.outside = True
    made = vectors_of([*secret, *public], embedder, {})
    assert not any("marge" in text for text in embedder.asked)
    assert made.missing == 0, "it is not owed"
    embedder.outside = False
    vectors_of(secret, embedder, {})
    assert any("marge" in text for text in embedder.asked)


def test_a_changed_article_embeds_only_itself(embedder: Concepts) -> None:
    before = vectors_of([one for each in ARTICLES for one in cut(each)], embedder, {})
    embedder.asked.clear()
    changed = replace(ARTICLES[0], body=ARTICLES[0].body.replace("29", "31"))
    passages = [one for each in (changed, *ARTICLES[1:]) for one in cut(each)]
    after = vectors_of(passages, embedder, before.known(), "passage: ")
    assert [text.partition("\n")[0] for text in embedder.asked] == ["passage: Bezorging"]
    assert np.array_equal(after.rows[2:], before.rows[2:])


def test_what_failed_is_missing_and_the_rest_is_kept(embedder: Concepts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meanings, "TOGETHER", 2)
    passages = [one for each in ARTICLES for one in cut(each)]
    embed = embedder.embed

    def once(texts: list[str]) -> object:
        embedder.failing = len(embedder.asked) > 0
        return embed(texts)

    monkeypatch.setattr(embedder, "embed", once)
    made = vectors_of(passages, embedder, {})
    assert 0 < len(made.known()) <= 2
    assert made.missing > 0


def test_vectors_of_two_widths_are_never_mixed(embedder: Concepts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meanings, "TOGETHER", 2)
    passages = [one for each in ARTICLES for one in cut(each)]
    whole = vectors_of(passages, embedder, {}).known()
    digest = next(iter(whole))
    wider = np.ones(9, np.float32)
    assert vectors_of(passages, embedder, {**whole, digest: wider}).width == len(CONCEPTS)
    assert vectors_of(passages, embedder, {digest: wider}).missing == 0
    widths = iter([6, 9] * 9)
    monkeypatch.setattr(embedder, "embed", lambda texts: np.ones((len(texts), next(widths)), np.float32))
    assert vectors_of(passages, embedder, {}).known() == {}, "it changes from call to call"


def test_a_text_of_which_the_model_knows_no_word_is_not_owed(embedder: Concepts) -> None:
    made = vectors_of(cut(article("nl", "x", "Xyz", "Qqq www.")), embedder, {})
    assert (made.missing, made.known()) == (0, {})


def test_vectors_are_read_back(tmp_path: Path, seeing: Index) -> None:
    assert seeing.meaning is not None
    stored = seeing.meaning.vectors
    stored.save(tmp_path / "meaning")
    read = Vectors.load(tmp_path / "meaning")
    assert read is not None
    assert (read.name, read.missing) == (stored.name, stored.missing)
    assert np.array_equal(read.rows, stored.rows)
    (tmp_path / "meaning" / "vectors.npy").write_bytes(b"half")
    assert Vectors.load(tmp_path / "meaning") is None
    assert Vectors.load(tmp_path / "nothing") is None


def test_vectors_of_other_passages_are_refused(shop: Index, embedder: Concepts) -> None:
    with pytest.raises(Permanent):
        shop.with_meaning(Meaning(vectors_of(shop.passages[1:], embedder, {}), embedder))


def test_without_vectors_nothing_is_asked(shop: Index, embedder: Concepts) -> None:
    blind = shop.with_meaning(Meaning(Vectors.none_of("concepts", shop.passages), embedder))
    assert found(blind, PARAPHRASE) == found(shop, PARAPHRASE)
    assert embedder.asked == []


def test_a_revision_keeps_the_vectors_and_finds_what_is_new_by_words(seeing: Index, embedder: Concepts) -> None:
    embedder.asked.clear()
    news = article("nl", "workshops", "Workshops snoeien", "Een workshop duurt een middag.")
    quick = revised(seeing, INTENTS, (*ARTICLES, news), SYNONYMS, INTENTS)
    assert embedder.asked == [], "publishing waits for no embedder"
    assert slugs(quick, PARAPHRASE)[0] == "maaier-huren"
    assert slugs(quick, "workshop snoeien")[0] == "workshops"
    gone = revised(quick, INTENTS, tuple(one for one in ARTICLES if one.slug != "maaier-huren"), SYNONYMS, INTENTS)
    assert "maaier-huren" not in slugs(gone, PARAPHRASE)


def test_parts_are_sentences_and_paragraphs() -> None:
    assert parts_of("Hoi! Ik wil iets terugbrengen. Mag dat nog?\n- En wat kost het?") == [
        "Ik wil iets terugbrengen.",
        "Mag dat nog?",
        "En wat kost het?",
        "Hoi! Ik wil iets terugbrengen. Mag dat nog?",
    ]
    assert parts_of("kosten retour") == ["kosten retour"]


def test_the_best_of_both_rankings_goes_first() -> None:
    by_words = np.array([0.9, 0.8, 0.1], np.float32)
    passages, owners = np.array([10, 11, 12], np.int32), np.array([0, 1, 2], np.int32)
    near = Near(np.array([11, 12], np.int32), np.array([1.0, 2.0], np.float32))
    assert np.argsort(-fused(by_words, passages, owners, near, 60)).tolist() == [1, 2, 0]


def test_every_concept_is_told_apart(embedder: Concepts) -> None:
    rows = embedder.embed([" ".join(sorted(group)) for group in CONCEPTS])
    assert np.allclose(rows, np.eye(len(CONCEPTS)))
