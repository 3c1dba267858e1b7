"""Prints each figure beside its limit (``make quality``).

python -m quality           the figures and their limits
python -m quality --json    the figures alone
python -m quality --raise   draws the limits nearer where the figures have become better
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

from quality.figures import Figures, measured, opened
from quality.limits import FLOORS, limits, raised


def _printed(figures: Mapping[str, Figures]) -> None:
    known = limits()
    for product, table in figures.items():
        print(f"\n{product:24} {'today':>7} {'limit':>7}")
        for name, value in table.items():
            limit = known.get(product, {}).get(name)
            note = "none yet" if limit is None else "" if limit.holds(value) else "BROKEN"
            print(f"  {name:22} {value:7.3f} {limit.value if limit else 0:7.3f}  {note}")


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="the figures alone")
    parser.add_argument("--raise", action="store_true", dest="raising", help="draw limits nearer")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, opened(Path(home)) as libraries:
        figures = measured(libraries)
    if chosen.json:
        print(json.dumps(figures))
        return
    if chosen.raising:
        FLOORS.write_text(raised(figures), encoding="utf-8")
    _printed(figures)


if __name__ == "__main__":
    main()
