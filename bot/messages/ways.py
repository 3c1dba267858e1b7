"""The ways on from an answer."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

WAYS: Final = "More"
NO_WAYS: Final = "There is nothing more to this."
WAYS_OF: Final = MappingProxyType(
    {
        "ask": ("more", "timeline", "cited", "citation_file", "follow_up"),
        "talk": ("follow_up",),
        "check": ("timeline", "cited", "follow_up"),
        "facts": ("cited", "sheet_file", "good", "bad"),
    }
)
"""What stands behind More, by the kind of what was asked."""
CITED: Final = "The sources of this answer"
ALL_SOURCES: Final = "All sources"
NONE_CITED: Final = "This answer rests on no source."
DOWNLOADS: Final = "Which file?"
DOWNLOADED: Final = "Here it is: {}"
FILE_KINDS: Final = MappingProxyType({"csv": "Table", "md": "Text", "ics": "Calendar", "json": "Data"})
"""What a file is good for, by the ending of its name."""
STATEMENTS_OF: Final = "What is said by and about {}"
NO_STATEMENTS: Final = "The sources tell of no statement here."
