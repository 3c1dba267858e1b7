"""The evidence for a claim part → named numbers on which each verdict rests, with weights that are fitted."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from knowledge.claims.evidence import Evidence

__all__ = ["signals"]

FURTHEST = 4.0
"""Of a logit: beyond it a probability says no more."""
NEAREST = 8
"""Sentences over which the place among the evidence is counted."""


def signals(found: Sequence[Evidence]) -> dict[str, list[dict[str, float]]]:
    """By verdict, for each sentence in order. Each number grows with how much it speaks for the verdict."""
    return {
        "supported": [{**_place(at), **_of_support(one, found)} for at, one in enumerate(found)],
        "contradicted": [{**_place(at), **_of_contradiction(one, found)} for at, one in enumerate(found)],
    }


def _place(at: int) -> dict[str, float]:
    return {"first": float(at == 0), "place": -at / NEAREST}


def _of_support(one: Evidence, found: Sequence[Evidence]) -> dict[str, float]:
    against = (
        other.shares.rest_meant * other.alike for other in found if other is not one and other.conflicts
    )
    return {
        "told": one.shares.meant,
        "told around": one.shares.around,
        "exact": float(one.is_clear and not one.lacking),
        "met": float(any(finding.met for finding in one.findings.values())),
        "no conflict": -float(bool(one.conflicts)),
        "no gap": -float(any(finding.unmet for finding in one.findings.values())),
        "no other against": -max(against, default=0.0),
        "source's word": -float(one.said_by is not None),
        **_of_reader(one, "supported", "tells"),
    }


def _of_contradiction(one: Evidence, found: Sequence[Evidence]) -> dict[str, float]:
    conflict = float(bool(one.conflicts))
    clear = (other.shares.meant for other in found if other is not one and other.is_clear)
    return {
        "told": one.shares.rest_meant,
        "told around": one.shares.around,
        "conflict": conflict,
        "conflict told": conflict * one.shares.rest_meant,
        "alike": one.alike,
        "no other tells it": -max(clear, default=0.0),
        **_of_reader(one, "contradicted", "refutes"),
    }


def _of_reader(one: Evidence, verdict: str, beside: str) -> Mapping[str, float]:
    if one.read is None:
        return {}
    return {
        "reader": _logit(getattr(one.read, verdict)),
        "reader, searching": _logit(getattr(one.read, beside)),
    }


def _logit(share: float) -> float:
    within = min(max(share, 1e-3), 1 - 1e-3)
    return max(-FURTHEST, min(FURTHEST, math.log(within / (1 - within))))
