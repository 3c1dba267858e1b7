"""What is offered while somebody types, over invented news of any size: how long each look-up takes.

    python benchmarks/completing.py [--sentences 100000] [--each 200] [--work FOLDER]

The index stays in the folder, where ``scale.py`` finds it, and the other way round.
Names begun, whole, with a slip and by their office, and questions about a name or an office, in milliseconds
of processor and of wall time. Ends with 1 where one took more than 50 of wall time, on a quiet machine.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import quantiles

ROOT = Path(__file__).parent.parent
sys.path[:1] = [str(ROOT)]  # in place of this folder

from benchmarks.scaling.corpus import World, write  # noqa: E402 -- the path comes first
from benchmarks.scaling.questions import asked  # noqa: E402
from knowledge.library import Library  # noqa: E402
from knowledge.settings import Settings  # noqa: E402

MOST = 50.0
OFFICES = "finance minister|mayor|governor|president|police chief|judge|secretary|ambassador".split("|")


def main() -> int:
    """Index, look up, and print a line for each sort."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--sentences", type=int, default=100_000)
    parser.add_argument("--each", type=int, default=200)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "dateline-scale")
    given = parser.parse_args()
    world, folder = World(given.sentences), given.work / str(given.sentences)
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / "news.jsonl"
    if not archive.exists():
        write(world, archive)
    settings = Settings(home=folder / "home", sources=(archive,), meaning="off")
    with Library.open(settings) as library:
        print(f"{library.statistics().sentences:,} sentences; median, 19 of 20, the most", flush=True)
        slowest = max(told(name, work, texts) for name, work, texts in sorts(library, world, given.each))
    return int(slowest > MOST)


def sorts(
    library: Library, world: World, each: int
) -> Iterator[tuple[str, Callable[[str], object], Sequence[str]]]:
    """What is typed, by what it is."""
    texts, dice = asked(world, each), random.Random(5)  # noqa: S311 -- nothing secret
    names = (*texts.rare[: each // 3], *texts.middling[: each // 3], *texts.frequent[: each // 3])
    yield "names, begun", library.names, texts.prefixes
    yield "names, whole", library.names, names
    yield "names, with a slip", library.names, [slipped(name, dice) for name in names]
    yield "names, by an office", library.names, OFFICES
    yield "questions, about a name", library.questions, names
    yield "questions, about an office", library.questions, OFFICES


def slipped(name: str, dice: random.Random) -> str:
    """Without one of its letters."""
    at = dice.randrange(1, len(name))
    return name[:at] + name[at + 1 :]


def told(name: str, work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Print the figures; the most wall time of one, but for the first, which opens what all use."""
    work(texts[0])
    processor, wall = list[float](), list[float]()
    for text in texts:
        used, began = time.process_time(), time.perf_counter()
        work(text)
        processor.append(1000 * (time.process_time() - used))
        wall.append(1000 * (time.perf_counter() - began))
    print(f"{name:28} processor {spread(processor)}   wall {spread(wall)}", flush=True)
    return max(wall)


def spread(values: list[float]) -> str:
    """The middle, what nineteen of twenty stay below, and the most."""
    parts = quantiles(values, n=20)
    return f"{parts[9]:6.1f} {parts[18]:6.1f} {max(values):6.1f}"


if __name__ == "__main__":
    sys.exit(main())
