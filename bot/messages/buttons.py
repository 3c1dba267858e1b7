"""Labels of buttons."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

BUTTONS: Final = MappingProxyType(
    {
        "context": "Context",
        "more": "More evidence",
        "timeline": "Timeline",
        "sources": "Sources",
        "good": "👍",
        "bad": "👎",
        "follow": "Follow up",
        "thread": "Thread",
        "earlier": "◀ Earlier",
        "later": "Later ▶",
        "picture": "Picture",
        "cancel": "Cancel",
        "confirm": "Add",
        "discard": "Discard",
        "correct": "Correct",
        "export": "Export",
        "forget": "Delete my questions",
        "remove": "Remove",
    }
)
PAGE: Final = "Page {} of {}"
