"""A byline that names the writer and the paper, in plain text."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.ingest.files import read_bytes

TEXT = """Harbour crane falls
{}

A harbour crane fell on a warehouse in Port Marlow on Tuesday, the fire service said.

Nobody was hurt, but two trucks were crushed under the arm of the crane.
"""
DAY = date(2024, 9, 12)
BOTH = "Ada Quill and Odo Karr"


@pytest.mark.parametrize(
    ("byline", "author", "publisher", "day"),
    [
        ("By Ada Quill / The Courier, 12 September 2024", "Ada Quill", "The Courier", DAY),
        ("By Ada Quill / The Courier", "Ada Quill", "The Courier", None),
        ("By Ada Quill and Odo Karr / The Vale Mail | 12 September 2024", BOTH, "The Vale Mail", DAY),
        ("By Ada Quill / Photos by Odo Karr", "Ada Quill", None, None),
        ("By Ada Quill, 12 September 2024", "Ada Quill", None, DAY),
    ],
)  # fmt: skip
def test_a_byline_names_writer_paper_and_day(
    byline: str, author: str, publisher: str | None, day: date | None
) -> None:
    (article,) = read_bytes("crane.txt", TEXT.format(byline).encode()).articles
    source = article.source
    assert (source.author, source.publisher, source.published) == (author, publisher, day)
    assert article.text.startswith("A harbour crane fell")
