"""Laws of time expressions that hold for any text at all."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.temporal.anchoring import easter, shift, unit_value
from knowledge.temporal.timexes import days_of, find, find_in_question, resolve
from knowledge.temporal.tokens import tokens

PIECES = (
    "May|March 3|Oct.|Monday|last|next|week|weekend|the|end of|1998|'08|22-23|-|,|.|\n|\n\n| |two|a|year|"
    "earlier|ago|quarter|third|of|10:30 p.m.|noon|since|by|until|early|night|Q3|1990s|century|Christmas|"
    "2019-10-28|11/02/89|every|from|to|and|between|same|that|day|before|after|said|will|Friday|in|summer|"
    "fall|FY2009|9/11|31|February 30|9999|0001|1000000000|twenty|half|“|’s|ß|年|٣|🕰|\x00|\u2028"
).split("|")
newslike = st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | st.lists(
    st.sampled_from(PIECES), max_size=30
).map("".join)
days = st.dates(date(1, 1, 1), date(9999, 12, 31))
publication = st.none() | days | st.dates(date(1980, 1, 1), date(2030, 12, 31))


@given(st.text() | newslike, publication)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_and_spans_lie_in_it_in_order(text: str, published: date | None) -> None:
    end = 0
    for timex in find(text, published=published):
        assert end <= timex.start < timex.end <= len(text)
        assert text[timex.start : timex.end].strip() == text[timex.start : timex.end]
        end = timex.end


@given(st.text() | newslike, days)
@settings(max_examples=200, deadline=None)
def test_any_question_is_read_and_spans_lie_in_it(question: str, today: date) -> None:
    resolve(question, anchor=today)
    end = 0
    for timex in find_in_question(question, today=today):
        assert end <= timex.start < timex.end <= len(question)
        end = timex.end


@given(newslike, publication)
@settings(max_examples=300, deadline=None)
def test_a_period_contains_what_was_printed(text: str, published: date | None) -> None:
    """Without an edge or a bound, the days are those of the value, and printed digits are among them."""
    for timex in find(text, published=published):
        if timex.period is None:
            continue
        whole = days_of(timex.value.partition("T")[0])
        assert whole is not None
        if timex.period.modifier in (None, "start", "mid", "end"):
            assert timex.period.contains(whole)
            assert whole.contains(timex.period.model_copy(update={"modifier": None}))
        if timex.period.modifier in ("since", "until"):
            assert timex.period.contains(whole)


@given(newslike, publication)
@settings(max_examples=200, deadline=None)
def test_every_calendar_value_is_settled_by_itself(text: str, published: date | None) -> None:
    """Resolving twice changes nothing: a day written out means that day, whenever it is published."""
    for timex in find(text, published=published):
        value = timex.value.partition("T")[0]
        if timex.period is None or timex.period.granularity != "day" or value < "1000":
            continue
        (again,) = find(value, published=date(2001, 2, 3))
        assert again.value == value
        assert again.basis == "printed"


@given(st.text() | newslike, publication)
@settings(max_examples=200, deadline=None)
def test_the_same_text_gives_the_same_dates(text: str, published: date | None) -> None:
    assert find(text, published=published) == find(text, published=published)


@given(st.text() | newslike)
@settings(deadline=None)
def test_tokens_are_the_text_without_its_spaces(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert text[token.start : token.end] == token.text
        assert text[end : token.start].strip() == ""
        end = token.end
    assert text[end:].strip() == ""


UNITS = st.sampled_from(("D", "W", "WE", "M", "Q", "H", "Y", "E", "C", "S"))


@given(st.dates(date(120, 1, 1), date(9700, 12, 31)), UNITS)
def test_a_unit_holds_its_day(day: date, unit: str) -> None:
    period = days_of(unit_value(day, unit))

    assert period is not None
    assert period.first is not None
    assert period.after is not None
    if unit != "WE":
        assert period.first <= day < period.after


@given(st.dates(date(2200, 1, 1), date(7000, 12, 31)), UNITS, st.integers(-20, 20))
def test_a_step_forth_and_back_is_none(day: date, unit: str, count: int) -> None:
    if unit == "WE":
        return
    value = unit_value(day, unit)
    there = shift(value, count, unit)

    assert there is not None
    assert shift(there, -count, unit) == value


def test_easter_falls_where_the_church_calendars_put_it() -> None:
    assert [easter(year) for year in (1961, 1998, 2000, 2011, 2024)] == [
        date(1961, 4, 2),
        date(1998, 4, 12),
        date(2000, 4, 23),
        date(2011, 4, 24),
        date(2024, 3, 31),
    ]


def test_thirty_thousand_characters_of_anything_are_read() -> None:
    for piece in ("7", "May ", '"', " ", "\n", "1998-", "two and ", "end of the ", "10:30 ", "1,000,", "a1"):
        text = (piece * 30_000)[:30_000]
        assert len(find(text, published=date(2018, 2, 3))) <= len(text)
