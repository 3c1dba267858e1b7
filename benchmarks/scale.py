"""What each operation costs as a library grows, beside others at the same task, in one table.

    python benchmarks/scale.py [--sentences 10000 100000 1000000] [--work FOLDER] [--json FILE] [--no-peers]

The news are invented (``scaling/corpus.py``). Indexing, asking and the others have a process each, so that
the memory of one is not that of another; indexes stay in the folder for the next run, unless the program has
changed. Times are milliseconds; ``growth`` is the exponent e of cost ~ N^e between the two largest sizes, by
processor time. What was measured of a size is kept in its folder too: ``--table`` prints it once more.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:1] = [str(ROOT), str(ROOT / "tests")]  # in place of this folder

from benchmarks.scaling.corpus import World, write  # noqa: E402 -- the path comes first
from benchmarks.scaling.ours import (  # noqa: E402
    Figures,
    cold_start,
    disk,
    indexed,
    operations,
    private,
    replacing,
    timed,
)
from benchmarks.scaling.peers import peers  # noqa: E402
from benchmarks.scaling.questions import Asked, asked  # noqa: E402
from knowledge.indexing import folder_of  # noqa: E402
from knowledge.library import Library  # noqa: E402
from knowledge.settings import Settings  # noqa: E402

QUESTIONS = 150
FOR_PEERS = 10.0
"""Seconds that each of the others is asked."""

Found = dict[str, Figures]


def main() -> None:
    """Measure each size, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sentences", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "dateline-scale")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--table", action="store_true", help="measure nothing")
    parser.add_argument("--part", choices=[*PARTS], help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.part:
        _one_part(given.sentences[0], given.work, given.part)
        return
    if not given.table:
        for size in given.sentences:
            _in_processes(size, given)
    found = {size: _kept(given.work / str(size)) for size in given.sentences}
    if given.json:
        given.json.write_text(json.dumps(found), encoding="utf-8")
    print(table(found))


def _in_processes(size: int, given: argparse.Namespace) -> None:
    for part in PARTS:
        if part == "peers" and given.no_peers:
            continue
        command = [sys.executable, __file__, "--part", part, "--sentences", str(size)]
        subprocess.run([*command, "--work", str(given.work)], check=True)


def _one_part(size: int, work: Path, part: str) -> None:
    folder = work / str(size)
    folder.mkdir(parents=True, exist_ok=True)
    found = PARTS[part](World(size), folder)
    if found or part != "indexing":  # an index that was there already keeps what it cost
        (folder / f"{part}.json").write_text(json.dumps(found), encoding="utf-8")


def _kept(folder: Path) -> Found:
    """What the parts have found of a size."""
    files = [path for part in PARTS if (path := folder / f"{part}.json").exists()]
    return {name: figures for path in files for name, figures in json.loads(path.read_text()).items()}


def _indexing(world: World, folder: Path) -> Found:
    archive = folder / "news.jsonl"
    if not archive.exists():
        write(world, archive)
    return indexed(_settings(folder), world.sentences)


def _ours(world: World, folder: Path) -> Found:
    """All figures of an index that is there: of operations in milliseconds, of sizes in megabytes."""
    settings, texts = _settings(folder), _asked(world)
    index, archive = folder_of(settings, settings.sources), settings.sources[0]
    found: Found = {"disk (MB)": {"cpu50": disk(index)}}
    found["disk / text"] = {"cpu50": disk(index) / (archive.stat().st_size / 1e6)}
    with Library.open(settings) as library:
        found["private memory, opened (MB)"] = {"cpu50": private()}
        found["a loop of Python"] = timed(_loop, [""] * 40)
        for name, figures in (*operations(library, texts),):
            found[name] = figures
            print(
                f"{world.sentences:8} {name:18} {figures['cpu50']:9.2f} {figures['cpu95']:9.2f}", flush=True
            )
        found["private memory, after all this (MB)"] = {"cpu50": private()}
        found |= dict(replacing(index, world, library, texts))
    found["first answer, cold"] = cold_start(settings, texts.questions[0])
    return found


def _peers(world: World, folder: Path) -> Found:
    sentences = [one for report in world.reports() for one in report.sentences()]
    with peers(sentences, folder) as ready:
        return {
            name: timed(peer.ask, _asked(world).questions, seconds=FOR_PEERS, clock=peer.clock)
            for name, peer in ready.items()
        }


PARTS: dict[str, Callable[[World, Path], Found]] = {
    "indexing": _indexing, "ours": _ours, "peers": _peers,
}  # fmt: skip


def _settings(folder: Path) -> Settings:
    return Settings(home=folder / "home", sources=(folder / "news.jsonl",), meaning="off")


def _asked(world: World) -> Asked:
    return asked(world, QUESTIONS)


def _loop(_: str) -> None:
    """By which figures of machines, and of busy moments of one, can be compared: 1.3 ms on an idle core."""
    total = 0
    for number in range(40_000):
        total += number


def table(found: dict[int, Found]) -> str:
    """A row for each operation, a column for each size, and the growth."""
    sizes = list(found)
    names = list(dict.fromkeys(name for size in sizes for name in found[size]))
    head = "| | " + " | ".join(f"{size:,}: p50 / p95 (wall p95)" for size in sizes) + " | growth |"
    lines = [head, "|---|" + "---:|" * (len(sizes) + 1)]
    for name in names:
        cells = [_cell(found[size].get(name)) for size in sizes]
        lines.append(f"| {name} | " + " | ".join(cells) + f" | {_growth(found, sizes, name)} |")
    return "\n".join(lines)


def _cell(figures: Figures | None) -> str:
    if figures is None:
        return ""
    if "cpu95" not in figures:
        return f"{figures['cpu50']:,.1f}"
    return f"{figures['cpu50']:,.1f} / {figures['cpu95']:,.1f} ({figures['wall95']:,.1f})"


def _growth(found: dict[int, Found], sizes: list[int], name: str) -> str:
    small, large = (found[size].get(name, {}).get("cpu50", 0.0) for size in (sizes[-2:] * 2)[:2])
    if len(sizes) < 2 or not small or not large:
        return ""
    return f"{math.log(large / small) / math.log(sizes[-1] / sizes[-2]):+.2f}"


if __name__ == "__main__":
    main()
