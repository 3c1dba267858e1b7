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
        "cited": "Sources",
        "statements": "Statements",
        "ways": "More …",
        "try_question": "Try it",
        "how_to_add": "Add articles",
        "show": "Show to all",
        "withdraw": "Withdraw",
        "unwithdraw": "Bring it back",
        "hide_sentence": "Hide the sentence",
        "hide_article": "Hide the article",
        "unhide": "Undo",
        "good": "👍",
        "bad": "👎",
        "follow_up": "Follow up",
        "thread": "Thread",
        "earlier": "◀ Earlier",
        "later": "Later ▶",
        "picture": "Picture",
        "timeline_file": "Download",
        "sheet_file": "Download",
        "citation_file": "Download",
        "cancel": "Cancel",
        "confirm": "Add",
        "discard": "Discard",
        "replace": "Replace it",
        "add_beside": "Add beside it",
        "correct": "Correct",
        "export": "Export",
        "forget": "Delete my questions",
        "remove": "Remove",
    }
)
PAGE: Final = "Page {} of {}"
