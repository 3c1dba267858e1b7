"""Letters that publishers send: a saved mail, its text below its head, its page."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.ingest.files import read_bytes
from knowledge.model import Article

HEAD = (
    "From: The Wendle Mercury <news@wendle.example>\n"
    "Date: Tue, 7 Jan 2020 23:30:00 -0500\n"
    "Subject: Barge sinks in lock\n"
)
TEXT = (
    "A barge with 300 sacks of malt sank in the lock at Wendle on Tuesday, its skipper said.\n\n"
    "Nobody was hurt. The lock was built in 1861 and has sunk four barges since.\n"
)


def letter(words: str, *, name: str = "letter.eml") -> Article:
    (article,) = read_bytes(name, words.encode()).articles
    return article


@pytest.mark.parametrize("name", ["letter.eml", "letter.txt"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_head_of_a_letter_tells_title_sender_and_day(name: str, newline: str) -> None:
    source = letter((HEAD + "\n" + TEXT).replace("\n", newline), name=name).source
    assert (source.title, source.publisher) == ("Barge sinks in lock", "The Wendle Mercury")
    assert (source.published, source.published_basis) == (date(2020, 1, 7), "declared")


def test_what_stands_below_the_signature_and_how_to_leave_the_list_is_no_paragraph() -> None:
    article = letter(HEAD + "\n" + TEXT + "\nUnsubscribe: https://wendle.example/u\n\n-- \nMill Lane 4\n")
    assert article.text == TEXT.strip()


def test_the_page_of_a_letter_is_read_where_it_has_no_text() -> None:
    page = "".join(f"<p>{words}</p>" for words in TEXT.strip().split("\n\n"))
    article = letter(f"{HEAD}Content-Type: text/html; charset=utf-8\n\n<html><body>{page}</body></html>")
    assert (article.source.title, len(article.paragraphs)) == ("Barge sinks in lock", 2)


def test_a_story_that_quotes_one_line_of_a_letter_is_none() -> None:
    source = letter(f"Subject: the matter of the lock\n\n{TEXT}", name="story.txt").source
    assert source.published is None
