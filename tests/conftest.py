"""What all tests share."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from kompas.assistant.assistant import is_prepared
from kompas.assistant.company import read_company

COMPANIES = Path(__file__).parents[1] / "companies"

# no test may fail because the machine was busy
settings.register_profile("kompas", deadline=None)
settings.load_profile("kompas")


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Example companies made ready to think with: that takes many seconds, so it is done once for all workers."""
    own = tmp_path_factory.getbasetemp()
    place = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    @cache
    def ready(name: str) -> Path:
        into = place / "ready" / read_company(COMPANIES / name).version
        with (place / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not is_prepared(into):
                command = [sys.executable, "-m", "kompas.service.library.apart", str(COMPANIES / name), str(into)]
                subprocess.run(command, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}, check=True)
        return into

    return ready
