"""How long completing a name takes among a hundred thousand invented ones, in milliseconds.

python benchmarks/completing.py [--names 100000]
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from knowledge.evidence.completion import NameList

SYLLABLES = (
    "al ber cor dun el fos gar holm in jor kes lin mor nar os pel quin ras sol tam ul ver wick yar".split()
)


def name(dice: random.Random) -> str:
    """Two invented words."""
    return " ".join("".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))).title() for _ in range(2))


def main() -> None:
    """Build the list, and look up prefixes of every length."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--names", type=int, default=100_000)
    wanted = parser.parse_args().names
    dice = random.Random(7)  # noqa: S311 -- nothing secret
    counts: dict[str, int] = {}
    while len(counts) < wanted:
        counts[name(dice)] = dice.randint(1, 500)
    started = time.perf_counter()
    names = NameList.of(counts)
    print(f"built from {wanted} names in {(time.perf_counter() - started) * 1000:.0f} ms, once")
    for length in range(6):
        prefixes = [other[:length] for other in dice.sample(sorted(counts), 50)]
        took = []
        for prefix in prefixes:
            started = time.perf_counter()
            names.starting(prefix)
            took.append((time.perf_counter() - started) * 1000)
        print(f"{length} letters typed: {sorted(took)[len(took) // 2]:7.2f} ms, slowest {max(took):7.2f} ms")


if __name__ == "__main__":
    main()
