"""What the figures may not fall below, and of faults not rise above: floors.toml, read and drawn nearer."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

__all__ = ["FLOORS", "Limit", "limits", "raised"]

FLOORS = Path(__file__).with_name("floors.toml")


class Limit(NamedTuple):
    """What a figure may not fall below, or, of faults, not rise above."""

    value: float
    of_faults: bool

    def holds(self, figure: float) -> bool:
        return figure <= self.value if self.of_faults else figure >= self.value


def limits() -> dict[str, dict[str, Limit]]:
    """By product and figure, as floors.toml gives them."""
    tables = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    return {
        product: {
            name: Limit(value, of_faults=bound == "at_most")
            for name, row in table.items()
            for bound, value in row.items()
        }
        for product, table in tables.items()
    }


_ROOM = 0.02
"""What a limit leaves: one question in fifty."""
_FAULTS = {"wrong of answered", "forbidden", "falsely supported"}
_HEAD = """\
# What the judgement may not fall below on the invented news in data/, and faults not rise above.
# `make quality` prints today's figures; with --raise it draws these nearer where they have become better,
# never the other way: that is done by hand, with the reason in the commit.
"""


def raised(figures: Mapping[str, Mapping[str, float]]) -> str:
    """The text of floors.toml with every limit at most so much below today's figure."""
    known, lines = limits(), [_HEAD.rstrip()]
    for product, table in figures.items():
        lines.append(f"\n[{product}]")
        for name, value in table.items():
            before = known.get(product, {}).get(name)
            faults = name in _FAULTS
            new = min(1.0, value + _ROOM) if faults else max(0.0, value - _ROOM)
            if before is not None:
                new = min(before.value, new) if faults else max(before.value, new)
            lines.append(f'"{name}" = {{ {"at_most" if faults else "at_least"} = {new:.3f} }}')
    return "\n".join(lines) + "\n"
