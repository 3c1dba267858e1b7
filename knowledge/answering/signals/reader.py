"""What the learned reader says of the candidates that it read; all 0 where there is no reader."""

from __future__ import annotations

from knowledge.answering.signals.registry import Found, signal
from knowledge.retrieval.features import SHAPED

_SCALE = 8.0
"""Logits seldom lie beyond."""


def _logits(found: Found) -> list[float]:
    return [one.reading.answers / _SCALE for one in found.ranked if one.reading is not None]


@signal(by="reader")
def answers(found: Found) -> float:
    """How surely the best candidate answers."""
    reading = found.best.reading
    return max(-1.0, min(1.0, reading.answers / _SCALE)) if reading else 0.0


@signal(by="reader")
def answers_best(found: Found) -> float:
    """How surely any candidate answers."""
    return max(-1.0, min(1.0, max(_logits(found), default=0.0)))


@signal(by="reader")
def span_is_no_kind(found: Found) -> float:
    """One when what would answer by the reader is none of the things that fit what is asked for."""
    reading = found.best.reading
    if reading is None or reading.span is None or found.query.asked not in SHAPED:
        return 0.0
    start, end = reading.span
    return float(not any(e.start < end and start < e.end for e in found.best.comparison.fitting))
