"""A sentence that may tell a claim → whose word it is, where the source only passes on what somebody says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.extraction.clauses_words import family
from knowledge.text.words import terms

if TYPE_CHECKING:
    from knowledge.claims.facts import Asked, Told
    from knowledge.model import Statement

__all__ = ["said_by"]

MOST = 0.5
"""Share of the claim's words told by the sentence beyond which they are somebody's words."""


def said_by(asked: Asked, told: Told) -> str | None:
    """The speaker, as the facts name them; None where the source tells it, or the claim names them.

    A claim that says itself that somebody says so is told by the source: that is what happened.
    """
    ours = {family(word.term) for word in asked.content}
    for statement in told.statements:
        if _is_named(statement, ours):
            continue
        inside = [
            w for w in told.words if statement.content.start <= w.start + told.start < statement.content.end
        ]
        shared = ours & {family(word.term) for word in told.words}
        if shared and len(shared & {family(word.term) for word in inside}) > MOST * len(shared):
            return statement.speaker
    return None


def _is_named(statement: Statement, ours: set[str]) -> bool:
    return family(terms(statement.cue)[-1]) in ours or any(
        family(term) in ours for term in terms(statement.speaker)[-1:]
    )
