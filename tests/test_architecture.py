"""The budgets of the design, over all of src/kompas: what breaks one is named by file and line.

Floors and rooms are contracts of import-linter (pyproject.toml); what they cannot say is read from the syntax here.
"""

import ast
import re
import statistics
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "kompas"
LONGEST_FILE, LONGEST_FUNCTION, GOOD_FUNCTION = 400, 50, 20
VAGUE = {"util", "utils", "helper", "helpers", "manager", "managers", "service", "base", "common", "misc"}
NAMED_BY_OTHERS = {"service/database/base.py"}  # Django looks for a database backend under this name
ZONED = {"datetime.now": 1, "datetime.fromtimestamp": 2}  # with a time zone they take this many arguments
NAIVE = {"datetime.utcnow", "datetime.utcfromtimestamp", "datetime.today", "date.today", "datetime.strptime"}
CHANGING = {"append", "extend", "insert", "add", "update", "setdefault", "pop", "popitem", "remove", "clear", "discard"}
# words that reach customers are data; what only an editor of the company folder reads may stand in code
SPEAKING = ("assistant/", "service/conversations/", "service/channels/", "service/customers/", "service/front_door/")
TO_EDITORS = ("assistant/company/", "assistant/measure/")
DECLARING = "/personal.py"  # names of columns in a row, for the register of personal data
NOT_SAID = {"Field", "execute", "executemany"}  # descriptions in the API's document, and SQL
PHRASE = re.compile(r"[A-Za-zÀ-ÿ]{2,}(?: [a-zà-ÿ]{2,}){2,}")
SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|PRAGMA|BEGIN|SAVEPOINT)\b")

Function = ast.FunctionDef | ast.AsyncFunctionDef
Faults = Iterator[tuple[int, str]]


