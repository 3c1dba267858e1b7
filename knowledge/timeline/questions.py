"""A question → what it asks about time: which was first, how long between, when last, what is newest."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from knowledge.lexicon.requests import question_forms

__all__ = ["Kind", "TimeQuestion", "points_back", "question_of_time"]

Kind = Literal["first", "between", "last", "latest", "list"]
_KINDS: tuple[Kind, ...] = get_args(Kind)
_EDGE = " \t\"'“”‘’?!.,;:"


class TimeQuestion(NamedTuple):
    """What is asked, and of which events: two of ``first`` and ``between``, else one topic."""

    kind: Kind
    events: tuple[str, ...]


def question_of_time(question: str) -> TimeQuestion | None:
    """What a question asks about time, None where it asks for something else.

    >>> question_of_time("What came first, the strike or the sale of the yard?")
    TimeQuestion(kind='first', events=('the strike', 'the sale of the yard'))
    >>> question_of_time("Who led the strike?")
    """
    text = " ".join(question.split())
    for kind in _KINDS:
        for pattern in question_forms()[kind]:
            if match := pattern.match(text):
                events = tuple(part.strip(_EDGE) for part in match.groups() if part)
                return TimeQuestion(kind, events) if all(events) else None
    return None


def points_back(question: str) -> bool:
    """Whether only the day of what was answered before is asked for ("and when was that?")."""
    return any(pattern.match(" ".join(question.split())) for pattern in question_forms()["back"])
