"""Real servers for tests, on loopback: nginx and exim, from .tools/servers (scripts/servers.sh) or from this machine.

They run without any right of their own: as whoever runs the tests, or as nobody where that is root.
"""

import datetime
import ipaddress
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROOT = Path(__file__).parents[1]
FETCHED = ROOT / ".tools/servers"
_NOBODY = 65534


def program(name: str) -> str:
    """Where a server's program lies; a test that needs it fails in words where it does not."""
    places = os.pathsep.join([str(FETCHED / "usr/sbin"), os.environ.get("PATH", ""), "/usr/sbin"])
    found = shutil.which(name, path=places)
    if found is None:
        pytest.fail(f"These tests need {name}: run `sh scripts/servers.sh`, or install the package.")
    return found


@contextmanager
def place() -> Iterator[Path]:
    """A folder that belongs to whom the servers run as."""
    with tempfile.TemporaryDirectory(prefix="kompas-server-") as folder:
        yield Path(folder)


@contextmanager
def running(command: list[str], folder: Path, port: int, **env: str) -> Iterator[None]:
    """The server runs, and answers on this port."""
    told = {"PATH": "/usr/bin:/bin", **env}
    rights: dict[str, object] = {}
    if os.geteuid() == 0:
        rights = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}
        for one in (folder, *folder.rglob("*")):
            os.chown(one, _NOBODY, _NOBODY)
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, env=told, cwd=folder, stdout=said, stderr=said, **rights)  # type: ignore[call-overload]
    try:
        _wait_for(process, port, folder / "said")
        yield
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(process: "subprocess.Popen[bytes]", port: int, said: Path) -> None:
    for _ in range(400):
        if process.poll() is not None:
            pytest.fail(f"the server ended: {said.read_text()}")
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    pytest.fail(f"the server does not answer: {said.read_text()}")


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost that nobody signed but itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    signed, secret = folder / "certificate.pem", folder / "key.pem"
    signed.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return signed, secret
