"""Where a ranking feature makes itself known: its name, its group, its function with its docstring."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from knowledge.retrieval.comparison import Comparison

__all__ = ["Feature", "feature", "registered"]

Function = Callable[[Comparison], float]
"""A candidate held against the question → a number in [0, 1] that rises with the likelihood to answer."""


class Feature(NamedTuple):
    """A named number of a candidate; groups are what an ablation switches off together."""

    name: str
    group: str
    function: Function


_REGISTERED: list[Feature] = []


def feature(name: str, *, group: str) -> Callable[[Function], Function]:
    """Registers the function under a name of its own; raises ValueError for a name that is taken.

    A weights file names the features it was trained on: a new one counts once the weights are learned anew.
    """

    def register(function: Function) -> Function:
        if any(one.name == name for one in _REGISTERED):
            raise ValueError(f"two features are called {name}")
        _REGISTERED.append(Feature(name, group, function))
        return function

    return register


def registered() -> tuple[Feature, ...]:
    """All features, in the order in which their modules were imported."""
    return tuple(_REGISTERED)
