"""Quotations: the words between quotation marks verbatim, or others in their place."""

from __future__ import annotations

from rapidfuzz import fuzz

from knowledge.claims.checks.registry import Finding, check
from knowledge.claims.facts import Asked, Told
from knowledge.claims.verbatim import pattern
from knowledge.model import Conflict

__all__ = ["quotations"]

ALIKE = 75
"""``fuzz.partial_ratio`` from which a quotation is the claimed one with words changed."""


@check
def quotations(asked: Asked, told: Told) -> Finding:
    """A quotation is met where its words stand as they are, capitals, marks and spaces aside."""
    met, unmet, conflicts = 0, [], []
    for claimed in asked.quotations:
        if pattern(claimed).search(told.text):
            met += 1
            continue
        place = fuzz.partial_ratio_alignment(claimed, told.text, processor=str.lower, score_cutoff=ALIKE)
        if place is None:
            unmet.append(claimed)
        else:
            found = _whole_words(told.text, place.dest_start, place.dest_end)
            conflicts.append(Conflict(what="quotation", claimed=claimed, found=found))
    return Finding(met, tuple(unmet), tuple(conflicts))


def _whole_words(text: str, start: int, end: int) -> str:
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end].strip(" ,.\"'")
