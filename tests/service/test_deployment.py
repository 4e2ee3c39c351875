"""What is unsafe is named; what is safe is not."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from tests.assistant.company.folders import copy_of_sample

from kompas.assistant.company import read_company
from kompas.assistant.domain.company import ModelPlan
from kompas.service.deployment import Plan, unsafe

SECRET = "Zq3vX9_kLm27PtRw-Yb8NcHs5DfGj4Ke6UaTiOo1Vx0QyWzE2rB"
SAFE = {
    "KOMPAS_ALLOWED_HOSTS": "hulp.molen.nl",
    "KOMPAS_SECRET_KEY": SECRET,
    "KOMPAS_LOGIN_SECRET": SECRET[:32],
    "KOMPAS_SMTP_URL": "smtps://kompas:geheim@mail.molen.nl:465",
    "PATH": "/bin",
}


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """A company that may go into the world."""
    company = read_company(copy_of_sample(tmp_path))
    channels = replace(company.channels, allowed_sites=("https://www.molen.nl",), mail_sender="Molen <hallo@molen.nl>")
    safe = replace(company, channels=channels, contact=replace(company.contact, mail="hallo@molen.nl"))
    data, backups = tmp_path / "data", tmp_path / "backups"
    for folder in (data, backups):
        folder.mkdir(mode=0o700)
    (data / "secret-key").write_text("x")
    for file in (data / "kompas.sqlite3", data / "secret-key", backups / "monday.tar.gz"):
        file.touch(0o600)
        file.chmod(0o600)
    return Plan(SAFE, safe, data, backups, uid=1000, at=os.stat(backups / "monday.tar.gz").st_mtime + 3600)


def said(plan: Plan) -> list[str]:
    return [str(one) for one in unsafe(plan)]


def test_a_safe_plan_is_not_complained_of(plan: Plan) -> None:
    assert said(plan) == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"KOMPAS_ALLOWED_HOSTS": ""}, "KOMPAS_ALLOWED_HOSTS: only this machine is answered, and sign-ins travel"),
        ({"KOMPAS_ALLOWED_HOSTS": "*"}, "'*' stands for any name"),
        ({"KOMPAS_ALLOWED_HOSTS": ".molen.nl"}, "'.molen.nl' stands for any name"),
        ({"KOMPAS_TRUSTED_PROXIES": "0.0.0.0/0"}, "0.0.0.0/0 lets nearly anybody make up an address."),
        ({"KOMPAS_TRUSTED_PROXIES": "::/0"}, "::/0 lets nearly anybody"),
        ({"KOMPAS_SECRET_KEY": "kort"}, "KOMPAS_SECRET_KEY: it can be guessed."),
        ({"KOMPAS_SECRET_KEY": "ab" * 40}, "KOMPAS_SECRET_KEY: it can be guessed."),
        ({"KOMPAS_LOGIN_SECRET": "geheim"}, "KOMPAS_LOGIN_SECRET: it can be guessed."),
        ({"KOMPAS_METRICS_TOKEN": "geheim"}, "KOMPAS_METRICS_TOKEN: it can be guessed."),
        ({"KOMPAS_SMTP_URL": ""}, "KOMPAS_SMTP_URL: no mail leaves"),
        ({"KOMPAS_SMTP_URL": "smtp://a:b@mail.molen.nl:25"}, "travel to mail.molen.nl without encryption"),
        ({"KOMPAS_DEMO": "1"}, "KOMPAS_DEMO: everybody knows the passwords"),
        ({"KOMPAS_SMPT_URL": "x"}, "KOMPAS_SMPT_URL is no setting; did you mean KOMPAS_SMTP_URL?"),
        ({"KOMPAS_SECRET_KEY": ""}, "secret-key: it can be guessed."),
    ],
)
def test_unsafe_settings_are_named(plan: Plan, given: dict[str, str], expected: str) -> None:
    (one,) = said(replace(plan, given=SAFE | given))
    assert expected in one
    assert "geheim" not in one


def test_mail_in_the_clear_is_all_right_on_this_machine(plan: Plan) -> None:
    assert said(replace(plan, given=SAFE | {"KOMPAS_SMTP_URL": "smtp://localhost:25"})) == []


@pytest.mark.parametrize(
    ("sites", "expected"),
    [
        ((), "no site may show the chat"),
        (("https://*",), "'https://*' is no site"),
        (("http://www.molen.nl",), "can change the pages of http://www.molen.nl"),
        (("http://localhost:8080",), "whatever runs on a visitor's own machine"),
    ],
)
def test_unsafe_sites_are_named(plan: Plan, sites: tuple[str, ...], expected: str) -> None:
    channels = replace(plan.company.channels, allowed_sites=sites)
    (one,) = said(replace(plan, company=replace(plan.company, channels=channels)))
    assert expected in one


def test_placeholders_are_named(plan: Plan) -> None:
    channels = replace(plan.company.channels, mail_sender="Molen <hallo@molen.example>")
    (one,) = said(replace(plan, company=replace(plan.company, channels=channels)))
    assert one.startswith("company.yaml channels.mail.sender: it is a placeholder")


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://models.example.org/v1", True),
        ("http://127.0.0.1:8080/v1", True),
        ("http://localhost:8080/v1", True),
        ("http://models.example.org/v1", False),
        ("http://10.0.0.5:8080/v1", False),
    ],
)
def test_a_model_is_asked_over_tls_or_on_this_machine(plan: Plan, address: str, safe: bool) -> None:
    given = SAFE | {"KOMPAS_MODEL_HOSTS": "models.example.org,10.0.0.5"}
    named = said(replace(plan, given=given, company=replace(plan.company, model=ModelPlan(address, "small"))))
    assert [one.partition(": ")[0] for one in named] == ([] if safe else ["company.yaml model.base_url"])


def test_a_model_that_nothing_here_can_ask_is_named(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kompas.service.deployment.find_spec", lambda name: None)
    model = ModelPlan("http://127.0.0.1:8080/v1", "small")
    (one,) = said(replace(plan, company=replace(plan.company, model=model)))
    assert one == "company.yaml model: what asks it is not installed, so it is not asked. Install kompas[llm]."


def test_a_model_that_the_operator_does_not_know_is_named(plan: Plan) -> None:
    model = ModelPlan("https://models.example.org/v1", "small")
    (one,) = said(replace(plan, company=replace(plan.company, model=model)))
    assert one.startswith("KOMPAS_MODEL_HOSTS: https://models.example.org/v1 is not asked")


@pytest.mark.parametrize("file", ["", "kompas.sqlite3", "secret-key"])
def test_what_other_accounts_can_read_is_named(plan: Plan, file: str) -> None:
    (plan.data_dir / file).chmod(0o750 if not file else 0o644)
    (one,) = said(plan)
    assert "can be read or changed by other accounts" in one
    assert f"go= {plan.data_dir / file}".rstrip("/") in one


def test_a_key_beside_what_it_locks_is_named(plan: Plan) -> None:
    (plan.data_dir / "secret-key").write_text(SECRET)
    (one,) = said(replace(plan, given=SAFE | {"KOMPAS_SECRET_KEY": ""}))
    assert "secret-key: the key lies beside what it locks" in one
    assert "KOMPAS_SECRET_KEY_FILE" in one


def test_a_secret_in_a_file_that_others_can_read_is_named(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "login").write_text(SECRET)
    (tmp_path / "login").chmod(0o644)
    given = {key: value for key, value in SAFE.items() if key != "KOMPAS_LOGIN_SECRET"}
    (one,) = said(replace(plan, given=given | {"KOMPAS_LOGIN_SECRET_FILE": str(tmp_path / "login")}))
    assert one.startswith("KOMPAS_LOGIN_SECRET_FILE: ")


def test_backups_that_are_missing_old_or_in_the_same_place_are_named(plan: Plan) -> None:
    inside = plan.data_dir / "backups"
    inside.mkdir(mode=0o700)
    (inside / "now").touch()
    for changed, expected in (
        (replace(plan, backups=None), "no folder with backups is named"),
        (replace(plan, at=plan.at + 3 * 86_400), "holds no backup of the last 2 days"),
        (replace(plan, backups=plan.data_dir / "none"), "holds no backup"),
        (replace(plan, backups=inside), "they lie in the data folder"),
    ):
        (one,) = said(changed)
        assert expected in one


def test_root_is_named(plan: Plan) -> None:
    (one,) = said(replace(plan, uid=0))
    assert one.startswith("account: this is root")
