"""A website on this machine for tests: pages by path, what was asked of it, and no more."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LONG = "We deliver every bicycle within three days to each address in the country, also on the islands. " * 3


def html(title: str, body: str = LONG, *links: str, head: str = "") -> bytes:
    """A page with these links."""
    menu = "".join(f'<a href="{link}">{link}</a> ' for link in links)
    return (
        f'<html lang="en"><head><title>{title}</title>{head}</head><body><nav>{menu}</nav>'
        f"<main><h1>{title}</h1><p>{body}</p></main></body></html>"
    ).encode()


@dataclass
class Page:
    raw: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Site:
    """`pages` may change while it serves; `asked` holds the paths and `headers` the last request's."""

    port: int
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def put(self, path: str, raw: bytes, **more: Any) -> None:
        self.pages[path] = Page(raw, **more)


@contextmanager
def a_site() -> Iterator[Site]:
    """Serves until the test is done."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.headers = dict(self.headers)
            page = site.pages.get(self.path) or site.pages.get("*" + self.path.partition("?")[0]) or Page(b"", 404)
            unchanged = "ETag" in page.headers and self.headers.get("If-None-Match") == page.headers["ETag"]
            self.send_response(304 if unchanged else page.status)
            body = b"" if unchanged else page.raw
            for name, value in {"Content-Type": page.kind, "Content-Length": str(len(body)), **page.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    site = Site(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
