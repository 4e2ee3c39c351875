"""A new company: whole, checked, in the words of whoever begins it, and never over something else."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kompas.assistant.company import CompanyRefused, check_company, read_company
from kompas.assistant.company.new_company import Answers, begin_company, name_of
from kompas.assistant.company.weekly import weekly_of
from kompas.assistant.domain.errors import Permanent

TODAY = date(2026, 11, 23)


def answers(name: str = "De Molen", languages: tuple[str, ...] = ("nl",), **others: str) -> Answers:
    told = {"mail": "hallo@molen.example", "phone": "", "timezone": "Europe/Amsterdam"} | others
    return Answers(name, languages, weekly=weekly_of("mon-fri 09:00-17:00"), **told)


@pytest.mark.parametrize("languages", [("nl",), ("en",), ("nl", "en"), ("en", "nl")])
@pytest.mark.parametrize("phone", ["", "+31 20 000 00 00"])
def test_it_passes_the_check_without_a_word(tmp_path: Path, languages: tuple[str, ...], phone: str) -> None:
    folder = tmp_path / "new" / "molen"
    written = begin_company(folder, answers(languages=languages, phone=phone), TODAY)
    checked = check_company(folder, TODAY)
    assert (checked.complaints, checked.warnings) == ((), ())
    assert sorted(written) == sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())
    company = read_company(folder)
    assert (company.name, company.languages, company.contact.phone) == ("De Molen", languages, phone)
    assert len(company.articles) == 3 * len(languages)
    texts = [file.read_text(encoding="utf-8") for file in folder.rglob("*") if file.is_file()]
    assert not [text for text in texts if "#:" in text or "VERVANG" in text or "REPLACE" in text]
    assert any(phone in text for text in texts)
    comments = (folder / "rules.yaml").read_text(encoding="utf-8")
    assert ("Huisregels" in comments) is (languages[0] == "nl")


def test_holidays_are_those_of_the_time_zones_country(tmp_path: Path) -> None:
    for zone, country in (("Europe/Brussels", "BE"), ("Etc/UTC", None)):
        begin_company(tmp_path / zone, answers(timezone=zone), TODAY)
        assert read_company(tmp_path / zone).hours.holidays == country


def test_it_never_writes_over_something(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(Permanent, match="is not empty"):
        begin_company(tmp_path, answers(), TODAY)
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    "wrong", [{"mail": "nobody"}, {"timezone": "Europe/Nowhere"}, {"name": ""}, {"mail": "a@b.c, d: e"}]
)
def test_answers_that_make_no_sense_leave_nothing_behind(tmp_path: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(CompanyRefused) as refused:
        begin_company(tmp_path / "new", answers(**wrong), TODAY)
    assert refused.value.complaints
    assert list(tmp_path.iterdir()) == []


def test_a_language_that_is_not_known_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Permanent, match="the language 'fr' is unknown"):
        begin_company(tmp_path / "new", answers(languages=("nl", "fr")), TODAY)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=30))
def test_any_name_is_taken_as_it_is_or_refused(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    folder = tmp_path_factory.mktemp("names") / "new"
    try:
        begin_company(folder, answers(name=name), TODAY)
    except Permanent:
        assert not folder.exists()
    else:
        assert read_company(folder).name == name.strip()


def test_without_an_answer_the_name_is_that_of_the_folder() -> None:
    assert name_of(Path("/srv/mijn-winkel")) == "Mijn Winkel"