@dataclass(frozen=True)
class Source:
    """One file; `name` is its path within the package."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @property
    def functions(self) -> list[Function]:
        return [node for node in self.nodes if isinstance(node, Function)]

    @property
    def module(self) -> str:
        return ".".join(("kompas", *Path(self.name).with_suffix("").parts)).removesuffix(".__init__")


def sources() -> list[Source]:
    """All of ours but the migrations, which Django writes."""
    files = (file for file in sorted(PACKAGE.rglob("*.py")) if "migrations" not in file.parts)
    return [Source(file.relative_to(PACKAGE).as_posix(), file.read_text()) for file in files]


def long_files(source: Source) -> Faults:
    if len(source.lines) > LONGEST_FILE:
        yield 1, f"{len(source.lines)} lines"


def long_functions(source: Source) -> Faults:
    for function in source.functions:
        if (lines := length(function)) > LONGEST_FUNCTION:
            yield function.lineno, f"{function.name} has {lines} lines"


def vague_names(source: Source) -> Faults:
    if Path(source.name).stem in VAGUE and source.name not in NAMED_BY_OTHERS:
        yield 1, "the name says nothing"


def broad_excepts(source: Source) -> Faults:
    """Catching everything needs its reason on the line, unless it is raised again."""
    for node in source.nodes:
        if not isinstance(node, ast.ExceptHandler):
            continue
        caught = {ast.unparse(node.type)} if node.type else {"Exception"}
        passed_on = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
        line = source.lines[node.lineno - 1]
        reason = line.partition("#")[2].partition("-")[2] if "noqa" in line else line.partition("#")[2]
        if caught & {"Exception", "BaseException"} and not passed_on and not reason.strip():
            yield node.lineno, "catches everything without a reason"


def naive_times(source: Source) -> Faults:
    for node in source.nodes:
        if not isinstance(node, ast.Call):
            continue
        called = ".".join(ast.unparse(node.func).split(".")[-2:])
        given = len(node.args) + len(node.keywords)
        zone = len(node.args) >= 8 or any(keyword.arg == "tzinfo" for keyword in node.keywords)
        if called in NAIVE or given < ZONED.get(called, 0) or (ast.unparse(node.func) == "datetime" and not zone):
            yield node.lineno, f"{called} knows no time zone"


def mutable_state(source: Source) -> Faults:
    """The thinking keeps nothing in its modules: a collection at the top is a constant that no line changes."""
    if not source.name.startswith("assistant/"):
        return
    tops = {
        target.id
        for statement in source.tree.body
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        for target in (statement.targets if isinstance(statement, ast.Assign) else [statement.target])
        if isinstance(target, ast.Name)
    }
    for node in source.nodes:
        if isinstance(node, ast.Global):
            yield node.lineno, f"global {', '.join(node.names)}"
        elif (name := _changed(node)) in tops:
            yield node.lineno, f"{name} is changed"


def phrases(source: Source) -> Faults:
    """Three words in a row, apart from docstrings and errors, are a phrase: it belongs in a data file."""
    if not source.name.startswith(SPEAKING) or source.name.startswith(TO_EDITORS) or source.name.endswith(DECLARING):
        return
    apart = [node for node in source.nodes if isinstance(node, ast.Raise | ast.Expr) or _is_call_of(node, NOT_SAID)]
    # an expression that is a whole statement is a docstring, unless it calls something
    apart = [node for node in apart if not (isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant))]
    silent = {id(inner) for node in apart for inner in ast.walk(node)}
    for node in source.nodes:
        text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if PHRASE.search(text) and not SQL.match(text) and id(node) not in silent:
            yield node.lineno, f"a phrase: {text[:60]!r}"


def sql_in_screens(source: Source) -> Faults:
    if "/screens/" not in source.name:
        return
    for node in source.nodes:
        if _is_call_of(node, {"execute", "executemany", "raw", "cursor"}):
            yield node.lineno, "a screen speaks SQL"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value):
            yield node.lineno, "a screen holds SQL"


CHECKS: tuple[Callable[[Source], Faults], ...] = (
    long_files, long_functions, vague_names, broad_excepts, naive_times, mutable_state, phrases, sql_in_screens,
)  # fmt: skip


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_no_file_breaks_the_budget(check: Callable[[Source], Faults]) -> None:
    read = sources()
    assert len(read) > 150
    assert [f"{source.name}:{line}: {fault}" for source in read for line, fault in check(source)] == []


SPOILED = {
    long_files: ("assistant/x.py", "a = 1\n" * 401),
    long_functions: ("assistant/x.py", "def f():\n" + "    a = 1\n" * 50),
    vague_names: ("service/privacy/helpers.py", ""),
    broad_excepts: ("service/x.py", "try:\n    f()\nexcept Exception:  # noqa: BLE001\n    pass"),
    naive_times: ("service/x.py", "at = datetime.now()"),
    mutable_state: ("assistant/x.py", "SEEN: dict[str, int] = {}\ndef f(a):\n    SEEN[a] = 1"),
    phrases: ("service/front_door/x.py", "say('Ik zoek het even op')"),
    sql_in_screens: ("service/handover/screens/x.py", "rows = db.execute(query)"),
}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_each_check_finds_its_fault(check: Callable[[Source], Faults]) -> None:
    assert list(check(Source(*SPOILED[check])))


def test_nothing_is_imported_in_a_circle() -> None:
    assert circle(imports(sources())) is None
    assert circle(imports([Source("a.py", "import kompas.b"), Source("b.py", "from kompas import a")]))


def test_the_floors_and_rooms_hold() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:]
    assert "16 kept" in done.stdout


def test_every_room_with_screens_has_them_for_itself() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    protected = {name for one in contracts if one["type"] == "protected" for name in one["protected_modules"]}
    screens = {
        ".".join(("kompas", *place.relative_to(PACKAGE).parts)) for place in PACKAGE.rglob("screens") if place.is_dir()
    }
    assert protected == screens


def test_the_figures_that_are_only_printed(capsys: pytest.CaptureFixture[str]) -> None:
    read = sources()
    functions = [length(function) for source in read for function in source.functions]
    tests = sum(len(file.read_text().splitlines()) for file in (ROOT / "tests").rglob("*.py"))
    ratio = tests / sum(len(source.lines) for source in read)
    good = sum(lines <= GOOD_FUNCTION for lines in functions) / len(functions)
    alone = sorted(missing_tests(read))
    with capsys.disabled():
        print(
            f"\n{len(read)} files, median {statistics.median(len(source.lines) for source in read):.0f} lines (<= 120)"
        )
        print(f"{len(functions)} functions, {good:.0%} within {GOOD_FUNCTION} lines (85 %)")
        print(f"{ratio:.2f} lines of test for each of source (1.2 to 1.7)")
        print(f"{len(alone)} modules without a test file at the same path: {', '.join(alone)}")
    assert functions


def missing_tests(read: list[Source]) -> Iterator[str]:
    """Modules with functions that no file at the same path under tests/ mirrors."""
    for source in read:
        path = Path(source.name)
        mirror = ROOT / "tests" / path.parent / f"test_{path.name}"
        if source.functions and path.stem != "__init__" and not mirror.exists():
            yield source.name


def imports(read: list[Source]) -> dict[str, set[str]]:
    """Module -> the modules of ours that it imports when it is imported itself (not within functions)."""
    ours = {source.module for source in read}
    return {source.module: set(_imported(source.tree.body, ours)) - {source.module} for source in read}


def circle(graph: dict[str, set[str]]) -> list[str] | None:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        return list(found.args[1])
    return None


def _imported(body: list[ast.stmt], ours: set[str]) -> Iterator[str]:
    for statement in body:
        if isinstance(statement, ast.Import):
            yield from (alias.name for alias in statement.names if alias.name in ours)
        elif isinstance(statement, ast.ImportFrom) and statement.module:
            inner = {f"{statement.module}.{alias.name}" for alias in statement.names} & ours
            yield from inner or {statement.module} & ours
        elif isinstance(statement, ast.ClassDef | ast.Try | ast.With):
            yield from _imported(statement.body, ours)
        elif isinstance(statement, ast.If) and ast.unparse(statement.test) != "TYPE_CHECKING":
            yield from _imported([*statement.body, *statement.orelse], ours)


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _changed(node: ast.AST) -> str:
    """The plain name whose content this node changes, if it does."""
    if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
        return ast.unparse(node.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGING:
        return ast.unparse(node.func.value)
    return ""


def _is_call_of(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in names
