"""A rule of the time grammar: its name, its pattern and how what it matched is settled."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from knowledge.temporal.grammar import Match
from knowledge.temporal.scene import Scene, Sense

__all__ = ["Read", "Reading", "Rule"]

Reading = Sense | tuple[tuple[str, Sense], ...] | None
"""One meaning for all that matched, one for each of several named parts, or a refusal."""


class Rule(NamedTuple):
    """``settle`` may refuse (None) what only looks like a time expression; the next rule is then asked."""

    name: str
    pattern: str
    settle: Callable[[Scene, Match], Reading]


class Read(NamedTuple):
    """An expression as it was read: its tokens (half-open), the rule and what it means."""

    first: int
    after: int
    rule: str
    sense: Sense
