"""Commands as a person types them, each in a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

ROOT = Path(__file__).parents[2]


def environment() -> dict[str, str]:
    """Nothing of Kompas's own settings, wide lines, no colours."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("KOMPAS_", "DJANGO_"))}
    return kept | {"PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1", "COLUMNS": "200"}


def kompas(*words: object, cwd: Path, wide: bool = True) -> subprocess.CompletedProcess[str]:
    """Type a command and wait for its end."""
    env = environment() | ({} if wide else {"COLUMNS": "40"})
    command = [sys.executable, "-m", "kompas", *map(str, words)]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=120, check=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(*words: object, cwd: Path, port: int, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """A server that answers, and that is told to stop at the end; with these settings."""
    command = [sys.executable, "-m", "kompas", *map(str, words), "--port", str(port)]
    log = (cwd / f"serve-{port}.log").open("w+")
    process = subprocess.Popen(
        command, cwd=cwd, env=environment() | settings, stdout=log, stderr=subprocess.STDOUT, text=True
    )
    try:
        _ready(process, port, Path(log.name))
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
        log.close()


def _ready(process: subprocess.Popen[str], port: int, log: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise AssertionError(f"it ended: {log.read_text()}")
        try:
            if httpx2.get(f"http://127.0.0.1:{port}/readyz").status_code == 200:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"it does not answer: {log.read_text()}")
