"""demo: says where everything is and who may sign in, on this machine only; its passwords open nothing elsewhere."""

import re
from pathlib import Path

import httpx2
import pytest
from tests.assistant.company.folders import copy_of_sample
from tests.commands.running import free_port, kompas, serving

LISTENS, LOOPBACK = "0A", "0100007F"


def listening(port: int) -> set[str]:
    """The addresses on which this port is listened to, as the kernel writes them."""
    rows = [row.split() for table in ("tcp", "tcp6") for row in Path(f"/proc/net/{table}").read_text().splitlines()[1:]]
    return {row[1].split(":")[0] for row in rows if row[1].endswith(f":{port:04X}") and row[3] == LISTENS}


def sign_in(here: str, name: str, password: str) -> httpx2.Response:
    """Fill in the form; the cookies go along by hand, for `serve` marks them as for encrypted lines only."""
    page = httpx2.get(f"{here}/sign-in/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    assert token
    cookies = "; ".join(f"{name}={value}" for name, value in page.cookies.items())
    form = {"csrfmiddlewaretoken": token[1], "login": name, "password": password}
    return httpx2.post(f"{here}/sign-in/", data=form, headers={"Cookie": cookies, "Referer": f"{here}/sign-in/"})


def desk(here: str, session: str) -> httpx2.Response:
    return httpx2.get(f"{here}/workspace/", headers={"Cookie": f"kompas_session={session}"})


def test_it_tells_where_and_who_and_none_of_it_works_under_serve(tmp_path: Path) -> None:
    company, port = copy_of_sample(tmp_path), free_port()
    here = f"http://127.0.0.1:{port}"
    with serving("demo", "--company", company, "--data", "data", cwd=tmp_path, port=port):
        assert listening(port) == {LOOPBACK}
        said = (tmp_path / f"serve-{port}.log").read_text()
        addresses = re.findall(r"http://\S+", said)
        assert len(addresses) == 4
        for address in addresses:
            assert httpx2.get(address, follow_redirects=True).status_code == 200, address
        accounts = re.findall(r"(\w+) / (\S+)", said)
        assert [name for name, _ in accounts] == ["noor", "sam", "eva", "priya", "alex"]
        signed_in = [sign_in(here, *account) for account in accounts]
        assert {answer.headers["location"] for answer in signed_in} == {"/start/"}
        sessions = [answer.cookies["kompas_session"] for answer in signed_in]
        assert [desk(here, session).status_code for session in sessions] == [200, 200, 403, 403, 200]
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    with serving("serve", company, "--data", "data", cwd=tmp_path, port=port):
        for account in accounts:
            refused = sign_in(here, *account)
            assert (refused.status_code, "kompas_session" in refused.cookies) == (200, False)
        assert {desk(here, session).status_code for session in sessions} & {200} == set()


@pytest.mark.parametrize("words", [["--host", "0.0.0.0"], ["--port", "70000"]])
def test_it_cannot_be_opened_to_the_outside(tmp_path: Path, words: list[str]) -> None:
    assert kompas("demo", *words, cwd=tmp_path).returncode == 2


def test_a_port_that_is_taken_is_named_before_anybody_is_greeted(tmp_path: Path) -> None:
    port = free_port()
    with serving("demo", "--company", copy_of_sample(tmp_path), "--data", "data", cwd=tmp_path, port=port):
        second = kompas("demo", "--company", "waterdijk", "--data", "other", "--port", port, cwd=tmp_path)
    assert second.returncode == 1
    assert second.stdout == f"127.0.0.1:{port} cannot be had (Address already in use). Choose another with --port.\n"
    assert not (tmp_path / "other" / "kompas.sqlite3").exists()
