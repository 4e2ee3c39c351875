"""The pages of the documentation, and what stands in them: code blocks, commands, example files."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_ROOT_PAGES = tuple(ROOT / f"{name}.md" for name in ("README", "CHANGELOG", "CONTRIBUTING", "SECURITY"))
PAGES = (*_ROOT_PAGES, *sorted((ROOT / "docs").rglob("*.md")))

_BLOCK = re.compile(r'^```(\w*)(?: title="(\S+)")?\n(.*?)^```', re.MULTILINE | re.DOTALL)
_PATH = re.compile(r"#\s*(companies/\S+)")


@dataclass(frozen=True, slots=True)
class Block:
    """A code block. `file` is the example file it shows: its title, or named in its first line."""

    language: str
    file: str
    text: str


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path) -> list[Block]:
    """All code blocks of a page, in order."""
    found = []
    for language, named, text in _BLOCK.findall(text_of(page)):
        told = _PATH.match(text)
        found.append(Block(language, named or (told[1] if told else ""), text))
    return found


def commands(page: Path) -> list[str]:
    """What the page tells to type: the lines after "$ " in its console blocks."""
    return [command for block in blocks(page) for command in commands_of(block)]


def commands_of(block: Block) -> list[str]:
    """What one block tells to type."""
    lines = block.text.splitlines() if block.language == "console" else []
    return [line.removeprefix("$ ").strip() for line in lines if line.startswith("$ ")]


def prose(page: Path) -> str:
    """The page without its code blocks."""
    return _BLOCK.sub("", text_of(page))
