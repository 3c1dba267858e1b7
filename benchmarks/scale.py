"""What each operation costs as a library grows, beside others at the same task, in one table.

    python benchmarks/scale.py [--sentences 10000 100000 1000000] [--work FOLDER] [--json FILE] [--no-peers]

The news are invented (``scaling/corpus.py``). Every size runs in a process of its own; indexes stay in the
folder for the next run, unless the program has changed. Times are milliseconds; ``growth`` is the exponent e
of cost ~ N^e between the two largest sizes, by processor time.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.scaling.corpus import World, write
from benchmarks.scaling.ours import cold_start, disk, operations, private, replacing, timed
from benchmarks.scaling.peers import peers
from benchmarks.scaling.questions import asked
from knowledge.indexing import folder_of
from knowledge.library import Library
from knowledge.settings import Settings

QUESTIONS = 150


def main() -> None:
    """Measure each size, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sentences", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "dateline-scale")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measured(given.one, given.work / str(given.one), beside=not given.no_peers)))
        return
    found = {size: _in_a_process(size, given) for size in given.sentences}
    if given.json:
        given.json.write_text(json.dumps(found), encoding="utf-8")
    print(table(found))


def _in_a_process(size: int, given: argparse.Namespace) -> dict[str, dict[str, float]]:
    command = [sys.executable, __file__, "--one", str(size), "--work", str(given.work)]
    command += ["--no-peers"] if given.no_peers else []
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    found: dict[str, dict[str, float]] = json.loads(output.splitlines()[-1])
    return found


def measured(size: int, folder: Path, *, beside: bool) -> dict[str, dict[str, float]]:
    """All figures of one size: of operations in milliseconds, of sizes in megabytes."""
    folder.mkdir(parents=True, exist_ok=True)
    world, archive = World(size), folder / "news.jsonl"
    if not archive.exists():
        write(world, archive)
    settings = Settings(home=folder / "home", sources=(archive,), meaning="off")
    texts = asked(world, QUESTIONS)
    found: dict[str, dict[str, float]] = {}
    began, before = time.perf_counter(), time.process_time()
    with Library.open(settings) as library:
        took, spent = time.perf_counter() - began, time.process_time() - before
        count = library.statistics().sentences
        if took > 0.1 * size / 10_000:
            found["indexing (sentences/s)"] = {"wall50": count / took, "cpu50": count / spent}
        found["a loop of Python"] = timed(_loop, [""] * 40)
        for name, figures in operations(library, texts):
            found[name] = figures
            print(f"{size:8} {name:18} {figures['cpu50']:9.2f} {figures['cpu95']:9.2f}", file=sys.stderr)
        found["private memory (MB)"] = {"cpu50": private()}
        index = folder_of(settings, settings.sources)
        found["disk (MB)"] = {"cpu50": disk(index)}
        found["disk / text"] = {"cpu50": disk(index) / (archive.stat().st_size / 1e6)}
        found |= dict(replacing(index, world, library, texts))
        if beside:
            found |= _beside(library, folder, texts.questions)
    found["first answer, cold"] = cold_start(settings, texts.questions[0])
    return found


def _loop(_: str) -> None:
    """By which figures of machines, and of busy moments of one, can be compared: 1.3 ms on an idle core."""
    total = 0
    for number in range(40_000):
        total += number


def _beside(library: Library, folder: Path, questions: tuple[str, ...]) -> dict[str, dict[str, float]]:
    sentences = [s.text for source in library.sources() for s in library.sentences_of(source.id)]
    return {name: timed(ask, questions, seconds=10) for name, ask in peers(sentences, folder).items()}


def table(found: dict[int, dict[str, dict[str, float]]]) -> str:
    """A row for each operation, a column for each size, and the growth."""
    sizes = list(found)
    names = list(dict.fromkeys(name for size in sizes for name in found[size]))
    head = "| | " + " | ".join(f"{size:,}: p50 / p95 (wall p95)" for size in sizes) + " | growth |"
    lines = [head, "|---|" + "---:|" * (len(sizes) + 1)]
    for name in names:
        cells = [_cell(found[size].get(name)) for size in sizes]
        lines.append(f"| {name} | " + " | ".join(cells) + f" | {_growth(found, sizes, name)} |")
    return "\n".join(lines)


def _cell(figures: dict[str, float] | None) -> str:
    if figures is None:
        return ""
    if "cpu95" not in figures:
        return f"{figures.get('wall50', figures['cpu50']):,.1f}"
    return f"{figures['cpu50']:,.1f} / {figures['cpu95']:,.1f} ({figures['wall95']:,.1f})"


def _growth(found: dict[int, dict[str, dict[str, float]]], sizes: list[int], name: str) -> str:
    small, large = (found[size].get(name, {}).get("cpu50", 0.0) for size in (sizes[-2:] * 2)[:2])
    if len(sizes) < 2 or not small or not large:
        return ""
    return f"{math.log(large / small) / math.log(sizes[-1] / sizes[-2]):+.2f}"


if __name__ == "__main__":
    main()
