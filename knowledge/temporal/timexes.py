"""Time expressions of news English: found in a text, in a question, and settled against a day."""

from __future__ import annotations

from datetime import date

from knowledge.model import Period
from knowledge.temporal.anchoring import days_of
from knowledge.temporal.questions import find_in_question
from knowledge.temporal.resolution import find

__all__ = ["days_of", "find", "find_in_question", "resolve"]


def resolve(expression: str, *, anchor: date) -> Period | None:
    """The days meant by an English time expression, or None when the text alone does not settle it.

    Relative forms look back from the anchor, as news does: on a Wednesday, "Monday" is two days ago. Names of
    months and days may be in lower case, as people type them; "between 2014 and 2017" and "since May"
    work too.

    >>> resolve("last Monday", anchor=date(2020, 3, 4)).first.isoformat()
    '2020-03-02'
    """
    found = [t for t in find_in_question(expression, today=anchor) if t.period is not None]
    return found[0].period if len(found) == 1 else None
