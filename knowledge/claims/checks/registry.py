"""Where a claim check makes itself known: its name and its function with its docstring."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import NamedTuple

from knowledge.claims.facts import Asked, Told
from knowledge.model import Conflict

__all__ = ["Check", "Finding", "check", "registered", "together"]


class Finding(NamedTuple):
    """What a check finds when it holds a claim part against a sentence."""

    met: int = 0
    """How many things of its kind the claim says and the sentence says as well."""
    unmet: tuple[str, ...] = ()
    """The claim's words for those that the sentence says nothing of."""
    conflicts: tuple[Conflict, ...] = ()
    """Those in whose place the sentence says something else."""


def together(findings: Iterable[Finding]) -> Finding:
    """What findings of several things of a kind come to."""
    held = list(findings)
    return Finding(
        sum(one.met for one in held),
        tuple(chain.from_iterable(one.unmet for one in held)),
        tuple(chain.from_iterable(one.conflicts for one in held)),
    )


Function = Callable[[Asked, Told], Finding]


class Check(NamedTuple):
    """A named comparison that can be shown in the words of both."""

    name: str
    function: Function


_REGISTERED: list[Check] = []


def check(function: Function) -> Function:
    """Registers a function as a check of its own name; raises ValueError for a name that is taken.

    A finding counts at once for what is shown and vetoed; how much it weighs in the verdict is fitted by
    ``benchmarks/training/verdicts.py``.
    """
    if any(one.name == function.__name__ for one in _REGISTERED):
        raise ValueError(f"two checks are called {function.__name__}")
    _REGISTERED.append(Check(function.__name__, function))
    return function


def registered() -> tuple[Check, ...]:
    """All checks, in the order in which their modules were imported."""
    return tuple(_REGISTERED)
