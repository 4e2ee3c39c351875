from tests.assistant.knowledge.shop import ARTICLES, INTENTS

from kompas.assistant.knowledge.analysis import Analysis, vocabulary_of
from kompas.assistant.knowledge.bridge import Bridge, learn
from kompas.assistant.knowledge.passages import cut

PASSAGES = [passage for article in ARTICLES for passage in cut(article)]
ANALYSIS = Analysis(vocabulary_of((passage.article.lang, passage.text) for passage in PASSAGES), {})


def test_words_are_learned_from_translated_articles_and_intents() -> None:
    bridge = learn(PASSAGES, INTENTS, ANALYSIS.tokens)
    assert "kost" in {way.stems[0] for way in bridge.across("cost", "en", "nl")}
    assert "zai" in {way.stems[0] for way in bridge.across("sow", "en", "nl")}
    assert "mower" in {way.stems[0] for way in bridge.across("grasmaier", "nl", "en")}


def test_everyday_words_are_there_without_any_translation() -> None:
    dutch_only = [passage for passage in PASSAGES if passage.article.slug in ("maaier-huren", "zaaikalender")]
    english = [passage for passage in PASSAGES if passage.article.id == "en/retour"]
    bridge = learn([*dutch_only, *english], (), ANALYSIS.tokens)
    assert "factur" in {way.stems[0] for way in bridge.across("invoic", "en", "nl")}


def test_weights_lie_between_nothing_and_the_word_itself() -> None:
    bridge = learn(PASSAGES, INTENTS, ANALYSIS.tokens)
    weights = [weight for row in bridge.ways["en", "nl"].values() for _other, weight in row]
    assert weights
    assert all(0 < weight < 1 for weight in weights)


def test_one_language_needs_no_bridge() -> None:
    assert learn([p for p in PASSAGES if p.article.lang == "nl"], INTENTS, ANALYSIS.tokens).ways == {}
    assert Bridge({}).across("bike", "en", "nl") == ()
