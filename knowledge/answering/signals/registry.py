"""Where a signal for silence makes itself known: its name and its function with its docstring."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from knowledge.retrieval.query import Query
from knowledge.retrieval.ranked import Ranked

__all__ = ["By", "Found", "Signal", "registered", "signal"]


class Found(NamedTuple):
    """What the signals look at: a question and its candidates, best first, one at least."""

    query: Query
    ranked: Sequence[Ranked]

    @property
    def best(self) -> Ranked:
        """The first of the candidates."""
        return self.ranked[0]


Function = Callable[[Found], float]


By = Literal["letters", "meaning", "reader"]


class Signal(NamedTuple):
    """A named number, about between -1 and 1, on which the confidence may rest."""

    name: str
    by: By
    """What must be at hand for it."""
    function: Function


_REGISTERED: list[Signal] = []


def signal(*, by: By = "letters") -> Callable[[Function], Function]:
    """Registers a function as a signal of its own name; raises ValueError for a name that is taken.

    The weights name the signals that they were fitted on: a new one counts once they are fitted anew
    (``benchmarks/training/decision.py``).
    """

    def register(function: Function) -> Function:
        name = function.__name__
        if any(one.name == name for one in _REGISTERED):
            raise ValueError(f"two signals are called {name}")
        _REGISTERED.append(Signal(name, by, function))
        return function

    return register


def registered() -> tuple[Signal, ...]:
    """All signals, in the order in which their modules were imported."""
    return tuple(_REGISTERED)
