"""What can be compared exactly between a claim and a sentence, and shown to a reader.

A module of this package that registers a check is named once, in the import below.
"""

from __future__ import annotations

from knowledge.claims.checks import asserted, days, exchanged, figures, names, offices, opposites, quotations
from knowledge.claims.checks.registry import Check, Finding, check, registered
from knowledge.claims.facts import Asked, Told

__all__ = ["Asked", "Check", "Finding", "Told", "check", "compared", "registered"]

_MODULES = (quotations, figures, days, names, offices, exchanged, opposites, asserted)


def compared(asked: Asked, told: Told) -> dict[str, Finding]:
    """What every check finds, by its name."""
    return {one.name: one.function(asked, told) for one in registered()}
