"""Lines of players and sponsors, buttons beside the time of a post, labels of the day, divided words."""

from __future__ import annotations

from datetime import date
from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.ingest.blocks import paragraphs_of
from knowledge.ingest.files import Reading, read_bytes

FIRST = "The pump at Orle Mill was switched on again on Tuesday after it had stood dry for seven winters."
SECOND = "Its keeper, Ada Quill, said that 40 people had come with buckets before the water ran clear."
THIRD = "The parish has paid 1,200 pounds for the new shaft and will ask for the rest in the spring."
TEXT = [FIRST, SECOND, THIRD]
BODY = "".join(f"<p>{text}</p>" for text in TEXT)


def html(body: str, language: str = "en") -> Reading:
    page = f"<html lang='{language}'><body><h1>Pump runs again</h1>{body}</body></html>"
    return read_bytes("mill.html", page.encode())


def paragraphs(reading: Reading) -> list[str]:
    return [article.text[a:b] for article in reading.articles for a, b in article.paragraphs]


@pytest.mark.parametrize("line", [
    "Play video", "Play video 1:32", "Listen to this article (3 mins)", "Duration: 1:32",
    "Duration 1 minute, 32 seconds", "00:00 / 03:04", "0:47", "1:02:33", "This video file cannot be played.",
    "Sorry, this content is not available in your region.", "Together with Folio",
    "Sponsored by Quill & Sons", "Share post",
])  # fmt: skip
def test_a_line_of_a_player_or_a_sponsor_goes(line: str) -> None:
    assert paragraphs(html(f"<div><p>{FIRST}</p><p>{line}</p><p>{SECOND}</p><p>{THIRD}</p></div>")) == TEXT


@pytest.mark.parametrize("line", [
    "This video cannot be played in court, the judge ruled, before both sides have seen it.",
    "Listen to this article of faith, the keeper said, and then look at the well.",
    "Play video games with your children, the keeper of the mill told them.",
    "Together with Folio, the mill has dug a second well.",
    "Duration and depth of the drought were measured at the mill.",
    "At 0:47 the pump stopped.",
])  # fmt: skip
def test_a_sentence_that_begins_like_one_stays(line: str) -> None:
    assert line in paragraphs(html(f"<div><p>{FIRST}</p><p>{line}</p><p>{SECOND}</p></div>"))


@pytest.mark.parametrize("button", ["<span>Share post</span>", "<button>Share</button>"])
@pytest.mark.parametrize("time", ["{0}:08", "<b>{0}:08</b>"])
def test_a_button_beside_the_time_of_a_post_is_no_second_time(button: str, time: str) -> None:
    posts = "".join(
        f"<section><time datetime='2024-01-22T{20 - n}:08:00Z'>{time.format(20 - n)}</time><p>{text}</p>"
        f"{button}</section>"
        for n, text in enumerate(TEXT)
    )
    reading = html(f"<div class='liveblog'>{posts}</div>")
    assert len(reading.articles) == len(TEXT)
    assert paragraphs(reading) == TEXT


def test_a_list_of_labels_gives_the_day_of_publication_and_is_no_text() -> None:
    changed = "<dt>Last updated</dt><dd>14 December 2022 — see all updates</dd>"
    data = f"<dl><dt>From:</dt><dd>Water Office</dd>{changed}<dt>Published</dt><dd>1 December 2022</dd></dl>"
    reading = html(data + BODY)
    assert reading.articles[0].source.published == date(2022, 12, 1)
    assert paragraphs(reading) == TEXT


def test_a_list_that_tells_what_happened_on_each_day_stays() -> None:
    told = "".join(f"<dt>{n + 3} May 2024</dt><dd>{text}</dd>" for n, text in enumerate(TEXT))
    assert set(TEXT) <= set(paragraphs(html(f"<dl>{told}</dl>")))


@pytest.mark.parametrize(("language", "label"), [
    ("cs", "Publikováno: 21. 11. 2023 14:05"), ("cs", "Autor: Jan Malý | Publikováno: 21. 11. 2023 14:05"),
    ("tr", "Yayınlanma tarihi: 21.11.2023 14:05"), ("pl", "Opublikowano: 21 listopada 2023"),
    ("fi", "Julkaistu: 21. 11. 2023"),
])  # fmt: skip
def test_a_day_behind_a_label_in_another_language_is_that_of_publication(language: str, label: str) -> None:
    reading = html(f"<div>{label}</div>{BODY}", language)
    assert reading.articles[0].source.published == date(2023, 11, 21)
    assert paragraphs(reading) == TEXT


@given(width=st.integers(60, 80), at=st.integers(2, 8))
def test_a_word_that_a_line_divides_ends_no_paragraph(width: int, at: int) -> None:
    lines = wrap(" ".join(TEXT * 2), width)
    typed = "\n".join([*lines[:-1], f"the {'motorcycles'[:at]}-", f"{'motorcycles'[at:]} stay at 20."])
    assert len(paragraphs_of(typed)) == 1


@pytest.mark.parametrize(("divided", "whole"), [
    ("for the pumphouse and the pump-\nhouse wall", "the pumphouse wall"),
    ("for the well-\nknown wall of the mill", "well-known wall"),
    ("for the pre-\nand post-war wall of it", "pre- and post-war wall"),
])  # fmt: skip
def test_a_hyphen_goes_only_where_the_whole_word_stands_elsewhere(divided: str, whole: str) -> None:
    lines = wrap(" ".join(TEXT), 66)
    assert whole in paragraphs_of("\n".join([*lines, "", *lines[:2], divided, *lines[2:]]))[1]
