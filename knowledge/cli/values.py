"""Values that people type, turned into days; what cannot be taken is named with its remedy."""

from __future__ import annotations

import re
from datetime import date
from typing import TypedDict

from knowledge.errors import UsageError

__all__ = ["publication_day", "readable", "window"]

_NO_TEXT = re.compile("[\\ud800-\\udfff]")


class Window(TypedDict):
    """Days, both inclusive; None for an open end."""

    first: date | None
    last: date | None


def readable(typed: str) -> str:
    r"""What was typed, with "\ufffd" for bytes that are no text (Python has them as lone surrogates)."""
    return _NO_TEXT.sub("\ufffd", typed)


def publication_day(value: object) -> date | None:
    """The ``dct`` of a line: an ISO day or null. Raises UsageError."""
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise UsageError(f'"dct": a day such as 2020-03-04, or null, not {value!r}') from error


def window(start: str | None, end: str | None, names: tuple[str, str]) -> Window:
    """The first day of one period and the last of another, in words or ISO form; None leaves an end open.

    ``names`` are what the two are called where they were typed. Raises UsageError.
    """
    first = None if start is None else _days(start, names[0])[0]
    last = None if end is None else _days(end, names[1])[1]
    if first and last and first > last:
        raise UsageError(f"{names[0]}: {start!r} begins after {end!r} ends; turn the two round")
    return {"first": first, "last": last}


def _days(value: str, name: str) -> tuple[date | None, date | None]:
    from knowledge.temporal.timexes import resolve

    period = resolve(value, anchor=date.today())  # noqa: DTZ011  # "last year" is meant from the reader's day
    if period is None:
        raise UsageError(f'{name}: a time such as 2019, 2019-10, 2019-10-28 or "last year", not {value!r}')
    return period.first, period.last
