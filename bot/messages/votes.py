"""Votes on answers, and the questions that stay open."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

THANKS: Final = "Thank you, noted."
FEEDBACK_OFF: Final = "Feedback is switched off here."
FEEDBACK_TITLE: Final = "What is wrong with it?"
FEEDBACK_FIELD: Final = "Reason"
FEEDBACK_REASONS: Final = MappingProxyType(
    {
        "source": "Wrong source",
        "old": "Out of date",
        "answer": "Not an answer to the question",
        "other": "Something else",
    }
)
FEEDBACK_WORDS: Final = "In your words (optional)"
GAPS: Final = "Open questions"
NO_GAPS: Final = "No question has stayed open."
GAP_TIMES: Final = "asked {} ×"
GAP_SILENT: Final = "not in the sources"
GAPS_KEPT: Final = "Questions are kept without names for {} days."
GAPS_EXPORTED: Final = "The open questions as a table."
