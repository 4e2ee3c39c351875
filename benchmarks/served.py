"""A Kompas in a process of its own, for measuring and for the soak."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Served:
    """`kompas demo` on a free port; `cores` pins it, `settings` are further ones of its environment."""

    company: str
    data: Path
    port: int = 0
    cores: frozenset[int] | None = None
    process: subprocess.Popen[bytes] | None = None
    settings: dict[str, str] = field(default_factory=dict)

    def start(self, seconds: float = 300) -> float:
        """Start and wait until it is ready; gives the seconds that took."""
        begun = time.perf_counter()
        process = self.launch()
        while time.perf_counter() - begun < seconds:
            if process.poll() is not None:
                raise RuntimeError(f"Kompas ended with {process.returncode}; see {self._log}")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=1):
                    return time.perf_counter() - begun
            except OSError:
                time.sleep(0.02)
        self.kill()
        raise RuntimeError("Kompas was not ready in time")

    def launch(self) -> subprocess.Popen[bytes]:
        """Start, and do not wait for anything."""
        self.port = self.port or free_port()
        env = {**os.environ, "OMP_NUM_THREADS": "1", **self.settings}
        command = [
            sys.executable,
            "-m",
            "kompas",
            "demo",
            "--company",
            self.company,
            "--port",
            str(self.port),
            "--data",
            str(self.data),
        ]
        self.data.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
        if self.cores:
            os.sched_setaffinity(self.process.pid, self.cores)
        return self.process

    @property
    def _log(self) -> Path:
        return self.data.parent / f"{self.data.name}.log"

    def kill(self) -> None:
        """SIGKILL: what a power cut or the kernel would do."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        assert self.process is not None
        self.process.terminate()
        self.process.wait(30)

    def memory_mib(self) -> float:
        """Resident memory of the serving process."""
        assert self.process is not None
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

    def cpu_seconds(self) -> float:
        assert self.process is not None
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
