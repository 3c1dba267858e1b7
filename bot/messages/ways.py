"""The ways on from an answer."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

WAYS: Final = "More"
NO_WAYS: Final = "There is nothing more to this."
WAYS_OF: Final = MappingProxyType(
    {
        "ask": ("more", "timeline", "cited", "follow"),
        "talk": ("follow",),
        "check": ("timeline", "cited", "follow"),
        "facts": ("cited", "good", "bad"),
    }
)
"""What stands behind More, by the kind of what was asked."""
CITED: Final = "The sources of this answer"
ALL_SOURCES: Final = "All sources"
NONE_CITED: Final = "This answer rests on no source."
STATEMENTS_OF: Final = "What is said by and about {}"
NO_STATEMENTS: Final = "The sources tell of no statement here."
