"""Training learns from few examples; serving gives scikit-learn's own scores."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from kompas.assistant.domain.company import Company, Intent
from kompas.assistant.domain.errors import Permanent
from kompas.assistant.domain.knowledge import Article
from kompas.assistant.understanding import training
from kompas.assistant.understanding.intents import IntentModel, load, save
from kompas.assistant.understanding.lessons import lessons
from kompas.assistant.understanding.terms import plain

EXAMPLES = [
    (text, intent, lang)
    for intent, lang, texts in [
        (
            "levering",
            "nl",
            "waar blijft mijn pakket|wanneer wordt mijn bestelling bezorgd|hoe laat komt de bezorger|is mijn pakje al onderweg"
            "|mijn bestelling is er nog niet|hoe lang duurt de levering|wanneer komt mijn helm|bezorgen jullie op zaterdag",
        ),
        (
            "retour",
            "nl",
            "ik wil mijn helm terugsturen|kan ik ruilen voor een andere maat|hoe retourneer ik een jas|wat kost terugsturen"
            "|binnen hoeveel dagen kan ik retourneren|ik wil mijn geld terug|retourlabel kwijt|mag de doos open zijn bij retour",
        ),
        (
            "garantie",
            "nl",
            "hoe lang heb ik garantie|valt een lekke band onder de garantie|garantie op mijn accu|mijn frame is gebroken"
            "|kan ik garantie aanvragen|is slijtage ook garantie|geldt garantie zonder bon|garantie tweede eigenaar",
        ),
        (
            "levering",
            "en",
            "where is my parcel|when will my order be delivered|how long does delivery take|do you deliver on saturday"
            "|my order has not arrived|what time does the courier come",
        ),
        (
            "retour",
            "en",
            "i want to return my helmet|can i swap for another size|how do i send it back|what does a return cost"
            "|i want my money back|return label lost",
        ),
    ]
    for text in texts.split("|")
]


@pytest.fixture(scope="module")
def model() -> IntentModel:
    return training.train_intents(EXAMPLES)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("waar is mijn pakketje", "levering"),
        ("wanneer wrodt mijn bestelilng bezorgd", "levering"),
        ("ik wil deze jas retourneren", "retour"),
        ("zit er nog garantie op", "garantie"),
        ("when will my parcel arrive", "levering"),
        ("can i return this jacket", "retour"),
    ],
)
def test_new_wordings_are_understood(model: IntentModel, text: str, intent: str) -> None:
    assert model.guess(text, "nl")[0].intent == intent


@pytest.mark.parametrize(
    "text", ["wat is de hoofdstad van Peru", "zing een liedje", "how tall is mount fuji", "qsdfqsdf"]
)
def test_what_is_none_of_all_is_known_as_such(model: IntentModel, text: str) -> None:
    assert sum(guess.certainty for guess in model.guess(text, "nl")) < 0.5


def test_serving_gives_the_scores_of_scikit_learn(model: IntentModel) -> None:
    taught = lessons(EXAMPLES, (), {}, ())
    column = {intent: number for number, intent in enumerate((*model.intents, ""))}
    vectorizers, matrices = training._vectorized(taught)
    wanted = np.array([column[lesson.intent] for lesson in taught])
    weights = np.array([lesson.weight for lesson in taught])
    machine = training._fitted(training._joined(*matrices), wanted, weights)
    texts = [
        "waar is mijn pakketje",
        "Retour!!",
        "garantie garantie op een accu",
        "",
        "zzz",
        *(text for text, *_ in EXAMPLES),
    ]
    matrix = training._joined(*(vectorizer.transform([plain(text) for text in texts]) for vectorizer in vectorizers))
    expected = machine.decision_function(matrix)
    assert np.array([model.scores(text) for text in texts]) == pytest.approx(expected, abs=2e-5)


def test_the_same_lessons_give_the_same_model(model: IntentModel) -> None:
    again = training.train_intents(EXAMPLES)
    assert again.calibrations == model.calibrations
    assert np.array_equal(again.pieces.coefficients, model.pieces.coefficients)


def test_articles_teach_what_the_examples_do_not_say(model: IntentModel) -> None:
    body = "Kapotte accu's krijgen binnen twee jaar een nieuwe. Scheuren in het frame repareren wij."
    article = Article("nl/garantie", "garantie", "nl", "Garantie", body, ("Wat dekt de fabrikant?",))
    taught = training.train_intents(
        EXAMPLES, [article], {"garantie": ("garantie",)}, [("de garantie", "garantie", "nl")]
    )
    question = "wat dekt de fabrikant"
    assert taught.guess(question, "nl")[0].intent == "garantie"
    assert taught.guess(question, "nl")[0].certainty > model.guess(question, "nl")[0].certainty


def test_one_intent_is_enough(tmp_path: Path) -> None:
    only = training.train_intents([example for example in EXAMPLES if example[1] == "retour"])
    save(only, tmp_path / "only.npz")
    assert load(tmp_path / "only.npz").guess("ik wil retourneren", "nl")[0].certainty > 0.5
    assert only.guess("wat is de hoofdstad van Peru", "nl")[0].certainty < 0.5


def test_a_single_example_does_not_stop_training() -> None:
    taught = training.train_intents([*EXAMPLES, ("punten sparen", "punten", "nl")])
    assert taught.guess("punten sparen", "nl")[0].intent == "punten"


def test_without_examples_there_is_nothing_to_learn() -> None:
    with pytest.raises(Permanent):
        training.train_intents([])


def test_serving_and_this_module_do_without_scikit_learn() -> None:
    names = ("intents", "training", "wishes", "questions", "language", "mood", "attacks")
    modules = ", ".join(f"kompas.assistant.understanding.{name}" for name in names)
    check = f"import sys, {modules}; sys.exit(any(name in sys.modules for name in ('sklearn', 'scipy')))"
    assert (
        subprocess.run([sys.executable, "-c", check], check=False, env={"PYTHONPATH": ":".join(sys.path)}).returncode
        == 0
    )


def test_a_company_teaches_by_examples_titles_and_articles() -> None:
    intents = {
        "retour": Intent("retour", {"nl": "het retourneren"}, {"nl": ("ik wil mijn helm terugsturen",)}, ("retour",)),
        "garantie": Intent("garantie", {"nl": "de garantie"}, {"nl": ("valt dit onder de fabrikant",)}),
    }
    article = Article("nl/retour", "retour", "nl", "Ruilen", "", ("Kan ik ruilen voor een andere maat?",))
    company = cast(Company, SimpleNamespace(intents=intents, articles=(article,)))
    model = training.train_company(company)
    assert model.guess("kan ik ruilen", "nl")[0].intent == "retour"
    assert model.guess("de garantie", "nl")[0].intent == "garantie"


def test_words_of_articles_without_an_intent_cost_no_memory() -> None:
    other = Article("nl/los", "los", "nl", "Over bloemkweek", "De bloemkweek begint in de tuinbouwkas.")
    model = training.train_intents(EXAMPLES, (other,))
    assert "tuinbouwkas" not in model.words.rows
    assert "garantie" in model.words.rows
