from tests.assistant.knowledge.shop import ARTICLES, DAY, INTENTS, SYNONYMS

from kompas.assistant.domain.company import Intent
from kompas.assistant.domain.knowledge import Audience
from kompas.assistant.knowledge.compiling import WORKFLOW, compiled


def test_examples_of_intents_find_the_article() -> None:
    question = "gras maaien machine"
    without = compiled(ARTICLES, SYNONYMS).search(question, "nl", DAY, Audience.PUBLIC)
    having = compiled(ARTICLES, SYNONYMS, INTENTS).search(question, "nl", DAY, Audience.PUBLIC)
    assert having[0].passage.article.slug == "maaier-huren"
    assert having[0].certainty > max((found.certainty for found in without), default=0.0)


def test_also_in_a_language_in_which_the_article_is_not_there() -> None:
    index = compiled(ARTICLES, SYNONYMS, INTENTS)
    found = index.search("rent a lawnmower", "en", DAY, Audience.PUBLIC)
    assert found[0].passage.article.id == "nl/maaier-huren"


def test_a_workflow_is_found_by_what_customers_ask_for_it_without_any_article() -> None:
    asked = {"nl": ("waar blijft mijn pakket",), "en": ("where is my parcel",)}
    intent = Intent("order", {"nl": "uw bestelling", "en": "your order"}, asked, workflow="order_status")
    found = compiled((), {}, (intent,)).search("waar is mijn pakket", "nl", DAY, Audience.PUBLIC)
    assert [one.passage.article.slug for one in found] == [f"{WORKFLOW}order_status"]
    assert found[0].passage.blocks == ()  # nothing of it can be quoted
