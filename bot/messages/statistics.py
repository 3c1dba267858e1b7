"""How much is asked in a server, and what becomes of it."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

STATS: Final = "What was asked here"
STATS_WINDOWS: Final = MappingProxyType({7: "In a week", 31: "In a month"})
STATS_ASKED: Final = "asked: {}"
STATS_ANSWERED: Final = "answered: {} ({})"
STATS_VOTES: Final = "👍 {} · 👎 {}"
STATS_SILENT: Final = MappingProxyType(
    {
        "unknown": "a name or word that the sources do not have",
        "undated": "not told for that time",
        "untold": "not told in the sources",
        "unsure": "too weak to be shown as the answer",
        "": "other reasons",
    }
)
STATS_SILENT_FOR: Final = "silent, {}: {}"
STATS_NAMES: Final = "Most asked about: "
STATS_NONE: Final = "Nothing has been asked here in the last month."
STATS_EXPORTED: Final = "The figures as a table."
