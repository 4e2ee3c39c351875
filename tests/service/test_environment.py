"""The settings: read in one place, refused in words, explained one by one."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.domain.errors import Permanent
from kompas.service.environment import (
    LOOPBACK,
    OF_THE_WORKSHOP,
    Environment,
    may_be_sent_to,
    names,
    only_loopback,
    read_environment,
)

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")


def test_without_anything_everything_has_its_default() -> None:
    assert read_environment({"PATH": "/bin", "KOMPAS_SMTP_URL": ""}) == Environment()
    assert Environment().allowed_hosts == LOOPBACK


def test_values_are_read() -> None:
    read = read_environment(
        {
            "KOMPAS_DATA_DIR": "/srv/kompas",
            "KOMPAS_ALLOWED_HOSTS": " hulp.example.org , ",
            "KOMPAS_TRUSTED_PROXIES": "10.0.0.0/8,::1",
            "KOMPAS_SMTP_URL": "smtps://ik:gehe%20im@mail.example.org:465",
            "KOMPAS_BACKROOM_SECONDS": "30",
        }
    )
    assert (read.data_dir, read.allowed_hosts) == (Path("/srv/kompas"), ("hulp.example.org",))
    assert (read.trusted_proxies, read.backroom_seconds) == (("10.0.0.0/8", "::1"), 30.0)
    assert "gehe" not in repr(read)


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("geheim\n")
    assert read_environment({"KOMPAS_LOGIN_SECRET_FILE": str(tmp_path / "key")}).login_secret == "geheim"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"KOMPAS_ALOWED_HOSTS": "x"}, "KOMPAS_ALOWED_HOSTS is no setting; did you mean KOMPAS_ALLOWED_HOSTS?"),
        ({"KOMPAS_QWXJ": "x"}, "KOMPAS_QWXJ is no setting."),
        ({"KOMPAS_DATA_DIR_FILE": "x"}, "KOMPAS_DATA_DIR_FILE is no setting; did you mean"),
        ({"KOMPAS_BACKROOM_SECONDS": "soon"}, "KOMPAS_BACKROOM_SECONDS is no number of seconds above 0."),
        ({"KOMPAS_BACKROOM_SECONDS": "nan"}, "KOMPAS_BACKROOM_SECONDS is no number of seconds above 0."),
        ({"KOMPAS_TRUSTED_PROXIES": "10.0.0.1,*"}, "KOMPAS_TRUSTED_PROXIES holds '*', which is no address"),
        ({"KOMPAS_SECRET_KEY": "a", "KOMPAS_SECRET_KEY_FILE": "b"}, "is given twice"),
        ({"KOMPAS_SECRET_KEY_FILE": "/nowhere/key"}, "cannot be read from its file /nowhere/key (FileNotFoundError)"),
        ({"KOMPAS_DEMO": "yes"}, "KOMPAS_DEMO is neither 1 nor 0."),
    ],
)
def test_mistakes_are_refused_in_words(given: dict[str, str], said: str) -> None:
    with pytest.raises(Permanent, match=re.escape(said)):
        read_environment(given)


def test_all_mistakes_are_named_at_once() -> None:
    with pytest.raises(Permanent, match=r"KOMPAS_X .*KOMPAS_DEMO "):
        read_environment({"KOMPAS_X": "1", "KOMPAS_DEMO": "2"})


@given(st.text(max_size=60))
def test_a_mail_address_of_a_server_is_read_or_refused_without_repeating_it(text: str) -> None:
    try:
        assert read_environment({"KOMPAS_SMTP_URL": text}).smtp_url in (text, "")
        said = ""
    except Permanent as refused:
        said = str(refused)
    assert said in ("", "KOMPAS_SMTP_URL is not like smtps://user:password@host:465 (or smtp+tls:// or smtp://).")


def test_the_page_explains_every_setting_and_no_other() -> None:
    explained = re.findall(r"^### `(KOMPAS_\w+)`", PAGE, flags=re.MULTILINE)
    of_the_product = {name for name in names() if not name.endswith("_FILE")}
    assert sorted(explained) == sorted(of_the_product)
    assert set(re.findall(r"KOMPAS_[A-Z_]*[A-Z]", PAGE)) == {*names(), *OF_THE_WORKSHOP}


def test_nothing_else_reads_the_environment() -> None:
    reading = re.compile(r"os\.environ(?:\.get)?[\[(]\s*\"KOMPAS_\w+\"[\])](?!\s*=)|getenv")
    allowed = {"commands/serving.py"}  # which fills in what `serve` and `demo` know themselves
    found = {
        file.relative_to(ROOT / "src/kompas").as_posix()
        for file in (ROOT / "src/kompas").rglob("*.py")
        if reading.search(file.read_text(encoding="utf-8"))
    }
    assert found - allowed == set()
    named = {
        name
        for file in (ROOT / "src/kompas").rglob("*.py")
        for name in re.findall(r"envvar=\"(\w+)\"", file.read_text(encoding="utf-8"))
    }
    assert named <= set(names())


@pytest.mark.parametrize(
    ("hosts", "alone"),
    [
        (LOOPBACK, True), (("127.0.0.2", "LOCALHOST"), True), (("hulp.example.org", "localhost"), False),
        (("0.0.0.0",), False), (("*",), False), ((".localhost.example",), False),
        (("127.0.0.1.evil.example",), False),
    ],
)  # fmt: skip
def test_names_of_this_machine_are_told_from_others(hosts: tuple[str, ...], alone: bool) -> None:
    assert only_loopback(hosts) is alone


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("https://models.example.org/v1", True),
        ("https://MODELS.example.org:8443/v1", True),
        ("http://models.example.org/v1", False),
        ("https://other.example.org/v1", False),
        ("https://ported.example.org:8443/v1", True),
        ("https://ported.example.org/v1", False),
        ("https://plain.example.org/v1", True),
        ("https://plain.example.org:444/v1", False),
        ("https://[2001:db8::1]:8443/v1", True),
        ("https://[2001:db8::1]/v1", False),
        ("http://127.0.0.1:8080/v1", True),
        ("http://localhost/v1", True),
        ("http://[::1]:8080/v1", True),
        ("https://models.example.org@evil.example/v1", False),
        ("https://evil.example\\@models.example.org/v1", False),
        ("https://models.example.org:port/v1", False),
        ("https:///v1", False),
        ("", False),
    ],
)
def test_words_go_to_named_hosts_over_https_or_stay_on_this_machine(address: str, may: bool) -> None:
    hosts = ("models.example.org", "ported.example.org:8443", "plain.example.org:443", "[2001:db8::1]:8443")
    assert may_be_sent_to(address, hosts) is may
