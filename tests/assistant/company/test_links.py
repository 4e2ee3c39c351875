"""A link from one article to another that is not there is told, with its line."""

from pathlib import Path

import pytest
from tests.assistant.company.folders import copy_of_sample

from kompas.assistant.company import check_company

HEAD = "---\ntitle: Cadeaubon\nlang: nl\n---\n"
FILE = "knowledge/nl/cadeaubon.md"


def told(folder: Path, body: str) -> list[str]:
    (folder / FILE).write_text(HEAD + body, "utf-8")
    checked = check_company(folder)
    assert checked.complaints == ()
    return [str(one) for one in checked.warnings if "leads to no article" in str(one)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of_sample(tmp_path)


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("Een bon.\n\nZie [ruilen](weg.md).\n", 7),
        ("\n\nZie [ruilen](weg.md#deel) nu.\n", 7),
        ('Zie [ruilen](<weg.md> "Ruilen").\n', 5),
        ("Zie [ruilen][r].\n\n[r]: weg.md\n", 7),
    ],
)
def test_a_link_to_nothing(folder: Path, body: str, line: int) -> None:
    assert told(folder, body) == [
        f"{FILE}:{line}: the link to weg.md leads to no article. Mend the link, or take it out."
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Zie [levertijd](levertijd.md) en [hetzelfde](./levertijd.md#kosten).",
        "Zie [elders](https://example.org/weg.md), [een pagina](/weg.md), [een beeld](weg.png).",
        "Het bestand heet weg.md.",
    ],
)
def test_what_is_no_broken_link(folder: Path, body: str) -> None:
    (folder / "knowledge/nl/levertijd.md").write_text(HEAD.replace("Cadeaubon", "Levertijd") + "Twee dagen.", "utf-8")
    assert told(folder, body) == []
