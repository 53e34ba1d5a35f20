"""Imports point one way: words <- pure rules <- what reads and writes <- commands. And files stay short."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 200  # lines of one module
DATA = {"crawler.schema"}  # a line a column, no logic
PURE = (
    "pipelines", "crawler.hub", "crawler.model_config", "crawler.addresses", "crawler.patterns", "crawler.storable",
    "crawler.schema", "crawler.metadata", "crawler.web.dashboards",
    "crawler.fetch.limits", "crawler.scan.scope", "crawler.scan.shard",
)  # fmt: skip
COMPOSING = ("crawler.cli", "crawler.commands", "crawler.__main__")
OUTSIDE = {  # what pure modules may not use: the framework, databases, clocks, networks, processes, the environment
    "aiohttp", "asyncio", "http", "httpx", "multiprocessing", "os", "requests", "scrapy", "secrets", "shutil", "socket",
    "sqlite3", "sqlite_utils", "subprocess", "sys", "tempfile", "threading", "time", "twisted", "urllib.request",
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow"}


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _sources() -> dict[str, ast.Module]:
    files = [path for top in ("crawler", "spiders", "pipelines") for path in sorted((ROOT / top).rglob("*.py"))]
    return {_name(path): ast.parse(path.read_bytes()) for path in files if "sample_hub" not in path.parts}


MODULES = _sources()


def _imports(module: str) -> set[str]:
    """Everything a module imports, lazily or for types only as well; `from a import b` counts as a and a.b."""
    found: set[str] = set()
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute here"
            found |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def _within(name: str, packages: tuple[str, ...] | set[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def _layer(module: str) -> int:
    if module in ("crawler", "crawler.model"):
        return 0
    if _within(module, PURE) and module != "pipelines.store":
        return 1
    return 3 if _within(module, COMPOSING) else 2


def _ours(module: str) -> set[str]:
    return {name for name in _imports(module) if name in MODULES} - {module}


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_one_way(module):
    upwards = {name for name in _ours(module) if _layer(name) > _layer(module)}
    assert not upwards, f"{module} imports {sorted(upwards)} from a layer above its own"


@pytest.mark.parametrize("module", [m for m in MODULES if _layer(m) < 2])
def test_rules_are_pure(module):
    assert not {name for name in _imports(module) if _within(name, OUTSIDE)}
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Attribute):
            assert node.attr not in CLOCKS, f"{module}:{node.lineno} asks a clock"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("open", "eval", "exec"), f"{module}:{node.lineno}"


def test_strangers_text_meets_linear_expressions_only():
    """The local Hub is asked by tests and the demo alone, and `patterns` is where the linear engine is called."""
    own = {m for m in MODULES if _within(m, ("crawler.local_hub", "crawler.patterns"))}
    assert not {m for m in MODULES if m not in own and _imports(m) & {"re", "regex", "real"}}


def test_nobody_needs_the_reactor():
    assert not [m for m in MODULES if any(_within(name, ("twisted",)) for name in _imports(m))]


def test_the_store_knows_no_spider():
    for module in MODULES:
        if module.startswith("crawler.store"):
            assert not {
                name
                for name in _ours(module)
                if _within(name, ("spiders", "crawler.scan.scan", "crawler.fetch.runner"))
            }


def test_the_local_hub_stands_apart():
    local = ("crawler.local_hub",)
    users = {m for m in MODULES if not _within(m, local) and any(_within(n, local) for n in _ours(m))}
    assert users == {"crawler.commands.serve_hub", "crawler.commands.demo"}
    crawl = (
        "spiders",
        "pipelines",
        "crawler.store",
        "crawler.fetch.throttle",
        "crawler.scan.scan",
        "crawler.judge.judge",
    )
    assert not {(m, n) for m in MODULES if _within(m, local) for n in _ours(m) if _within(n, crawl)}


def test_modules_are_short():
    lengths = {m: len((ROOT / _path(m)).read_bytes().splitlines()) for m in MODULES if m not in DATA}
    longest = sorted(lengths.items(), key=lambda item: -item[1])[:5]
    assert longest[0][1] <= LONGEST, f"split what is longer than {LONGEST} lines; the longest are {longest}"


def _path(module: str) -> Path:
    folder = Path(*module.split("."))
    return folder / "__init__.py" if (ROOT / folder).is_dir() else folder.with_suffix(".py")


def test_judging_is_not_storing():
    for module in MODULES:
        if module.startswith("crawler.store"):
            assert not {name for name in _ours(module) if _within(name, ("pipelines", "crawler.judge"))}, module


WRITERS = ("crawler.store", "crawler.judge", "crawler.imports.keep", "crawler.nightly.publish", "crawler.shards")
# Tables in `temp.` are a connection's own. The words of a statement are written in capitals.
WRITING = re.compile(r"^\s*(?:INSERT|REPLACE|UPDATE|DELETE FROM|CREATE|DROP|ALTER)\s(?!TEMP\b|.*\btemp\.)", re.M)
OWNERS = {"models": "crawler.store.models", "facts.dirty": "crawler.store.dirty", "facts.refs": "crawler.store.refs",
          "facts.aliases": "crawler.store.aliases", "facts.listings": "crawler.store.listings"}  # fmt: skip


def _statements(module: str) -> Iterator[str]:
    """Every text of a module that could be a statement, with its docstrings left out."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = [node for node in ast.walk(MODULES[module]) if isinstance(node, documented)]
    prose = {id(node.body[0].value) for node in nodes if node.body and isinstance(node.body[0], ast.Expr)}
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


