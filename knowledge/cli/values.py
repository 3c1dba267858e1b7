"""Values that people type, turned into days; what cannot be taken is named with its remedy."""

from __future__ import annotations

from datetime import date

from knowledge.errors import UsageError

__all__ = ["first_day", "last_day", "publication_day"]


def publication_day(value: object) -> date | None:
    """The ``dct`` of a line: an ISO day or null. Raises UsageError."""
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise UsageError(f'"dct": a day such as 2020-03-04, or null, not {value!r}') from error


def first_day(value: str | None, name: str) -> date | None:
    """The first day of a period in words or ISO form; None stays None. Raises UsageError."""
    return None if value is None else _days(value, name)[0]


def last_day(value: str | None, name: str) -> date | None:
    """The last day of a period in words or ISO form; None stays None. Raises UsageError."""
    return None if value is None else _days(value, name)[1]


def _days(value: str, name: str) -> tuple[date | None, date | None]:
    from knowledge.facts.timex import resolve

    period = resolve(value, anchor=date.today())  # noqa: DTZ011  # "last year" is meant from the reader's day
    if period is None:
        raise UsageError(f'{name}: a time such as 2019, 2019-10, 2019-10-28 or "last year", not {value!r}')
    return period.first, period.last
