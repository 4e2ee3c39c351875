from kompas.assistant.knowledge.analysis import Analysis, vocabulary_of


def test_vocabulary_counts_words_and_the_parts_of_hyphened_ones() -> None:
    assert vocabulary_of([("nl", "De e-bike, de fiets"), ("en", "the bike")]) == {
        "nl": {"de": 2, "ebike": 1, "e": 1, "bike": 1, "fiets": 1},
        "en": {"the": 1, "bike": 1},
    }


def test_each_language_is_analysed_in_its_own_way() -> None:
    analysis = Analysis(vocabulary_of([("nl", "fiets lease"), ("en", "bike")]), {})
    assert analysis.tokens("leasefietsen", "nl") == ("leasefiet", "lease", "fiet")
    assert analysis.tokens("bikes", "en") == ("bike",)
    assert analysis.tokens("vélos", "fr") == ("velos",)


def test_a_language_that_the_knowledge_does_not_have_knows_nothing() -> None:
    analysis = Analysis({}, {})
    assert [term.ways for term in analysis.terms("olifanten kopen", "nl") if not term.light] == [()]
