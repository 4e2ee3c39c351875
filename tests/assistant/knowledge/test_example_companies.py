"""The example companies' own articles, from question to checked quote."""

from datetime import date
from pathlib import Path

import pytest

from kompas.assistant.answering.compose import compose
from kompas.assistant.answering.extract import extract
from kompas.assistant.answering.grounding import check
from kompas.assistant.answering.voice import Voice
from kompas.assistant.company.read import read_company
from kompas.assistant.domain.company import Company
from kompas.assistant.domain.knowledge import Article, Audience, Found
from kompas.assistant.knowledge.compiling import compiled
from kompas.assistant.knowledge.index import Index

COMPANIES = Path(__file__).parents[3] / "companies"
DAY = date(2026, 12, 1)
Asked = list[tuple[Article, str, tuple[Found, ...]]]


@pytest.fixture(scope="module", params=["zwaluw", "waterdijk"])
def company(request: pytest.FixtureRequest) -> Company:
    return read_company(COMPANIES / request.param)


@pytest.fixture(scope="module")
def index(company: Company) -> Index:
    return compiled(company.articles, company.synonyms, tuple(company.intents.values()))


@pytest.fixture(scope="module")
def asked(company: Company, index: Index) -> Asked:
    """Every question that stands with a public article, and what it finds."""
    return [
        (article, question, index.search(question, article.lang, DAY, Audience.PUBLIC))
        for article in company.articles
        if article.audience is Audience.PUBLIC and article.valid_on(DAY)
        for question in article.questions
    ]


def test_an_articles_questions_find_it(asked: Asked) -> None:
    assert len(asked) > 200
    first = [found[0].passage.article.slug == article.slug for article, _question, found in asked]
    three = [article.slug in _slugs(found, 3) for article, _question, found in asked]
    assert sum(first) / len(first) >= 0.95
    assert sum(three) / len(three) >= 0.99


def test_and_surely(asked: Asked) -> None:
    certainties = sorted(found[0].certainty for _article, _question, found in asked)
    assert certainties[len(certainties) // 100] > 0.5
    assert certainties[len(certainties) // 2] > 0.8


def test_every_answer_passes_the_check(company: Company, index: Index, asked: Asked) -> None:
    voice = Voice(company.voice, company.name, company.languages)
    for article, question, found in asked:
        quoted = extract(index.analysis.tokens(question, article.lang), article.lang, found, index.analysis.tokens)
        assert quoted is not None
        draft = compose(article.lang, voice, quotes=[quoted])
        assert check(draft, [one.passage for one in found]) == (), question
        assert draft.citations[0].passage_id == found[0].passage.id


def test_staff_articles_stay_inside(company: Company, index: Index) -> None:
    staff = [article for article in company.articles if article.audience is Audience.STAFF]
    assert staff
    for article in staff:
        for question in (article.title, *article.questions):
            for lang in company.languages:
                found = index.search(question, lang, DAY, Audience.PUBLIC)
                assert all(one.passage.article.audience is Audience.PUBLIC for one in found)
            assert index.search(question, article.lang, DAY, Audience.STAFF)[0].passage.article.slug == article.slug


def test_english_questions_find_what_is_only_there_in_dutch(company: Company, index: Index) -> None:
    """The titles of intents in English, which stand in no article."""
    english = {article.slug for article in company.articles if article.lang == "en"}
    asked = [(intent.title["en"], intent.articles) for intent in company.intents.values() if intent.articles]
    dutch_only = [(title, slugs) for title, slugs in asked if not english & set(slugs)]
    assert len(dutch_only) > 10
    right = [
        set(_slugs(index.search(title, "en", DAY, Audience.PUBLIC), 3)) & set(slugs) for title, slugs in dutch_only
    ]
    assert sum(map(bool, right)) / len(right) >= 0.9


def _slugs(found: tuple[Found, ...], most: int) -> list[str]:
    return list(dict.fromkeys(one.passage.article.slug for one in found))[:most]
