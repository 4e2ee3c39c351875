"""A site of your own with the chat on it, to copy from. It needs nothing but Python.

    KOMPAS_LOGIN_SECRET=… python3 site.py http://127.0.0.1:8000 8080

http://localhost:8080/ is for a visitor whom nobody knows; http://localhost:8080/?as=C-1001 for a customer who is signed in on
your site. A real site knows that from its own session, never from the address.
"""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

PAGE = Path(__file__).with_name("index.html").read_text(encoding="utf-8")
CUSTOMERS = {"C-1001": {"name": "Ada Lovelace", "email": "ada@example.org"}}


def login_token(customer: str, name: str, email: str, secret: str) -> str:
    """A JWT (HS256) that says who is signed in, for five minutes. Made on the server: the secret never leaves it."""
    now = int(time.time())
    claims = {"aud": "kompas", "sub": customer, "name": name, "email": email, "iat": now, "exp": now + 300}
    signed = f"{_part({'alg': 'HS256', 'typ': 'JWT'})}.{_part(claims)}"
    signature = hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{_base64(signature)}"


def page(kompas: str, customer: str, secret: str) -> str:
    known = CUSTOMERS.get(customer)
    token = login_token(customer, known["name"], known["email"], secret) if known and secret else ""
    told = f' data-login-token="{token}"' if token else ""
    return PAGE.replace("http://127.0.0.1:8000", kompas).replace(' data-login-token=""', told)


def _part(claims: dict[str, object]) -> str:
    return _base64(json.dumps(claims).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def main(kompas: str, port: int, secret: str) -> None:
    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            customer = parse_qs(urlsplit(self.path).query).get("as", [""])[0]
            body = page(kompas, customer, secret).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Cache-Control", "no-store")  # the token is of this visitor, and of these minutes
            self.end_headers()
            self.wfile.write(body)

    ThreadingHTTPServer(("127.0.0.1", port), Site).serve_forever()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), os.environ.get("KOMPAS_LOGIN_SECRET", ""))
