"""Real support documents of a bank, brought into a new company folder: the assistant answers customers from them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kompas.assistant.assistant import Assistant
from kompas.assistant.company import check_company, read_company
from kompas.assistant.company.importing import ImportReport, import_articles
from kompas.assistant.domain.conversation import Author, Memory, Said, Turn
from kompas.assistant.domain.knowledge import Audience
from kompas.assistant.turn import Taken

DOCUMENTS = Path(__file__).parents[3] / "shared/data/tau2/banking_documents.jsonl"
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)

pytestmark = pytest.mark.skipif(
    not DOCUMENTS.is_file(), reason="the banking documents (data/tau2, not ours to ship) are not on this machine"
)

# what a customer asks, the articles that answer it, and words of the answer
ASKED = [
    ("How do I cancel a payment in Everyone Pay?", {"everyone_pay_everyone_pay_007"}, "pending payment"),
    (
        "what documents do i need to verify my student enrollment",
        {"checking_accounts_dark_green_account_003"},
        "letter",
    ),
    ("Why am I being charged a fee on my Bronze Account?", {"savings_accounts_bronze_account_005"}, "$0.00"),
    ("daily mobile deposit limit of the Navy Blue account?", {"business_checking_accounts_navy_blue_005"}, "$5,000"),
    (
        "Which merchants are considered sustainable with the Green Rewards Card?",
        {"business_credit_cards_green_rewards_card_005"},
        "certifications",
    ),
    (
        "How do I file a travel insurance claim with the Business Silver Rewards Card?",
        {"business_credit_cards_business_silver_rewards_card_007"},
        "claim",
    ),
    (
        "Is there a foreign ATM fee for the green checking account?",
        {"checking_accounts_green_account_checking_012"},
        "foreign",
    ),
    ("hi, how do i deposit a check", {"bank_accounts_bank_accounts_general_011"}, "Mobile Check Deposit"),
    (
        "How do I add an authorized user to the Bronze Saver account?",
        {"business_savings_accounts_bronze_saver_account_007"},
        "authorized users",
    ),
    ("what is the APR of the BNPL diamond term?", {"buy_now_pay_later_bnpl_diamond_005"}, "12.49%"),
    (
        "how do i revoke a virtual card",
        {"credit_cards_virtual_card_management_003", "business_credit_cards_virtual_card_management_003"},
        "Revoke",
    ),
    ("how do I dispute a transaction on my credit card?", {"credit_cards_credit_cards_general_018"}, "dispute"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("companies") / "rho-bank"


@pytest.fixture(scope="module")
def report(folder: Path) -> ImportReport:
    return import_articles(DOCUMENTS, folder, "en", staff=("internal",))


@pytest.fixture(scope="module")
def bank(folder: Path, report: ImportReport) -> Assistant:
    return Assistant.from_company(read_company(folder), {})


def asked(bank: Assistant, text: str) -> Taken:
    return bank.take_turn(Turn((Said(Author.CUSTOMER, text),), AT, memory=Memory(lang="en")))


def slugs(taken: Taken) -> set[str]:
    return {citation.passage_id.split("#")[0].removeprefix("en/doc_") for citation in taken.reply.citations}


def test_all_documents_come_in_and_the_folder_is_valid(folder: Path, report: ImportReport) -> None:
    assert (len(report.written), report.skipped, report.conflicts) == (698, (), ())
    checked = check_company(folder)
    assert (checked.complaints, checked.warnings) == ((), ())
    assert import_articles(DOCUMENTS, folder, "en", staff=("internal",)).written == ()


@pytest.mark.parametrize(("question", "articles", "words"), ASKED)
def test_a_customer_is_answered_from_the_right_document(
    question: str, articles: set[str], words: str, bank: Assistant
) -> None:
    taken = asked(bank, question)
    assert type(taken.decision).__name__ == "Answer", taken.reply.text
    assert taken.reply.checks == ()
    assert slugs(taken) <= articles
    assert slugs(taken)
    assert words in taken.reply.text


def test_what_is_for_staff_is_never_shown(bank: Assistant) -> None:
    internal = [article for article in bank.company.articles if article.audience is Audience.STAFF]
    assert len(internal) == 58
    for article in internal[:20]:
        taken = asked(bank, article.title)
        assert article.slug.removeprefix("doc_") not in slugs(taken)
        assert "Tool:" not in taken.reply.text


def test_what_the_bank_does_not_do_is_not_answered(bank: Assistant) -> None:
    for question in ("do you sell bicycles?", "can I bring my dog to the pool"):
        assert slugs(asked(bank, question)) == set()
