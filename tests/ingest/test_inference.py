"""Publication days that are not printed: inferred with the reason said, or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.ingest.files import read_bytes
from knowledge.ingest.inference import inferred


@pytest.mark.parametrize(
    ("text", "name", "day"),
    [
        ("The bridge opened.", "2019-10-28-bridge.md", date(2019, 10, 28)),
        ("The mayor resigned on Friday, 3 May 2019, aides said.", "a.txt", date(2019, 5, 3)),
        ("It was closed on Monday, May 6, 2019.\n\nIt began on Sunday, May 5, 2019.", "a", date(2019, 5, 6)),
    ],
)
def test_a_day_is_inferred_from_the_name_or_what_is_reported(text: str, name: str, day: date) -> None:
    found = inferred(text, name=name)
    assert found is not None
    assert found.day == day
    assert found.note.startswith("not printed; ")


@pytest.mark.parametrize(
    "text",
    [
        "The war ended on 2 September 1945, and the town was rebuilt.",
        "The bridge will open on Friday, 3 May 2019.",
        "He was arrested on Friday.",
        "The plan dates from May 2019.",
        "",
    ],
)
def test_nothing_is_invented(text: str) -> None:
    assert inferred(text, name="page.txt") is None


def test_a_page_says_how_its_day_was_found() -> None:
    page = "Mayor of Elmford steps down\n\nThe mayor resigned on Friday, 3 May 2019, his office said.\n"
    (article,) = read_bytes("mayor.txt", page.encode()).articles
    assert (article.source.published, article.source.published_basis) == (date(2019, 5, 3), "inferred")
    assert article.source.published_reason == (
        "not printed; the latest day that the article reports on is 3 May 2019"
    )


def test_a_printed_day_wins() -> None:
    body = "The mayor resigned on Friday, 3 May 2019, his office said.\n"
    page = "Mayor of Elmford steps down\n\n7 May 2019\n\n" + body
    (article,) = read_bytes("2001-01-01.txt", page.encode()).articles
    assert (article.source.published, article.source.published_basis) == (date(2019, 5, 7), "printed")
