"""Dockerfile and compose file: nothing runs them here, but what they name exists, and what they promise stands in them."""

import re

from ruamel.yaml import YAML
from tests.docs.pages import ROOT

from kompas.service.environment import names, read_environment

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = YAML(typ="safe").load((ROOT / "compose.yaml").read_text(encoding="utf-8"))


def test_all_that_is_copied_exists() -> None:
    copied = [
        line.split()[1:-1] for line in DOCKERFILE.splitlines() if line.startswith("COPY ") and "--from" not in line
    ]
    assert copied
    assert [name for names in copied for name in names if not (ROOT / name).exists()] == []


def test_it_runs_without_rights_and_says_how_it_is() -> None:
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    assert re.search(r"^USER kompas$", last, flags=re.MULTILINE)
    assert "/readyz" in last.partition("HEALTHCHECK")[2].partition("\n\n")[0]
    (service,) = COMPOSE["services"].values()
    assert service["cap_drop"] == ["ALL"]
    assert service["read_only"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert {volume.split(":")[0] for volume in service["volumes"]} >= set(COMPOSE["volumes"])


def test_its_settings_exist_and_make_sense() -> None:
    (service,) = COMPOSE["services"].values()
    given = {name: re.sub(r"\$\{\w+:-(.*?)\}", r"\1", text) for name, text in service["environment"].items()}
    assert set(given) | set(re.findall(r"KOMPAS_\w+", DOCKERFILE)) <= set(names())
    assert read_environment(given).trusted_proxies == ("172.30.0.1",)
