"""A real house on a database of its own: the example shop, everything running, nothing leaving the machine."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

os.environ["KOMPAS_DATA_DIR"] = tempfile.mkdtemp(prefix="kompas-tests-")
os.environ["KOMPAS_DEMO"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "kompas.service.settings"
# the browser tests' driver keeps an event loop in the main thread, which Django takes for a view that must not block
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

import django

django.setup()

from django.core.management import call_command
from django.db import connections

from kompas.assistant.answering.voice import Voice
from kompas.assistant.company import read_company
from kompas.assistant.domain.company import Hours
from kompas.service.database.connection import connect
from kompas.service.house import House
from kompas.service.library.shelf import Served
from kompas.service.serving import opened

COMPANIES = Path(__file__).resolve().parents[2] / "companies"
DAY_AND_NIGHT = Hours("Europe/Amsterdam", dict.fromkeys(range(7), ((time.min, time.max),)))
# a real one takes a third of a second for each colleague, on purpose
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def use_database(file: Path) -> None:
    """Let Django use this database from now on."""
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = file


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with all tables."""
    file = tmp_path_factory.mktemp("migrated") / "kompas.sqlite3"
    use_database(file)
    call_command("migrate", verbosity=0, interactive=False)
    connections["default"].close()
    return file


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where prepared companies are shared by all tests of this process."""
    return tmp_path_factory.mktemp("prepared")


@pytest.fixture
def data_dir(tmp_path: Path, migrated: Path, prepared: Path) -> Iterator[Path]:
    """A fresh data folder with its database, in use by Django."""
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(migrated, data / "kompas.sqlite3")
    (data / "prepared").symlink_to(prepared)
    use_database(data / "kompas.sqlite3")
    yield data
    connections["default"].close()


@pytest.fixture
def db(data_dir: Path) -> Iterator[sqlite3.Connection]:
    """The database itself, with nothing running beside it."""
    with closing(connect()) as db:
        yield db


@pytest.fixture(scope="session")
def shop() -> Served:
    """Zwaluw Fietsen, open day and night, with its voice and customer system but without thinking."""
    company = replace(read_company(COMPANIES / "zwaluw"), hours=DAY_AND_NIGHT)
    still = cast(Any, SimpleNamespace(company=company, connectors={}))
    return Served(company, still, Voice(company.voice, company.name, company.languages), ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def open_house(data_dir: Path, ready: Callable[[str], Path]) -> Callable[..., object]:
    """Opens the house of a company folder on this test's data."""

    def open_house(company: Path = COMPANIES / "zwaluw") -> object:
        if company == COMPANIES / "zwaluw":
            place = data_dir / "prepared" / ready("zwaluw").name
            if not place.exists():
                place.symlink_to(ready("zwaluw"))
        return opened(company, data_dir, demo=True)

    return open_house


@pytest.fixture
def house(open_house: Callable[..., object]) -> Iterator[House]:
    """The running house of Zwaluw Fietsen."""
    with open_house() as house:  # type: ignore[attr-defined]
        yield house


@pytest.fixture
def staff(house: House) -> Iterator[dict[str, Any]]:
    """The demo's colleagues by the name with which they sign in."""
    from django.test import override_settings

    from kompas.service.accounts.demo import seed_staff

    with override_settings(PASSWORD_HASHERS=QUICK):
        yield {one.username: one for one in seed_staff()}


@pytest.fixture
def agent(house: House) -> int:
    """Noor, an agent."""
    from kompas.service.accounts.models import Staff

    return int(Staff.objects.create_user("noor-test", first_name="Noor", last_name="de Wit").pk)


@pytest.fixture
def other_agent(house: House) -> int:
    """Sam, a supervisor."""
    from kompas.service.accounts.models import Role, Staff

    return int(Staff.objects.create_user("sam-test", first_name="Sam", last_name="Bakker", role=Role.SUPERVISOR).pk)
