import pytest

from kompas.assistant.knowledge.language import Language, Way
from kompas.assistant.knowledge.weights import weights

WORDS = [
    "fiets",
    "lease",
    "leasefiets",
    "retour",
    "kosten",
    "bezorgen",
    "bezorging",
    "terugsturen",
    "sturen",
    "lader",
    "accu",
    "opzeggen",
    "14",
    "dagen",
    "plant",
    "gewas",
    "plantenbak",
    "kassabon",
    "geld",
    "terug",
    "kaart",
    "id",
]
NL = Language(
    "nl", dict.fromkeys(WORDS, 2), [["plant", "gewas"], ["terugbetaling", "geld terug"], ["id kaart", "kaart"]]
)
WAYS = weights().ways


def ways(question: str) -> dict[str, list[Way]]:
    return {term.word: list(term.ways) for term in NL.terms(question)}


def test_tokens_hold_the_whole_and_the_parts() -> None:
    assert NL.tokens("De retourkosten van uw leasefietsen") == (
        "retourkos",
        "retour",
        "kost",
        "leasefiet",
        "lease",
        "fiet",
    )
    assert NL.tokens("een E-bike van € 4,95 om 9:00") == ("ebike", "bike", "4.95", "9.00")


def test_a_compound_may_be_said_in_its_parts() -> None:
    assert ways("retourkosten")["retourkosten"] == [Way(("retour", "kost"), WAYS.parts)]


def test_synonyms_of_the_company_count() -> None:
    assert Way(NL.stems("gewas"), WAYS.synonym) in ways("plant")["plant"]
    assert Way(("geld", "terug"), WAYS.synonym) in ways("terugbetaling")["terugbetaling"]


def test_a_phrase_is_one_term() -> None:
    assert list(ways("mijn id kaart")) == ["id kaart"]


def test_related_words_count_less() -> None:
    found = ways("mijn kassabonnetje")
    assert Way((NL.stems("kassabon")[0],), WAYS.related) not in found.get("kassabonnetje", [])
    assert Way((NL.stems("kassabon")[0],), WAYS.related) in ways("bon")["bon"]


def test_a_particle_belongs_to_its_verb() -> None:
    assert ways("zeg ik mijn lease op")["zeg"][0] == Way(("opzeg",), 1.0)
    assert ways("stuur de fiets terug")["stuur"][0] == Way(("terugstur",), 1.0)


def test_misspelt_words_count_less_the_worse_they_are() -> None:
    assert ways("bezrgen")["bezrgen"][0] == Way(("bezorg",), WAYS.near)
    assert ways("bakfiets")["bakfiets"] == [Way(("fiet",), WAYS.end)]


def test_strange_words_have_no_way() -> None:
    assert ways("olifant") == {"olifant": []}


@pytest.mark.parametrize(
    ("question", "light"), [("hallo", True), ("ZW-204817", True), ("olifant", False), ("fiets", False)]
)
def test_everyday_words_and_unknown_codes_are_light(question: str, *, light: bool) -> None:
    assert [term.light for term in NL.terms(question)] == [light]


def test_each_word_counts_once_and_stop_words_never() -> None:
    assert [term.word for term in NL.terms("wat is de fiets en waar zijn de fietsen")] == ["fiets"]
    assert NL.terms("hoe en wat?") == ()


@pytest.mark.parametrize(
    ("question", "matter"),
    [
        ("ik ben 14, mag ik een fiets leasen", ["fiets", "leasen"]),
        ("ik koop 14 fietsen", ["koop", "fietsen"]),
        ("kan ik binnen 14 dagen opzeggen", ["14", "dagen", "opzeggen"]),
        ("retour na dag 14", ["retour", "dag", "14"]),
        ("een fiets van € 14", ["fiets", "14"]),
    ],
)
def test_a_number_matters_with_its_unit_only(question: str, matter: list[str]) -> None:
    assert [term.word for term in NL.terms(question)] == matter


def test_a_number_with_its_unit_tells_little() -> None:
    assert [term.light for term in NL.terms("14 dagen") if term.word == "14"] == [True]
