"""A good folder becomes one value; a spoiled one is refused with the place and the remedy."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from tests.assistant.company.folders import SAMPLE, change, copy_of_sample

from kompas.assistant.company import CompanyRefused, check_company, read_company
from kompas.assistant.domain.company import Expectation, Intent, Then
from kompas.assistant.domain.customer import Level
from kompas.assistant.domain.knowledge import Audience
from kompas.assistant.domain.workflow import Choose, LookUp, Show


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of_sample(tmp_path)


def complaints(folder: Path) -> list[str]:
    return [str(complaint) for complaint in check_company(folder).complaints]


def warnings(folder: Path, today: date | None = None) -> list[str]:
    checked = check_company(folder, today)
    assert checked.company is not None, checked.complaints
    return [str(warning) for warning in checked.warnings]


def test_a_good_folder_has_no_complaint_and_no_warning() -> None:
    checked = check_company(SAMPLE, date(2026, 11, 23))
    assert checked.complaints == checked.warnings == ()
    assert checked.company == read_company(SAMPLE)


def test_what_company_yaml_says() -> None:
    company = read_company(SAMPLE)
    assert (company.slug, company.name, company.assistant) == ("sample", "Molen Boeken", "Molen AI-assistent")
    assert company.languages == ("nl", "en")
    assert company.contact.phone == "010 000 00 00"
    assert company.contact.post[-1] == "3000 AA Rotterdam"
    assert company.channels.allowed_sites == ("http://127.0.0.1:8000",)
    assert (company.thresholds.answer, company.thresholds.ask_back, company.thresholds.settle_seconds) == (
        0.65,
        0.35,
        1.5,
    )
    assert company.hours.weekly == {0: ((time(9), time(12)), (time(13), time(17))), 4: ((time(9), time(17)),)}
    assert (company.hours.holidays, company.hours.closed) == ("NL", (date(2026, 11, 27),))
    assert (company.identity.code_minutes, company.identity.code_tries, company.answer_within_hours) == (15, 3, 6)
    assert company.retention["records_read"] == 30
    assert company.voice.address_form == "je"
    assert company.voice.phrases["en"] == {"hello": "Hello, welcome to {company}."}
    assert company.synonyms == {"nl": (("boek", "roman"),), "en": (("book", "novel"),)}


def test_rules_and_intents() -> None:
    company = read_company(SAMPLE)
    first, second = company.rules
    assert (first.then, first.mentions["en"], first.intents) == (Then.HAND_OVER, ("talk to the author",), ())
    assert (second.then, second.say, second.intents) == (Then.DECLINE, None, ("levertijd",))
    assert list(company.intents) == ["levertijd", "waar_is_mijn_boek"]
    by_workflow = company.intents["waar_is_mijn_boek"]
    assert isinstance(by_workflow, Intent)
    assert (by_workflow.workflow, by_workflow.articles) == ("order_status", ())
    assert len(company.intents["levertijd"].examples["nl"]) == 8


def test_workflow_and_connector() -> None:
    company = read_company(SAMPLE)
    look_up, choose, show = company.workflows["order_status"].steps
    assert look_up == LookUp("shop", "orders", "orders", {"nl": "Ik zie geen bestellingen.", "en": "I see no orders."})
    assert isinstance(choose, Choose)
    assert (choose.source, choose.into, choose.prefer) == ("orders", "order", (("status", ("shipped",)),))
    assert isinstance(show, Show)
    assert set(show.says) == {"shipped", "otherwise"}
    plan = company.connectors["shop"]
    assert plan.purposes["invoices"].identity is Level.STRONG
    assert plan.purposes["invoices"].title == {"nl": "facturen tonen", "en": "showing invoices"}
    assert plan.purposes["order_status"].fields["orders"][0] == "order_number"
    assert plan.fields["orders"]["status"].values["delivered"]["nl"] == "bezorgd"
    assert plan.fields["orders"]["order_number"].type == "text"
    assert (plan.find_table, plan.find_mail, plan.find_name) == ("customers", "mail", "name")
    assert plan.operations["orders"].order_by == "-ordered_on"


def test_articles_keep_their_text() -> None:
    articles = {article.id: article for article in read_company(SAMPLE).articles}
    assert list(articles) == ["en/levertijd", "nl/kas", "nl/levertijd"]
    article = articles["nl/levertijd"]
    assert article.body == "Een boek is er binnen 2 werkdagen.\n\n## Buitenland\nIn België duurt het 4 werkdagen."
    assert article.questions == ("Hoe lang duurt het?", "Wanneer komt mijn boek: morgen?")
    assert (article.updated, article.valid_from, article.valid_until) == (date(2026, 11, 3), date(2026, 1, 1), None)
    assert articles["nl/kas"].audience is Audience.STAFF


def test_golden_conversations_know_their_line() -> None:
    first, second = read_company(SAMPLE).golden
    assert first.at == datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert first.at is not None
    assert first.at.utcoffset() == timedelta(hours=1)
    assert first.turns[0].expect == Expectation("answer", cites=("levertijd",), says=("2 werkdagen",))
    assert (second.verified, second.file) == ("K-1", "tests/levertijd.yaml")
    assert [turn.line for turn in second.turns] == [16, 18]


def test_the_version_follows_the_content(folder: Path) -> None:
    version = read_company(folder).version
    assert version == read_company(SAMPLE).version
    assert len(version) == 64
    change(folder, "data/orders.csv", "De reis", "De grote reis")
    assert read_company(folder).version == version, "customers' rows are no content of the company"
    change(folder, "knowledge/nl/kas.md", "17.00", "18.00")
    assert read_company(folder).version != version


def test_hidden_files_of_editors_and_systems_are_passed_over(folder: Path) -> None:
    """A company that is edited while it serves has them: they must neither be read nor refuse the folder."""
    version = read_company(folder).version
    for hidden in (".pre-commit.yaml", "intents/.order.yaml.swp", "intents/._order.yaml", "workflows/.DS_Store"):
        (folder / hidden).write_bytes(b"\x00b0VIM")
    assert complaints(folder) == []
    assert read_company(folder).version == version


def test_windows_line_ends_and_byte_order_mark(folder: Path) -> None:
    text = (folder / "knowledge/nl/levertijd.md").read_bytes()
    (folder / "knowledge/nl/levertijd.md").write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    assert read_company(folder).articles == read_company(SAMPLE).articles


def test_a_number_is_taken_as_it_is_written(folder: Path) -> None:
    change(folder, "company.yaml", '"010 000 00 00"', "0100000000")
    assert read_company(folder).contact.phone == "0100000000"


def test_all_complaints_come_at_once(folder: Path) -> None:
    change(folder, "rules.yaml", "then: hand_over", "then: handover")
    change(folder, "company.yaml", "code_tries: 3", "code_tries: many")
    change(folder, "intents/bestellen.yaml", "articles: [levertijd]", "articles: [levertijt]")
    change(folder, "intents/bestellen.yaml", "workflow: order_status", "workflow: order_stats")
    with pytest.raises(CompanyRefused) as refused:
        read_company(folder)
    assert [f"{one.file}:{one.line}" for one in refused.value.complaints] == [
        "company.yaml:20",
        "intents/bestellen.yaml:4",
        "intents/bestellen.yaml:23",
        "rules.yaml:5",
    ]
    assert str(refused.value).count("\n") == 3
    assert refused.value.remedy


def test_a_broken_item_hides_no_fault_of_its_neighbours(folder: Path) -> None:
    change(folder, "intents/bestellen.yaml", "title: {nl: de levertijd", "titel: {nl: de levertijd")
    change(folder, "intents/bestellen.yaml", "workflow: order_status", "workflow: order_stats")
    found = complaints(folder)
    assert [line.split(" ")[1] for line in found] == ["intents[0].title:", "intents[0].titel:", "intents[1].workflow:"]
    assert not any("rules.yaml" in line for line in found), "the broken intent is still known by its name"


def test_no_folder(tmp_path: Path) -> None:
    assert "there is no such folder" in complaints(tmp_path / "nowhere")[0]


def test_an_empty_folder_names_what_is_missing(tmp_path: Path) -> None:
    assert [line.split(":")[0] for line in complaints(tmp_path)] == ["company.yaml", "retention.yaml"]


# what is put where, and the beginning of the warning
ODD = [
    ("intents/bestellen.yaml", "        - levertijd\n", "        - hm\n", "'hm' is very short"),
    ("intents/bestellen.yaml", "        - levertijd\n", "", "there are 7 examples in nl; from 8 on"),
    (
        "intents/bestellen.yaml",
        "nl: de levertijd van",
        "nl: De levertijd van",
        "'De levertijd van een boek' does not read",
    ),
    ("rules.yaml", ', en: "Only people talk about authors."', "", "there are no words in en"),
    ("knowledge/nl/levertijd.md", "updated: 2026-11-03", "updated: 2025-11-03", "the article was last updated"),
    ("knowledge/nl/levertijd.md", "valid_from: 2026-01-01", "valid_until: 2026-11-22", "the article was valid until"),
    ("company.yaml", "languages: [nl, en]", "languages: [nl]", "the company does not speak en"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), ODD)
def test_what_could_be_better_is_a_warning(folder: Path, file: str, old: str, new: str, said: str) -> None:
    change(folder, file, old, new)
    found = warnings(folder, date(2026, 11, 23))
    assert len(found) == 1
    assert said in found[0]


def test_age_is_looked_at_only_when_today_is_known(folder: Path) -> None:
    change(folder, "knowledge/nl/levertijd.md", "updated: 2026-11-03", "updated: 2020-11-03")
    assert warnings(folder) == []
    assert warnings(folder, date(2026, 11, 23))[0].startswith(
        "knowledge/nl/levertijd.md:7 updated: the article was last"
    )


def test_no_golden_conversations(folder: Path) -> None:
    (folder / "tests/levertijd.yaml").unlink()
    assert ["there are no golden" in line for line in warnings(folder)] == [True]


def test_articles_in_a_language_that_is_not_spoken_are_left_out(folder: Path) -> None:
    change(folder, "company.yaml", "languages: [nl, en]", "languages: [nl]")
    assert {article.lang for article in read_company(folder).articles} == {"nl"}
