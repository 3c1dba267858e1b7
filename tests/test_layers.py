"""The architecture, held: who may import whom, and which library only where."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ORDER = [
    {"knowledge"},
    {"knowledge.errors"},
    {"knowledge.model"},
    {"knowledge.protocols", "knowledge.settings"},
    {"knowledge.text", "knowledge.lexicon"},
    {"knowledge.temporal"},
    {"knowledge.extraction"},
    {"knowledge.storage", "knowledge.ingest"},
    {"knowledge.embedding"},
    {"knowledge.retrieval"},
    {"knowledge.comprehension"},
    {"knowledge.evidence"},
    {"knowledge.answering", "knowledge.claims", "knowledge.timeline", "knowledge.factsheets"},
    {"knowledge.indexing"},
    {"knowledge.presentation"},
    {"knowledge.routing"},
    {"knowledge.library"},
    {"knowledge.feeds"},
    {"knowledge.evaluation"},
    {"knowledge.cli"},
    {"knowledge.__main__"},
    {"bot"},
    {"bot.settings", "bot.protocols"},
    {"bot.messages"},
    {"bot.cards"},
    {"bot.operations.indexer", "bot.operations.logs", "bot.operations.metrics"},
    {"bot.operations.turns", "bot.operations.workers"},
    {"bot.state"},
    {"bot.services"},
    {"bot.commands"},
    {"bot.delivery", "bot.terminal"},
    {"bot.app"},
    {"bot.operations"},
    {"bot.__main__"},
]
PRODUCTS = ("answering", "claims", "timeline", "factsheets")
RANK = {name: rank for rank, layer in enumerate(ORDER) for name in layer}
ONLY_IN = {
    "discord": ["bot/app.py", "bot/delivery/", "bot/operations/supervisor.py", "bot/operations/logs.py"],
    "sqlite3": ["knowledge/storage/"],
    "psycopg": ["knowledge/storage/postgres/"],
    "psycopg_pool": ["knowledge/storage/postgres/"],
    "tantivy": ["knowledge/storage/tantivy_index.py"],
    "protego": ["knowledge/feeds/"],
    "aiohttp": ["knowledge/feeds/", "bot/delivery/", "bot/operations/"],
    "asyncio": ["knowledge/feeds/", "bot/"],
    "dotenv": ["knowledge/settings.py"],
}
HEAVY = [
    "discord",
    "matplotlib",
    "numpy",
    "psycopg",
    "rich",
    "tantivy",
    "tokenizers",
    "trafilatura",
]


def modules() -> list[Path]:
    return [path for package in ("knowledge", "bot") for path in sorted((ROOT / package).rglob("*.py"))]


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            base = node.module or ""
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def rank(module: str) -> int | None:
    parts = module.split(".")
    for length in range(len(parts), 0, -1):
        if (name := ".".join(parts[:length])) in RANK and (length > 1 or name == "bot" or len(parts) == 1):
            return RANK[name]
    return None


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_stands_above_it(path: Path) -> None:
    own = rank(module_of(path))
    assert own is not None, f"{path.name} has no place in the order"
    for imported in imports(path):
        if imported.split(".")[0] in ("knowledge", "bot") and (other := rank(imported)) is not None:
            assert other <= own, f"{module_of(path)} imports {imported}, which stands below it"


def test_nothing_imports_in_a_circle() -> None:
    """Imports inside functions and for type checkers count as well."""
    known = {module_of(path): path for path in modules()}
    needed = {name: known.keys() & {*imports(path)} - {name} for name, path in known.items()}
    order = TopologicalSorter(needed)
    try:
        order.prepare()
    except CycleError as error:
        pytest.fail(f"a circle: {error.args[1]}")


def test_the_products_do_not_import_each_other() -> None:
    for path in modules():
        own = next((one for one in PRODUCTS if module_of(path).startswith(f"knowledge.{one}.")), None)
        others = tuple(f"knowledge.{one}." for one in PRODUCTS if own and one != own)
        assert [name for name in imports(path) if f"{name}.".startswith(others)] == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_library_is_imported_only_where_it_belongs(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    for imported in imports(path):
        allowed = tuple(ONLY_IN.get(imported.split(".")[0], [place]))
        assert place.startswith(allowed), f"{place} imports {imported}"


@pytest.mark.parametrize("module", ["knowledge", "knowledge.library", "knowledge.model", "knowledge.cli"])
def test_importing_is_light(module: str) -> None:
    code = f"import sys, {module}; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []


def test_only_the_settings_read_the_environment() -> None:
    readers = {
        path.relative_to(ROOT).as_posix()
        for path in modules()
        if "os.environ" in (text := path.read_text(encoding="utf-8")) or "getenv" in text
    }
    assert readers <= {"knowledge/settings.py", "bot/settings.py"}


def test_no_module_is_long() -> None:
    lengths = {
        p.relative_to(ROOT).as_posix(): len(p.read_text(encoding="utf-8").splitlines()) for p in modules()
    }
    assert {name: n for name, n in lengths.items() if n > 450} == {}
