"""Corrections: a note that withdraws a claim, or a later edition of one text that says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from knowledge.claims.evidence import Evidence
from knowledge.extraction.assertion import assertions
from knowledge.extraction.figure_values import value
from knowledge.model import Source, Span

__all__ = ["corrections"]

TITLE = 90
"""``fuzz.ratio`` of the titles from which two articles of one publisher are editions of one text."""
SAME = 0.6
"""Share of the claim's other words that both editions' sentences must tell."""


def corrections(found: Sequence[Evidence], sources: Mapping[str, Source]) -> list[Evidence]:
    """The evidence that corrects what else would support the claim, in its order."""
    return [
        one
        for one in found
        if _withdraws(one) or any(_is_newer(sources[one.sentence.source], sources[old.sentence.source])
                                  and _replaces(one, old) for old in found)
    ]  # fmt: skip


def _withdraws(one: Evidence) -> bool:
    """Whether the sentence itself takes the claim back: "an earlier version said that …"."""
    taken_back = [part.span for part in assertions(one.told.text) if part.assertion == "corrected"]
    return bool(one.findings["asserted"].conflicts) and any(_has_figures(one, span) for span in taken_back)


def _has_figures(one: Evidence, span: Span) -> bool:
    """Whether what is taken back has the claim's numbers, and not the right ones behind it."""
    there = [figure for figure in one.told.figures if span.start <= figure.start - one.told.start < span.end]
    return all(any(value(figure) == value(ours) for figure in there) for ours in one.asked.figures)


def _is_newer(one: Source, old: Source) -> bool:
    days = (old.published, one.published)
    later = days[0] is not None and days[1] is not None and days[0] < days[1]
    return later and one.publisher == old.publisher and fuzz.ratio(one.title, old.title) >= TITLE


def _replaces(one: Evidence, old: Evidence) -> bool:
    """Whether the newer sentence has something else in the place of what the older one says."""
    against = any(finding.conflicts for finding in one.findings.values())
    agreed = not any(finding.conflicts or finding.unmet for finding in old.findings.values())
    return against and agreed and min(one.shares.rest, old.shares.rest) >= SAME
