import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.knowledge.compounds import LINKS, Splitter
from kompas.assistant.knowledge.stems import Stemmer, word_lists

VOCABULARY = dict.fromkeys(
    [
        "lease",
        "fiets",
        "retour",
        "kosten",
        "stad",
        "kind",
        "winkel",
        "gesprek",
        "zonne",
        "paneel",
        "lenen",
        "accu",
        "slot",
        "verzending",
        "zending",
        "kaart",
    ],
    3,
)
STEM = Stemmer("nl").stem
SPLITTER = Splitter(VOCABULARY, {STEM(word) for word in VOCABULARY}, STEM, word_lists("nl").no_part)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("leasefiets", ("lease", "fiets")),
        ("retourkosten", ("retour", "kosten")),
        ("stadsfiets", ("stad", "fiets")),
        ("kinderfiets", ("kind", "fiets")),
        ("fietsenwinkel", ("fiets", "winkel")),
        ("leenfiets", ("leen", "fiets")),  # "lenen" is known, so its stem is
        ("stadsfietsslot", ("stad", "fiets", "slot")),
        ("verzending", ()),  # no "ver" and "zending"
        ("fiets", ()),
        ("olifant", ()),
        ("fiets2go", ()),
    ],
)
def test_parts(word: str, parts: tuple[str, ...]) -> None:
    assert SPLITTER.parts(word) == parts


def test_of_a_half_known_word_the_known_end() -> None:
    assert SPLITTER.known_end("bakfiets") == "fiets"
    assert SPLITTER.known_end("fietsbel") == "fiets"
    assert SPLITTER.known_end("olifanten") == ""


@given(st.lists(st.sampled_from(sorted(VOCABULARY)), min_size=2, max_size=2), st.sampled_from(LINKS))
def test_parts_make_the_word(parts: list[str], link: str) -> None:
    word = link.join(parts)
    rest = word
    for part in SPLITTER.parts(word):
        before, found, rest = rest.partition(part)
        assert found
        assert before in LINKS
    assert rest in ("", word)
