"""The widget's files, as any site loads them."""

import gzip
from pathlib import Path

import pytest
from tests.service.front_door.front import Front

from kompas.service.front_door import static

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    built = tmp_path / "static" / "built"
    built.mkdir(parents=True)
    (built / "kompas.js").write_text("let door;" * 500)
    (built / "panel-CJsoywi2.js").write_text("export {};")
    (built / "licenses.txt").write_text("MIT")
    (tmp_path / "static" / "pages.css").write_text("body{}")
    (tmp_path / "static" / "secret.txt").write_text("secret")
    monkeypatch.setattr(static, "STATIC", tmp_path / "static")
    return built


async def test_the_one_script_is_kept_for_minutes_and_may_run_anywhere(front: Front) -> None:
    answer = await front.client.get("/chat/kompas.js", headers={"Origin": "https://any.example"})
    assert answer.text == "let door;" * 500
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_file_named_after_its_content_is_kept_for_a_year(front: Front) -> None:
    answer = await front.client.get("/chat/panel-CJsoywi2.js")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


async def test_it_is_packed_for_who_can_unpack(front: Front) -> None:
    async with front.client.stream("GET", "/chat/kompas.js", headers={"Accept-Encoding": "gzip"}) as answer:
        raw = b"".join([piece async for piece in answer.aiter_raw()])
    assert gzip.decompress(raw).decode() == "let door;" * 500
    plain = await front.client.get("/chat/kompas.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers


async def test_what_the_browser_has_is_not_sent_again(front: Front, files: Path) -> None:
    tag = (await front.client.get("/chat/kompas.js")).headers["etag"]
    again = await front.client.get("/chat/kompas.js", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    (files / "kompas.js").write_text("new")
    assert (await front.client.get("/chat/kompas.js", headers={"If-None-Match": tag})).text == "new"


async def test_the_stylesheet_of_the_pages_is_there(front: Front) -> None:
    answer = await front.client.get("/chat/pages.css")
    assert (answer.text, answer.headers["content-type"]) == ("body{}", "text/css; charset=utf-8")


@pytest.mark.parametrize(
    "name", ["nothing.js", "secret.txt", "..%2Fsecret.txt", "%2e%2e%2fsecret.txt", ".hidden", "built"]
)
async def test_nothing_else_can_be_had(front: Front, name: str) -> None:
    answer = await front.client.get(f"/chat/{name}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert "secret" not in answer.json()["detail"]
