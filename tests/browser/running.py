"""The whole product in a process of its own, as `kompas demo` serves it: the example shop, always open."""

import re
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import httpx2
from benchmarks.served import Served
from ruamel.yaml import YAML

COMPANIES = Path(__file__).resolve().parents[2] / "companies"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class RunningHouse:
    """Started once for many tests; a test may kill it and start it again on the same address and data."""

    def __init__(self, place: Path, more: str = "") -> None:
        """`more` is added to company.yaml."""
        self.company = place / "zwaluw"
        shutil.copytree(COMPANIES / "zwaluw", self.company)
        self.hours = self.company / "company.yaml"
        self._as_shipped = self.hours.read_text("utf-8") + more
        self._opened(DAYS)
        self.database = place / "data" / "kompas.sqlite3"
        # sources are read from sites that the tests serve on this machine
        self._served = Served(str(self.company), place / "data", settings={"KOMPAS_CRAWL_PRIVATE": "127.0.0.1"})
        self._served.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._served.port}"

    def kill(self) -> None:
        """What a power cut does."""
        self._served.kill()

    def start(self) -> None:
        self._served.start()

    def stop(self) -> None:
        self._served.stop()

    def break_company(self) -> None:
        """An editor makes a mistake in the company file while the product serves."""
        self.hours.write_text(self.hours.read_text("utf-8").replace("languages:", "langauges:"), "utf-8")

    def close_the_desk(self) -> None:
        """From now on people are there on one day only, some days from now."""
        self._opened((DAYS[(datetime.now(UTC).weekday() + 3) % 7],))
        self._until_open(False)

    def mend_company(self) -> None:
        self._opened(DAYS)
        self._until_open(True)

    def _until_open(self, is_open: bool) -> None:
        """Until what a new visitor hears has changed: another version is prepared beside the one that serves."""
        until = time.monotonic() + 180
        while time.monotonic() < until:
            if httpx2.get(f"{self.address}/chat/v1/hello").json()["open"] == is_open:
                return
            time.sleep(0.1)
        raise AssertionError("the changed hours were not taken up")

    def _opened(self, days: tuple[str, ...]) -> None:
        """The tests may run at any hour, so people are always there."""
        yaml = YAML()
        company = yaml.load(self._as_shipped)
        company["hours"] = {"weekly": {day: ["00:00-24:00"] for day in days}}
        with self.hours.open("w", encoding="utf-8") as file:
            yaml.dump(company, file)


def code_in(letter: str) -> str:
    """The code that stands in a mail."""
    found = re.search(r"\b\d{6}\b", letter)
    assert found, f"no code in: {letter}"
    return found.group()
