"""The reference is whole: every command with its options, every event, every setting's page, and nothing that is not there."""

import ast
import re
from collections.abc import Iterator

import typer
from tests.docs.pages import ROOT

from kompas.cli import app

SERVICE = ROOT / "src/kompas/service"
REFERENCE = ROOT / "docs/reference"
_KIND = re.compile(r"[a-z]+\.[a-z_]+")


def commands() -> dict[str, set[str]]:
    """Every command with its options, as the program itself knows them."""
    found = {}

    def walk(command, name: str) -> None:  # type: ignore[no-untyped-def]  # typer keeps its own kind of click
        for word, below in getattr(command, "commands", {}).items():
            walk(below, f"{name} {word}")
        if not hasattr(command, "commands"):
            options = (option for one in command.params for option in one.opts if option.startswith("--"))
            found[name] = set(options)

    walk(typer.main.get_command(app), "kompas")
    return found


def documented() -> dict[str, set[str]]:
    """The same, from the page: a heading for each command, its options in backticks below it."""
    parts = re.split(r"^### `(kompas [a-z ]+)`$", (REFERENCE / "commands.md").read_text(), flags=re.MULTILINE)
    return {name: set(re.findall(r"`(--[a-z-]+)", text)) for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def kinds() -> set[str]:
    """The kind of every event that is written anywhere: what stands at `record`, by itself or by a name."""
    return {kind for file in SERVICE.rglob("*.py") for kind in _kinds_of(ast.parse(file.read_text()))}


def _kinds_of(module: ast.Module) -> Iterator[str]:
    named = {
        target.id: node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and _called(node.func) in {"record", "told"}:
            for argument in [*node.args, *(keyword.value for keyword in node.keywords)]:
                yield from (kind for kind in _texts(argument, named) if _KIND.fullmatch(kind))


def _called(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _texts(value: ast.expr, named: dict[str, ast.expr]) -> Iterator[str]:
    """What the expression can be: a text, one of two, one of a table, a name for these, or a gap's state."""
    match value:
        case ast.Constant(str() as text):
            yield text
        case ast.IfExp():
            yield from (*_texts(value.body, named), *_texts(value.orelse, named))
        case ast.Subscript(ast.Dict() as table):
            yield from (text for inner in table.values for text in _texts(inner, named))
        case ast.Name(id=name) if name in named:
            yield from _texts(named[name], {})
        case ast.JoinedStr([ast.Constant(str() as room), _]):
            states = (SERVICE / "learning/models.py").read_text().partition("class State")[2].partition("class ")[0]
            yield from (f"{room}{state}" for state in re.findall(r'= "(\w+)"', states))


def test_every_command_and_option_is_explained_and_no_other() -> None:
    assert documented() == commands()


def test_every_event_is_explained_and_no_other() -> None:
    page = (REFERENCE / "events.md").read_text()
    told = set(re.findall(r"^\| `([a-z]+\.[a-z_]+)`", page, flags=re.MULTILINE))
    assert {"gap.planned", "document.removed", "customer.erased", "account.signed_in", "human.asked"} <= kinds()
    assert kinds() - told == set(), "explain these in docs/reference/events.md"
    assert told - kinds() == set(), "nothing writes these"
