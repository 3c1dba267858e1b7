"""Sources, listed and one by one."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

SOURCES: Final = "Sources"
NO_SOURCES: Final = "There are no sources yet."
SOURCE_KINDS: Final = MappingProxyType({"article": "article", "digest": "digest of an article"})
BY_AUTHOR: Final = "by {}"
UNKNOWN_PUBLISHER: Final = "publisher unknown"
DATED_BY: Final = MappingProxyType(
    {
        "catalogue": "date from the catalogue",
        "printed": "date as printed",
        "declared": "date as the page declares it",
        "address": "date from the address",
        "inferred": "date inferred",
        "none": "date of unknown basis",
    }
)
LEFT_OUT: Final = "{} of the page left out"
NO_SUCH_SOURCE: Final = "No source here is called “{}”. /sources lists them."
SOURCES_AWAY: Final = "Not there just now, and shown as last read: {}."
