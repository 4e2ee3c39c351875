from concurrent.futures import ThreadPoolExecutor

import pytest

from kompas.assistant.knowledge.stems import LANGUAGES, Stemmer, word_lists, words


@pytest.mark.parametrize(
    "forms",
    [
        "fiets fietsen fietsje",
        "bezorgd bezorging bezorgen bezorgt",
        "betaald betalen betaling betaal",
        "annuleren geannuleerd annulering annuleer",
        "leveren geleverd levering levert",
        "gestolen stelen",
        "kopen gekocht koop",
        "accu accu's accus",
        "paspoort paspoorten",
        "brief brieven",
        "huis huizen",
        "dag dagen",
        "opzeggen opgezegd opzegging",
        "verzekeren verzekering verzekerd",
        "wijzigen gewijzigd wijziging",
    ],
)
def test_dutch_forms_share_a_stem(forms: str) -> None:
    stem = Stemmer("nl").stem
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("pair", ["fiets fout", "bezorgen bewaren", "accu account", "huis huur", "klacht klant"])
def test_different_words_keep_different_stems(pair: str) -> None:
    one, other = pair.split()
    assert Stemmer("nl").stem(one) != Stemmer("nl").stem(other)


def test_english_forms_share_a_stem() -> None:
    stem = Stemmer("en").stem
    assert len({stem(form) for form in ["deliver", "delivery", "delivered", "deliveries"]}) == 1
    assert stem("stolen") == stem("steal")
    assert stem("tyre") == stem("tire")


def test_another_language_and_codes_stay_as_they_are() -> None:
    assert Stemmer("fr").stem("livraisons") == "livraisons"
    assert Stemmer("nl").stem("zw204817") == "zw204817"


def test_words_keep_numbers_codes_and_hyphens() -> None:
    assert words("Mijn E-bike (€ 4,95) om 9.00 uur: ZW-204817, accu’s en één café.") == [
        "mijn", "e-bike", "4,95", "om", "9.00", "uur", "zw-204817", "accu's", "en", "een", "cafe",
    ]  # fmt: skip


def test_stemming_is_safe_between_threads() -> None:
    stemmer = Stemmer("nl")
    forms = [
        f"{start}{end}" for start in ("bezorg", "betaal", "wandel", "fiets") for end in ("en", "ing", "t", "de")
    ] * 50
    alone = [Stemmer("nl").stem(form) for form in forms]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(stemmer.stem, forms)) == alone


@pytest.mark.parametrize("lang", LANGUAGES)
def test_word_lists_do_not_contradict_each_other(lang: str) -> None:
    lists = word_lists(lang)
    assert not lists.stop & lists.light
    assert len(lists.stop) > 100
    assert not any(word in lists.stop for group in lists.related for word in group)
    assert all(len(group) > 1 for group in lists.related)


def test_of_a_very_long_word_the_beginning_counts() -> None:
    assert words("fietsaccu" * 900 + " kwijt") == [("fietsaccu" * 7)[:60], "kwijt"]
