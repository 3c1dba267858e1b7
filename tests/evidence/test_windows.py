"""What belongs to a window of days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from knowledge.evidence.windows import Window, lies_in
from knowledge.model import Period

TODAY = date(2025, 6, 10)


def period(first: str | None, last: str | None, modifier: str | None = None) -> Period:
    return Period.model_validate(
        {
            "first": date.fromisoformat(first) if first else None,
            "after": date.fromisoformat(last) + timedelta(1) if last else None,
            "granularity": "span",
            "modifier": modifier,
        }
    )


OCTOBER = Window(date(2019, 10, 1), date(2019, 11, 1))


def test_a_year_is_no_answer_to_a_month_but_a_month_is_to_a_year() -> None:
    assert not lies_in(period("2019-01-01", "2019-12-31"), OCTOBER)
    assert lies_in(period("2019-10-01", "2019-10-31"), Window(date(2019, 1, 1), date(2020, 1, 1)))


def test_a_deadline_counts_where_it_ends() -> None:
    deadline = period("2019-05-01", "2019-10-31", "until")
    assert lies_in(deadline, OCTOBER)
    assert not lies_in(deadline, Window(date(2019, 5, 1), date(2019, 6, 1)))


@given(st.dates(), st.integers(1, 4000), st.dates(), st.integers(1, 4000))
def test_what_lies_inside_a_window_belongs_to_it_and_what_lies_outside_does_not(
    a: date, length: int, b: date, size: int
) -> None:
    try:
        known = Period(first=a, after=a + timedelta(length), granularity="span")
        window = Window(b, b + timedelta(size))
    except OverflowError:
        return
    assert window.first is not None
    assert window.after is not None
    whole = Period(first=window.first, after=window.after)
    if whole.contains(known):
        assert lies_in(known, window)
    if not whole.meets(known):
        assert not lies_in(known, window)
