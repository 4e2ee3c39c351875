"""serve: a real server on a real port; what keeps it from starting is said with place and remedy."""

import signal
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest
from tests.assistant.company.folders import change, copy_of_sample
from tests.commands.running import environment, free_port, kompas, serving


@pytest.fixture
def company(tmp_path: Path) -> Path:
    return copy_of_sample(tmp_path)


def test_it_serves_without_the_demo_and_ends_with_a_whole_trail(company: Path, tmp_path: Path) -> None:
    port = free_port()
    with serving("serve", company, "--data", "data", cwd=tmp_path, port=port) as server:
        here = f"http://127.0.0.1:{port}"
        begun = httpx2.post(f"{here}/chat/v1/conversations", json={"lang": "nl"})
        assert begun.status_code == 201
        assert httpx2.get(f"{here}/demo/mail/").status_code == 404
        assert httpx2.get(f"{here}/contact/").status_code == 200
        elsewhere = httpx2.get(f"{here}/contact/", headers={"host": "evil.example"})
        assert (elsewhere.status_code, elsewhere.json()["type"]) == (400, "urn:kompas:problem:unknown-host")
        second = kompas("serve", company, "--data", "data", "--port", free_port(), cwd=tmp_path)
        assert second.returncode == 1
        assert "already" in second.stdout + second.stderr
        other = kompas("serve", company, "--data", "other", "--port", port, cwd=tmp_path)
        assert other.returncode != 0
        assert str(port) in other.stdout + other.stderr
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0, "the house was closed"
    verified = kompas("audit", "verify", "--data", "data", cwd=tmp_path)
    assert verified.returncode == 0, verified.stdout
    assert "The trail is whole" in verified.stdout
    assert (tmp_path / "data/trail-heads.log").read_text()
    kept = [tmp_path / "data", *(tmp_path / "data").iterdir()]
    assert not [one for one in kept if one.stat().st_mode & 0o077], "other accounts of the machine read nothing"


def test_a_broken_company_file_is_refused_at_start_in_one_line(company: Path, tmp_path: Path) -> None:
    change(company, "rules.yaml", "then: hand_over", "then: handover")
    done = kompas("serve", company, "--data", "data", "--port", free_port(), cwd=tmp_path, wide=False)
    assert done.returncode == 1
    said = done.stdout.splitlines()
    assert "rules.yaml:5 rules[0].then: 'handover' is unknown. Use hand_over or decline." in said
    assert said[-1].startswith("Kompas did not start: mend these places")


@pytest.mark.parametrize(
    ("words", "said"), [(["nowhere"], "holds no company.yaml"), (["zwaluw", "--port", "0"], "port")]
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, words: list[str], said: str) -> None:
    done = kompas("serve", *words, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("names", "said", "link"),
    [
        (["127.0.0.1", "localhost"], "It answers this machine only", "http://127.0.0.1:8000/first/abc/"),
        (["0.0.0.0", ".example.org", "hulp.example.org"], "over https only", "https://hulp.example.org/first/abc/"),
    ],
)
def test_it_says_who_is_reached_how(names: list[str], said: str, link: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Over http a browser keeps no sign-in; that must not fail without a word."""
    from kompas.commands.serving import _public_address, _show_first_link, _tell

    _tell("Mijn bedrijf", "127.0.0.1", 8000, names)
    _show_first_link("abc", _public_address(8000, names))
    told = capsys.readouterr().out
    assert "Kompas serves Mijn bedrijf on http://127.0.0.1:8000" in told
    assert said in told
    assert link in told


def test_a_setting_that_is_not_known_keeps_it_from_starting(company: Path, tmp_path: Path) -> None:
    env = environment() | {"KOMPAS_SMPT_URL": "smtp://localhost"}
    command = [sys.executable, "-m", "kompas", "serve", str(company), "--data", "data", "--port", str(free_port())]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "KOMPAS_SMPT_URL is no setting; did you mean KOMPAS_SMTP_URL?" in done.stdout
    assert not (tmp_path / "data").exists()
