from kompas.assistant.knowledge.weights import weights


def test_the_numbers_make_sense() -> None:
    found = weights()
    ways = found.ways
    assert 1 > ways.parts >= ways.synonym > ways.near > ways.far > ways.end > 0
    assert ways.related < ways.synonym
    assert found.spelling.near_from < found.spelling.far_from
    assert found.certainty.strange < 0 < found.certainty.coverage
    assert 0 < found.results.same_text <= 1
