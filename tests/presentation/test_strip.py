"""A timeline as an axis of characters."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from rich.console import Console

from knowledge.model import Citation, Entry, Timeline
from knowledge.presentation import lines
from knowledge.presentation.strip import strip
from knowledge.presentation.terminal import show


def entry(start: str | None, end: str | None, status: str = "stated") -> Entry:
    cited = Citation.model_validate(
        {
            "n": 1, "source": "a.txt", "title": "Ferries", "publisher": "Quay Post", "paragraph": 1,
            "published": date(2021, 5, 3), "published_basis": "printed", "kind": "article", "sentence": 1,
            "start": 0, "end": 3, "quote": "The ferry stopped. " * 20, "stance": "supports", "score": 1.0,
        }
    )  # fmt: skip
    return Entry.model_validate(
        {
            "start": start, "end": end, "precision": "day", "status": status, "text": cited.quote,
            "citations": (cited,),
        }
    )  # fmt: skip


def day(text: str, status: str = "stated") -> Entry:
    return entry(text, text, status)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_axis_is_as_wide_as_the_terminal_and_its_ends_are_the_first_and_the_last_day(width: int) -> None:
    axis, scale = strip([day("2010-01-01"), day("2015-01-01"), day("2020-01-01")], width)
    (drawn,) = axis
    assert len(drawn.text) == width
    assert [at for at, mark in enumerate(drawn.text) if mark == "●"] == [0, (width - 1) // 2, width - 1]
    assert len(scale[0].text) <= width
    years = [scale[0].text.index(year) + 2 for year in ("2012", "2014", "2016", "2018")]
    assert years == pytest.approx([width * share for share in (0.2, 0.4, 0.6, 0.8)], abs=1.5)


def test_limits_and_plans_are_rings_periods_are_lines_and_what_shares_a_column_is_counted() -> None:
    entries = [
        day("2010-01-01"), day("2010-01-02"), entry(None, "2013-01-01", "bound"),
        entry("2014-01-01", "2016-12-31"), day("2020-01-01", "planned"),
    ]  # fmt: skip
    (drawn,) = next(iter(strip(entries, 60)))
    assert drawn.text[0] == "2"
    assert drawn.text.count("○") == 2
    assert drawn.text.strip("─2○").count("━") > 10


def test_nothing_is_drawn_where_there_is_nothing_to_compare() -> None:
    same = [day("2010-01-01"), day("2010-01-02"), day("2010-01-02")]
    assert list(strip(same, 80)) == []
    assert list(strip([day("2010-01-01"), day("2020-01-01")], 80)) == []
    assert list(strip([day(f"20{n}-01-01") for n in range(10, 20)], 0)) == []


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_entries_below_fill_the_terminal_and_keep_their_indent(width: int) -> None:
    first = date(2010, 1, 1)
    entries = tuple(day((first + timedelta(days=400 * n)).isoformat()) for n in range(4))
    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False)
    show([*strip(entries, width), *lines.timeline(Timeline(query="ferry", events=entries))], console)
    shown = [line.rstrip() for line in out.getvalue().splitlines()]
    assert max(map(len, shown)) <= width
    told = [line for line in shown if "ferry stopped" in line]
    assert all(line.startswith("  ") and not line.startswith("   ") for line in told)
    assert len(told[0]) > width - len("stopped. ")
