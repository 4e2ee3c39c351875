from kompas.assistant.answering.limits import limits


def test_the_numbers_make_sense() -> None:
    found = limits()
    assert 0 < found.fewest_sentences <= found.most_sentences
    assert found.label_characters < found.spoken_characters < found.part_characters < found.reply_characters
    assert all(0 < share <= 1 for share in (found.block_share, found.second_certainty, found.second_adds))
