"""Evidence → a verdict, with the sentences that decide it and the words that cannot both be right.

Exact checks come first: a sentence supports only where none of them finds anything else or nothing, and
contradicts only where one can show the words. What a sentence tells in the claim's own words is supported, or
refuted where only what a check compares differs. Of the rest a logistic model over few signals (``signals``),
in which the reader is one voice, tells how surely. Its weights and the bounds from which it decides stand in
``verdict.json``, fitted by ``benchmarks/training/verdicts.py``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from knowledge.claims.evidence import Evidence
from knowledge.claims.facts import content
from knowledge.claims.signals import signals
from knowledge.model import Conflict

__all__ = ["Judged", "Verdict", "Weights", "certain", "contradicted", "judged", "may_decide", "weights"]

Verdict = Literal["supported", "contradicted", "not found"]
DISTRUSTED = 0.9
"""The reader's probability of a contradiction from which it vetoes a support in other words."""
HALF = 0.5
"""Share of the claim that another sentence must tell to be about the same thing."""
ALL = 0.99
"""Share of the claim's other words that a sentence must tell to refute it by itself, but for rounding."""
ENOUGH, MORE = 3, 2
"""So many words a sentence must share with the claim to be about the same (a name counts two), or tell so
few words more."""
IN_ORDER = 0.6
"""Share of the claim's words in one order from which a sentence that has them all tells the claim."""


class Weights(NamedTuple):
    """Of a logistic model; ``bound`` is the logit from which it decides."""

    bias: float
    of: Mapping[str, float]
    bound: float


class Judged(NamedTuple):
    """A verdict with what decides it, the surest first; nothing where nothing does."""

    verdict: Verdict
    by: tuple[Evidence, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


class _Sure(NamedTuple):
    beyond: float
    """The bound, in logits."""
    evidence: Evidence


@lru_cache(maxsize=1)
def weights() -> Mapping[str, Mapping[str, Weights]]:
    """The weights that come with the program, by what is at hand ("reader", "letters") and verdict."""
    held = json.loads(Path(__file__).with_name("verdict.json").read_text(encoding="utf-8"))
    return {
        by: {name: Weights(one["bias"], one["weights"], one["bound"]) for name, one in models.items()}
        for by, models in held["weights"].items()
    }


def judged(found: Sequence[Evidence]) -> Judged:
    """What all the evidence for a claim part comes to."""
    supporting, against = (_deciding(found, verdict) for verdict in ("supported", "contradicted"))
    if supporting and (not against or _surest(supporting) >= _surest(against)):
        return Judged("supported", tuple(one.evidence for one in supporting))
    if against and not supporting:
        return contradicted([one.evidence for one in against])
    return Judged("not found")


def contradicted(against: Sequence[Evidence]) -> Judged:
    """By these sentences, with the words of the first."""
    return Judged("contradicted", tuple(against), against[0].conflicts)


def may_decide(one: Evidence, verdict: str) -> bool:
    """Whether the exact checks let a sentence decide so, and the reader does not speak against it.

    The reader has no say where the sentence has all of the claim's words.
    """
    if verdict == "contradicted":
        return bool(one.conflicts)
    distrusted = one.read is not None and one.read.contradicted >= DISTRUSTED
    return one.is_clear and not (one.lacking and distrusted)


def certain(one: Evidence) -> Verdict | None:
    """What the source itself tells in the claim's own words, but for what a check finds otherwise."""
    if one.said_by is not None:
        return None
    if one.is_clear and not one.lacking and one.shares.order >= IN_ORDER:
        return "supported"
    gaps = any(finding.unmet for finding in one.findings.values())
    return "contradicted" if one.conflicts and not gaps and _is_whole(one) else None


def _is_whole(one: Evidence) -> bool:
    """Whether the sentence tells all the rest of the claim, and little besides."""
    enough = ENOUGH - (one.findings["names"].met > 0)
    alike = one.shares.words >= enough or len(content(one.told.words)) <= len(one.asked.content) + MORE
    return one.shares.rest >= ALL and alike


def _deciding(found: Sequence[Evidence], verdict: str) -> list[_Sure]:
    """Those that are sure enough of the verdict: first in the claim's own words, then the surest."""
    sure = [
        _Sure(_beyond(one, numbers, verdict), one)
        for one, numbers in zip(found, signals(found)[verdict], strict=True)
        if may_decide(one, verdict) and not (verdict == "contradicted" and _is_told_elsewhere(one, found))
    ]
    return sorted(
        (one for one in sure if one.beyond >= 0),
        key=lambda one: (certain(one.evidence) != verdict, -one.beyond),
    )


def _surest(found: Sequence[_Sure]) -> float:
    return max(one.beyond for one in found)


def _is_told_elsewhere(one: Evidence, found: Sequence[Evidence]) -> bool:
    """Whether another sentence has what this one has something else for: it speaks of something else then."""
    against = {name for name, finding in one.findings.items() if finding.conflicts}
    return any(
        other.is_clear and other.shares.meant >= HALF and any(other.findings[name].met for name in against)
        for other in found
    )


def _beyond(one: Evidence, numbers: Mapping[str, float], verdict: str) -> float:
    model = weights()["letters" if one.read is None else "reader"][verdict]
    logit = model.bias + math.fsum(model.of.get(name, 0.0) * value for name, value in numbers.items())
    return max(logit - model.bound, 0.0 if certain(one) == verdict else -math.inf)
