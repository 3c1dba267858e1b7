"""A question → the product that answers it: dated events for a question of time, else the best quotation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from knowledge.answering.pipeline import answer
from knowledge.timeline.questions import points_back
from knowledge.timeline.replies import reply_in_time, when_that_was

if TYPE_CHECKING:
    from knowledge.model import Answer
    from knowledge.retrieval.searchable import Searchable

__all__ = ["reply"]


def reply(
    question: str, searched: Searchable, *, context: str | None, top: int, caution: float, today: date | None
) -> Answer:
    """The answer; ``context`` is the question before, which "and when was that?" asks the day of.

    Without ``today`` no question is taken as one of time.
    """
    found = None if today is None else _in_time(question, searched, context, caution, today)
    if found is not None and found.confidence >= caution:
        return found
    return answer(question, searched, context=context, top=top, caution=caution, today=today)


def _in_time(
    question: str, searched: Searchable, context: str | None, caution: float, today: date
) -> Answer | None:
    if context and points_back(question):
        before = reply(context, searched, context=None, top=1, caution=caution, today=today)
        return when_that_was(question, before, searched)
    return reply_in_time(question, searched, today=today)
