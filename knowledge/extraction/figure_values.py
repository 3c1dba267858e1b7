"""Figures compared: whether two numbers can both be right."""

from __future__ import annotations

from knowledge.model import Figure

__all__ = ["bounds", "compatible", "value"]

ROUGHLY = 0.1
"""Share by which "about 600" may be off."""


def bounds(figure: Figure) -> tuple[float, float]:
    """The least and the greatest value the words allow."""
    low = figure.low if figure.low is not None else 0.0
    high = figure.high if figure.high is not None else float("inf")
    if figure.qualifier == "about":
        return low * (1 - ROUGHLY), high * (1 + ROUGHLY)
    return low, high


def compatible(a: Figure, b: Figure) -> bool:
    """Whether some value fits both; two bounds on the same side always do."""
    (low, high), (other_low, other_high) = bounds(a), bounds(b)
    return low <= other_high and other_low <= high


def value(figure: Figure) -> float:
    """The number that was said."""
    return figure.low if figure.low is not None else figure.high or 0.0
