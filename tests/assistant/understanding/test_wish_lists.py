"""The compiled lists: words are put right where they stand, and all languages are there."""

from kompas.assistant.domain.understanding import Wish
from kompas.assistant.understanding.wish_lists import Entry, wish_lists
from kompas.assistant.understanding.wording import Line, Word, words


def test_a_word_is_put_right_in_its_place() -> None:
    assert wish_lists().put_right(Word("medewerkr", 4, 13)) == Word("medewerker", 4, 13)
    assert wish_lists().put_right(Word("?", 4, 5)) == Word("?", 4, 5)


def test_all_languages_are_looked_for_at_once() -> None:
    told = words("ik wil een klacht indienen and I will sue you")
    found = {entry for entry, *_ in wish_lists().says.find(Line(told).text, {word.plain for word in told})}
    assert found == {Entry(Wish.COMPLAINT), Entry(Wish.LEGAL_THREAT)}


def test_the_lists_are_compiled_once() -> None:
    assert wish_lists() is wish_lists()
