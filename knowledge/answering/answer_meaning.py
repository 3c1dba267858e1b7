"""Whether the best hit answers where meaning was heard: the letters' verdict, weighed with what it says."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from knowledge.answering import answer_gate
from knowledge.answering.answer_gate import Gate, default_gate
from knowledge.finding.features import FEATURES, SHAPED
from knowledge.finding.meaning import Heard
from knowledge.finding.query import Query
from knowledge.finding.search import Ranked

__all__ = ["SIGNALS", "confidence", "default_gate_with_meaning", "signals"]

SIGNALS = (
    "letters", "letters_of_best", "agreed", "share", "margin", "lead",
    "own", "own_below", "titled", "titled_below", "nearest_own", "nearest_titled", "crowd_5", "crowd_20",
)  # fmt: skip
_KIND = FEATURES.index("kind_present")


class Linear(Protocol):
    """A logistic model before its logistic function."""

    @property
    def weights(self) -> Sequence[float]:
        """In the order of the letters' signals."""
        ...

    @property
    def bias(self) -> float:
        """What is added to their sum."""
        ...


def confidence(query: Query, ranked: Sequence[Ranked]) -> float:
    """The calibrated probability that the first hit answers; 0 when nothing was found.

    Nearness in meaning alone never answers: where the kind of thing that is asked for is not in the sentence
    (no date, no number, no name), confidence is at most what the letters give.
    """
    if not ranked or ranked[0].heard is None:
        return answer_gate.confidence(query, ranked)
    sure = default_gate_with_meaning().probability(signals(query, ranked, default_gate()))
    if query.asked in SHAPED and not ranked[0].hit.features[_KIND]:
        return min(sure, answer_gate.confidence(query, _by_letters(ranked)))
    return sure


def signals(query: Query, ranked: Sequence[Ranked], letters: Linear) -> tuple[float, ...]:
    """All signals, in the order of ``SIGNALS``; of a ranking in which meaning was heard."""
    best, alone = ranked[0], _by_letters(ranked)
    told = best.heard
    assert told is not None
    own, titled = ([one.alike[view] for one in told.nearest] or [0.0] for view in range(2))
    both = [a + b for a, b in zip(own, titled, strict=True)]
    as_told = [one._replace(raw=one.raw - _share(one)) for one in ranked]
    return (
        _squeezed(_logit(letters, answer_gate.signals(query, alone))),
        _squeezed(_logit(letters, answer_gate.signals(query, as_told))),
        float(alone[0].hit.sentence.id == best.hit.sentence.id),
        told.share,
        min(1.0, (best.raw - ranked[1].raw) / 3) if len(ranked) > 1 else 1.0,
        max(-1.0, min(1.0, best.raw / 6)),
        told.alike.own,
        told.alike.own - max(own),
        told.alike.titled,
        told.alike.titled - max(titled),
        max(own),
        max(titled),
        both[0] - both[min(4, len(both) - 1)],
        both[0] - both[min(19, len(both) - 1)],
    )


@lru_cache(maxsize=1)
def default_gate_with_meaning() -> Gate:
    """The gate that comes with the program."""
    held = json.loads(Path(__file__).with_name("answer_meaning.json").read_text(encoding="utf-8"))
    return Gate(tuple(held["weights"]), tuple(held["weights"].values()), held["bias"])


def _by_letters(ranked: Sequence[Ranked]) -> list[Ranked]:
    """The same hits as the letters alone would have ranked them."""
    alone = [one._replace(raw=one.raw - _share(one)) for one in ranked]
    return sorted(alone, key=lambda r: (-r.raw, r.hit.sentence.id))


def _share(one: Ranked) -> float:
    return one.heard.share if isinstance(one.heard, Heard) else 0.0


def _logit(model: Linear, values: Sequence[float]) -> float:
    return float(model.bias + sum(w * v for w, v in zip(model.weights, values, strict=True)))


def _squeezed(logit: float) -> float:
    """Into (-1, 1), nearly linear where it matters."""
    return math.tanh(logit / 4)
