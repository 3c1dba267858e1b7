"""The cues that tell how far a source stands by what it tells, from the table ``assertion.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from knowledge.lexicon.table import Table, Words, read
from knowledge.model import Assertion

__all__ = ["AssertionCues", "Cues", "assertion_cues"]


class Cues(Table):
    """Words that make something of what stands in their scope, by how they govern it."""

    that: Words = frozenset()
    claims: Words = frozenset()
    to: Words = frozenset()
    object: Words = frozenset()
    of: Words = frozenset()
    gerund: Words = frozenset()
    within: Words = frozenset()
    telling: Words = frozenset()
    nouns: Words = frozenset()
    adjectives: Words = frozenset()


class AssertionCues(Table):
    """How far a source stands by what it tells."""

    cues: Mapping[Assertion, Cues]
    plain: Cues
    true: Words
    fiction: Words
    depicting: Words
    evidence: Words
    called_off: Words
    versions: Words


@lru_cache(maxsize=1)
def assertion_cues() -> AssertionCues:
    """The table ``assertion.toml``."""
    return read("assertion", AssertionCues)
