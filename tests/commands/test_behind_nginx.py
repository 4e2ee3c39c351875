"""Behind https: the example configuration of nginx as it stands in the documentation, before a real `kompas serve`."""

import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
from tests.assistant.company.folders import copy_of_sample
from tests.commands.running import free_port, serving
from tests.servers import ROOT, certificate, place, program, running

from kompas.service.reach import reached

EXAMPLE = ROOT / "docs/examples/nginx/kompas.conf"
_OVER_HTTP = "This page came over http."
_AROUND = """
pid {folder}/nginx.pid;
daemon off;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
    uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
    {site}
    # a careless one: it forgets to say that visitors came over https
    server {{
        listen 127.0.0.1:{careless} ssl;
        ssl_certificate {folder}/certificate.pem;
        ssl_certificate_key {folder}/key.pem;
        location / {{ proxy_pass http://127.0.0.1:{kompas}; proxy_set_header Host $http_host; }}
    }}
}}
"""


@dataclass(frozen=True)
class Proxied:
    """Kompas, and nginx before it."""

    kompas: int
    http: int
    https: int
    careless: int
    trust: ssl.SSLContext
    certificate: Path

    def client(self) -> httpx2.Client:
        return httpx2.Client(base_url=f"https://localhost:{self.https}", verify=self.trust, timeout=30)

    def direct(self, address: str) -> httpx2.Client:
        """To Kompas itself, as who has this address."""
        way = httpx2.HTTPTransport(local_address=address)
        asked = {"Host": "localhost"}
        return httpx2.Client(base_url=f"http://127.0.0.1:{self.kompas}", transport=way, headers=asked, timeout=30)


def configured(folder: Path, kompas: int, http: int, https: int, careless: int) -> str:
    """The example, with the names, ports and files of this test; whatever else stands in it stays."""
    signed, key = certificate(folder)
    site = EXAMPLE.read_text(encoding="utf-8")
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{http};"), ("listen 443 ssl", f"listen 127.0.0.1:{https} ssl"),
        ("127.0.0.1:8000", f"127.0.0.1:{kompas}"), ("help.example.org;", "localhost;"),
        ("/etc/ssl/certs/help.example.org.pem", str(signed)), ("/etc/ssl/private/help.example.org.key", str(key)),
    ):  # fmt: skip
        assert old in site, old
        site = site.replace(old, new)
    return _AROUND.format(folder=folder, site=site, kompas=kompas, careless=careless)


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    nginx, here = program("nginx"), tmp_path_factory.mktemp("served")
    ports = (free_port(), free_port(), free_port(), free_port())
    names = {"KOMPAS_ALLOWED_HOSTS": "localhost,help.example.org"}
    with place() as folder, serving("serve", copy_of_sample(here), cwd=here, port=ports[0], **names):
        (folder / "nginx.conf").write_text(configured(folder, *ports))
        command = [nginx, "-p", str(folder), "-e", str(folder / "errors"), "-c", str(folder / "nginx.conf")]
        with running(command, folder, ports[2]):
            signed = folder / "certificate.pem"
            yield Proxied(*ports, ssl.create_default_context(cafile=str(signed)), signed)


def test_http_is_sent_on_to_https(proxied: Proxied) -> None:
    answer = httpx2.get(f"http://localhost:{proxied.http}/contact/")
    assert (answer.status_code, answer.headers["location"]) == (308, "https://localhost/contact/")


def test_staff_sign_in_and_their_cookies_stay_on_https(proxied: Proxied) -> None:
    with proxied.client() as client:
        page = client.get("/sign-in/", headers={"Accept-Language": "en"})
        assert "<h1>Sign in" in page.text
        assert _OVER_HTTP not in page.text
        assert "max-age" in page.headers["strict-transport-security"]
        (cookie,) = page.headers.get_list("set-cookie")
        assert "Secure" in cookie
        assert "HttpOnly" in cookie
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert token
        form = {"csrfmiddlewaretoken": token[1], "login": "nobody", "password": "nothing"}
        refused = client.post("/sign-in/", data=form, headers={"Origin": f"https://localhost:{proxied.https}"})
        assert refused.status_code == 200, "the form was taken; only the password was wrong"
        assert client.get("/contact/", headers={"Host": "evil.example"}).status_code in (400, 421)


def test_streams_pass_at_once(proxied: Proxied) -> None:
    """With buffering the first words would come only when much more had been said: the read would run out of time."""
    with proxied.client() as client:
        begun = client.post("/chat/v1/conversations", json={"lang": "nl"}).json()
        path, head = f"/chat/v1/conversations/{begun['conversation']}", {"Authorization": f"Bearer {begun['token']}"}
        with client.stream("GET", f"{path}/events", headers=head) as stream:
            lines = stream.iter_lines()
            assert "event: state" in next(line for line in lines if line.startswith("event:"))
            said = client.post(f"{path}/messages", json={"id": "a" * 16, "text": "hoe lang duurt het"}, headers=head)
            assert said.status_code == 202
            assert next(line for line in lines if "hoe lang duurt het" in line)


def test_only_a_trusted_proxy_is_believed(proxied: Proxied) -> None:
    """Conversations begun from one address are counted. A proxy on this machine may name it; a visitor may not make it up
    before that proxy, nor may another machine (127.0.0.2 stands for one).
    """
    told = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", "Accept-Language": "en"}
    with proxied.client() as visitor, proxied.direct("127.0.0.1") as proxy, proxied.direct("127.0.0.2") as stranger:
        assert any(begins(proxy, told) == 429 for _ in range(500)), "it is believed, and shut out in the end"
        assert (begins(visitor, told), begins(stranger, told)) == (201, 201)
        assert _OVER_HTTP not in proxy.get("/sign-in/", headers=told).text
        assert _OVER_HTTP in stranger.get("/sign-in/", headers=told).text


def begins(client: httpx2.Client, told: dict[str, str]) -> int:
    return client.post("/chat/v1/conversations", json={"lang": "nl"}, headers=told).status_code


def test_the_way_through_a_proxy_is_looked_at(proxied: Proxied, monkeypatch: pytest.MonkeyPatch) -> None:
    good, careless = (f"https://localhost:{port}" for port in (proxied.https, proxied.careless))
    (unknown,) = reached(good)
    assert "browsers refuse its certificate" in unknown.what
    monkeypatch.setenv("SSL_CERT_FILE", str(proxied.certificate))
    assert reached(good) == ()
    (careless_one,) = reached(careless)
    assert "X-Forwarded-Proto" in careless_one.remedy
    (refused,) = reached(f"https://127.0.0.1:{proxied.careless}")
    assert "KOMPAS_ALLOWED_HOSTS" in refused.remedy
    (nobody,) = reached(f"https://localhost:{free_port()}")
    assert "ConnectionRefusedError" in nobody.what
    (plain,) = reached(f"http://localhost:{proxied.http}")
    assert "not encrypted" in plain.what