def test_only_store_judge_imports_and_publication_write():
    others = [module for module in MODULES if not _within(module, WRITERS)]
    assert not [(module, text) for module in others for text in _statements(module) if WRITING.search(text)]


@pytest.mark.parametrize("table", OWNERS)
def test_a_table_is_written_in_one_place(table):
    writing = re.compile(rf"(?:INTO|UPDATE(?: OR REPLACE)?|DELETE FROM) {re.escape(table)}\b")
    assert {m for m in MODULES if any(writing.search(text) for text in _statements(m))} == {OWNERS[table]}


# What is concluded, from the ground up: a room knows those below it, not those above and not its neighbours.
STAGES = (
    ("pipelines.wording", "pipelines.blocks", "pipelines.stated", "pipelines.once"),
    ("pipelines.card", "pipelines.filenames", "pipelines.parameter_files"),
    ("pipelines.repository",),
    ("pipelines.evidence",),
    ("pipelines.declared",),
    ("pipelines.neighbours",),
    ("pipelines.licences",),
    ("pipelines.detection",),
    ("pipelines.detectors",),
    ("pipelines.verdict",),
    ("pipelines.store",),
)
ROOMS = {room: stage for stage, rooms in enumerate(STAGES) for room in rooms}
MOST_IN_A_FOLDER = 20


def _room(module: str) -> str:
    return next((room for room in ROOMS if _within(module, (room,))), "")


@pytest.mark.parametrize("module", [m for m in MODULES if m.startswith("pipelines.")])
def test_every_stage_builds_on_those_before_it(module):
    here = _room(module)
    assert here, f"say in STAGES on which stage {module} stands"
    rooms = {_room(name) for name in _ours(module) if name.startswith("pipelines.")} - {here, ""}
    assert not {room for room in rooms if ROOMS[room] >= ROOMS[here]}


def test_no_circles():
    """Modules are taken away while they import nothing that is left; what remains then goes round in circles."""
    left = {module: {name for name in _ours(module) if not module.startswith(f"{name}.")} for module in MODULES}
    while free := {module for module, names in left.items() if not names & left.keys()}:
        left = {module: names for module, names in left.items() if module not in free}
    assert not left


def test_no_folder_is_a_corridor():
    folders = Counter(_path(module).parent for module in MODULES if _path(module).name != "__init__.py")
    assert {str(folder) for folder, n in folders.items() if n > MOST_IN_A_FOLDER} == set()


def test_there_is_one_way_to_print():
    """Strangers' words reach the terminal through `crawler.terminal`; click's own help is the command line's."""
    printers = {"crawler.terminal", "crawler.cli"}
    for module in set(MODULES) - printers:
        for node in ast.walk(MODULES[module]):
            if isinstance(node, ast.Call):
                assert ast.unparse(node.func) not in ("print", "click.echo", "click.secho"), f"{module}:{node.lineno}"
