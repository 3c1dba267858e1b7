"""Time expressions: behaviour by cases, one file a family; a case is an invented piece of news."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge.temporal.resolution import rule_names
from knowledge.temporal.timexes import find, find_in_question, resolve

CASES = Path(__file__).parents[1] / "cases"
DATED = ("calendar", "weekdays", "relative", "context", "units", "clock", "newswire", "lookalikes", "idioms")
TODAY = date(2026, 11, 20)


def rows(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((CASES / f"timex_{name}.json").read_text(encoding="utf-8"))
    return found


def dated() -> list[dict[str, Any]]:
    return [case for name in DATED for case in rows(name)]


def calendar_dates(text: str, published: date) -> list[list[str]]:
    """What has days: lengths, repetitions and unsettled expressions left out."""
    found = find(text, published=published)
    return [[text[t.start : t.end], t.value] for t in found if t.period is not None]


@pytest.mark.parametrize("case", dated(), ids=lambda case: case["text"][:60])
def test_dates_are_found_and_settled(case: dict[str, Any]) -> None:
    assert calendar_dates(case["text"], date.fromisoformat(case["published"])) == case["dates"]


@pytest.mark.xfail(strict=True, reason="not settled yet")
@pytest.mark.parametrize("case", rows("known_failures"), ids=lambda case: case["text"][:60])
def test_dates_that_are_not_settled_yet(case: dict[str, Any]) -> None:
    assert calendar_dates(case["text"], date.fromisoformat(case["published"])) == case["dates"]


@pytest.mark.parametrize("case", rows("lengths"), ids=lambda case: case["text"][:60])
def test_lengths_and_repetitions_have_no_days(case: dict[str, Any]) -> None:
    found = find(case["text"], published=date(2019, 10, 28))

    assert [[case["text"][t.start : t.end], t.type, t.value] for t in found] == case["found"]
    assert all(t.period is None for t in found)


@pytest.mark.parametrize("case", rows("bounds"), ids=lambda case: case["text"])
def test_the_words_around_a_date_bound_its_days(case: dict[str, Any]) -> None:
    (timex,) = find(case["text"], published=date.fromisoformat(case["published"]))
    period = timex.period

    assert period is not None
    assert [period.first and period.first.isoformat(), period.last and period.last.isoformat()] == [
        case["first"],
        case["last"],
    ]
    assert (period.granularity, period.modifier) == (case["granularity"], case["modifier"])


@pytest.mark.parametrize("case", rows("questions"), ids=lambda case: case["question"])
def test_periods_typed_by_people_are_understood(case: dict[str, Any]) -> None:
    question = case["question"]
    found = [t for t in find_in_question(question, today=TODAY) if t.period is not None]
    days = [(question[t.start : t.end], t.period.first, t.period.last) for t in found if t.period]

    assert [[text, a and a.isoformat(), b and b.isoformat()] for text, a, b in days] == case["found"]


def test_every_rule_has_a_case_that_needs_it() -> None:
    fired = {t.rule for c in dated() for t in find(c["text"], published=date.fromisoformat(c["published"]))}
    fired |= {t.rule for c in rows("lengths") for t in find(c["text"], published=date(2019, 10, 28))}

    assert set(rule_names()) - fired == set()


def test_a_bare_weekday_is_the_latest_such_day_today_included() -> None:
    assert calendar_dates("He spoke on Monday.", date(2019, 10, 28)) == [["Monday", "2019-10-28"]]
    assert calendar_dates("He spoke last Monday.", date(2019, 10, 28)) == [["last Monday", "2019-10-21"]]


def test_the_basis_tells_how_a_date_was_settled() -> None:
    text = "On May 3, 2016, and on Monday; the next day; soon."
    bases = [t.basis for t in find(text, published=date(2019, 10, 28))]

    assert bases == ["printed", "published", "context", "none"]


def test_without_a_publication_date_only_printed_dates_have_days() -> None:
    text = "They met on Monday, on 14 November, last week and on 3 May 2016. On 9 May they parted."
    found = find(text, published=None)

    assert [(t.value, t.basis) for t in found] == [
        ("XXXX-WXX-1", "none"),
        ("XXXX-11-14", "none"),
        ("XXXX-WXX", "none"),
        ("2016-05-03", "printed"),
        ("2016-05-09", "context"),
    ]
    assert all((t.period is None) == (t.basis == "none") for t in found)


def test_a_relation_to_something_else_is_named_and_not_dated() -> None:
    (timex,) = find("Two weeks after the flood they came home.", published=date(2019, 10, 28))

    assert (timex.period, timex.relation) == (None, "after")


@pytest.mark.parametrize(
    ("expression", "first", "last"),
    [
        ("last Monday", date(2020, 2, 24), date(2020, 2, 24)),
        ("Monday", date(2020, 3, 2), date(2020, 3, 2)),
        ("between 2014 and 2017", date(2014, 1, 1), date(2017, 12, 31)),
        ("in december 2024", date(2024, 12, 1), date(2024, 12, 31)),
        ("since 2014", date(2014, 1, 1), None),
        ("may", date(2019, 5, 1), date(2019, 5, 31)),
        ("the 1990s", date(1990, 1, 1), date(1999, 12, 31)),
    ],
)
def test_one_expression_is_resolved(expression: str, first: date, last: date | None) -> None:
    period = resolve(expression, anchor=date(2020, 3, 2))

    assert period is not None
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize("expression", ["", "three days", "every Monday", "2014 or 2019", "nonsense", "🕰"])
def test_what_means_no_one_period_is_not_resolved(expression: str) -> None:
    assert resolve(expression, anchor=date(2020, 3, 2)) is None
