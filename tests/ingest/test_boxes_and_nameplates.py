"""What a page puts around its article: boxes within, nameplates above, menus below, short years."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.ingest.files import Reading, read_bytes
from knowledge.ingest.printed_date import find_printed
from knowledge.model import Source

FIRST = (
    "A heron that had lost its way sat for two days on the roof of the town hall at Ouldby, its porter said."
)
SECOND = '"He looked at the clock and then at me," said Ned Farrow, who has kept the door since 1998.'
THIRD = "It flew off on Friday towards the reservoir, and the clock has been right ever since."
DAYS = st.dates(date(2001, 1, 1), date(2030, 12, 31))


def html(body: str, *, title: str = "Heron leaves town hall", above: str = "", head: str = "") -> Reading:
    page = f"<html lang='en'><head><title>{title}</title>{head}</head><body>{above}{body}</body></html>"
    return read_bytes("heron.html", page.encode())


def paragraphs(reading: Reading) -> list[str]:
    (article,) = reading.articles
    return [article.text[start:end] for start, end in article.paragraphs]


def source(reading: Reading) -> Source:
    return reading.articles[0].source


@pytest.mark.parametrize(
    "box",
    [
        "<blockquote>{}</blockquote>",
        "<div class='story__pullquote'><p>{}</p></div>",
        "<blockquote><p>“{}”</p></blockquote>",
    ],
)
@given(st.integers(0, 4), st.integers(4, 6))
def test_a_quotation_drawn_out_of_the_article_is_told_once(box: str, start: int, length: int) -> None:
    words = "He looked at the clock and then at me".split()[start : start + length]
    drawn = box.format(" ".join(words).capitalize())
    read = html(f"<h1>Heron leaves town hall</h1><p>{FIRST}</p>{drawn}<p>{SECOND}</p><p>{THIRD}</p>")
    assert paragraphs(read) == [FIRST, SECOND, THIRD]


def test_a_quotation_that_stands_nowhere_else_stays() -> None:
    quoted = "I never saw a bird so sure of the time."
    box = f"<blockquote>{quoted}</blockquote>"
    read = html(f"<h1>Heron leaves town hall</h1><p>{FIRST}</p>{box}<p>{SECOND}</p><p>{THIRD}</p>")
    assert paragraphs(read) == [FIRST, quoted, SECOND, THIRD]


@given(
    DAYS,
    st.sampled_from(["{0:%a} {1} {0:%b %y}", "{0:%A} {1} {0:%B %y}", "{1}-{0:%b-%y}", "{1} {0:%b} ’{0:%y}"]),
)
def test_a_year_of_two_figures_is_read_where_it_is_plainly_one(day: date, form: str) -> None:
    found = find_printed(form.format(day, day.day))
    assert found is not None
    assert found.day == day


@given(DAYS, st.sampled_from(["Published {}", "Posted on {}", "{}, 14:20", "{} at 6.15am"]))
def test_a_year_of_two_figures_is_read_beside_a_stamp_or_a_clock(day: date, form: str) -> None:
    found = find_printed(form.format(f"{day.day} {day:%B %y}"))
    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(
    "words",
    [
        "On 3 May 24 boats sailed.",
        "by 3 May 24 of them had left",
        "Sat 3 May 24",
        "Published 3 May 24.5 tonnes",
    ],
)
def test_two_figures_after_a_month_are_else_no_year(words: str) -> None:
    assert find_printed(words) is None


@pytest.mark.parametrize(
    "ticker", ["ALERT 9 May 2022: Quay road under water", "7 May 2022 – Mill burns down at Osk"]
)
def test_news_above_a_title_prints_no_day_of_the_page(ticker: str) -> None:
    body = (
        f"<div class='story'><h1>Heron leaves town hall</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>"
    )
    assert source(html(body, above=f"<div><span>{ticker}</span></div>")).published is None


@given(DAYS)
def test_a_day_declared_in_figures_alone_is_read(day: date) -> None:
    head = f"<meta name='pubdate' content='{day:%Y%m%d}'>"
    read = source(html(f"<h1>Heron leaves town hall</h1><p>{FIRST}</p><p>{SECOND}</p>", head=head))
    assert (read.published, read.published_basis) == (day, "declared")


@pytest.mark.parametrize("mark", [" - ", " | ", " – "])
@pytest.mark.parametrize("more", [" after two days", ", porter says", ""])
def test_a_headline_longer_than_the_title_of_the_page_is_the_title(mark: str, more: str) -> None:
    headline = f"Lost heron leaves town hall{more}"
    title = f"Lost heron leaves town hall{mark}Ouldby Community Network"
    read = source(html(f"<h1>{headline}</h1><p>{FIRST}</p><p>{SECOND}</p>", title=title))
    assert (read.title, read.publisher) == (headline, "Ouldby Community Network")


@pytest.mark.parametrize(
    "menu",
    [
        "Share with a friend | Update your preferences | Unsubscribe",
        "Forward this newsletter to a colleague",
        "Read in browser | Tell us what you think | Unsubscribe",
    ],
)
def test_the_menu_below_a_letter_is_no_paragraph(menu: str) -> None:
    rows = "".join(f"<tr><td>{words}</td></tr>" for words in (f"<p>{FIRST}</p><p>{SECOND}</p>", menu))
    read = html(f"<table><tr><td><h1>Heron leaves town hall</h1></td></tr>{rows}</table>")
    assert paragraphs(read) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "lines",
    [
        ["Vol. 88 No. 4,120", "Monday, 6 May 2019", "Price 60c"],
        ["Established 1877", "Volume XII, Issue 3", "Monday, 6 May 2019"],
        ["Monday, 6 May 2019", "Price: £1.20", "Continued from page 3"],
    ],
)
def test_a_nameplate_of_several_lines_stands_above_the_headline(lines: list[str]) -> None:
    top = "\n".join(["The Ouldby Mercury", *lines])
    page = f"{top}\n\nLost heron leaves town hall roof\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n"
    read = read_bytes("heron.txt", page.encode())
    told = source(read)
    assert paragraphs(read) == [FIRST, SECOND, THIRD]
    assert (told.title, told.publisher) == ("Lost heron leaves town hall roof", "The Ouldby Mercury")
    assert told.published == date(2019, 5, 6)


@pytest.mark.parametrize("heading", ["Most read", "Related stories", "Read next", "Trending now"])
@pytest.mark.parametrize("bold", ["**{}**", "## {}", "{}"])
def test_a_box_within_markdown_ends_where_its_quotation_does(heading: str, bold: str) -> None:
    box = f"> {bold.format(heading)}\n> [Bus burns on bridge](/bus)\n"
    page = f"# Heron leaves town hall\n\n{FIRST}\n\n{SECOND}\n\n{box}\n{THIRD}\n"
    assert paragraphs(read_bytes("heron.md", page.encode())) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize("heading", ["Most read", "Related stories", "Read next", "Trending now"])
def test_what_stands_below_a_heading_of_other_articles_is_no_paragraph(heading: str) -> None:
    page = (
        f"# Heron leaves town hall\n\n{FIRST}\n\n{SECOND}\n\n### {heading}\n\n* [Bus burns on bridge](/bus)\n"
    )
    assert paragraphs(read_bytes("heron.md", page.encode())) == [FIRST, SECOND]


DECK = "A bird that nobody asked in has gone of its own will."


@pytest.mark.parametrize(
    ("language", "stamp"),
    [
        ("en", "<span>4 May 2020 09:15</span> <span>Ada Quill</span> <span>Reading time: 3 min</span>"),
        ("de", "<span>4.5.2020 09:15</span> <span>Lesezeit: 3 Min.</span> <span>Von Ada Quill</span>"),
        ("fr", "Par Ada Quill<br>Publié le 04/05/2020 à 9h15, mis à jour le 05/05/2020 à 8h02"),
    ],
)
def test_a_day_below_a_deck_is_that_of_the_page(language: str, stamp: str) -> None:
    top = f"<html lang='{language}'><title>Heron leaves town hall</title><h1>Heron leaves town hall</h1>"
    page = f"{top}<p>{DECK}</p><div>{stamp}</div><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
    read = read_bytes("heron.html", page.encode())
    assert (source(read).published, source(read).published_basis) == (date(2020, 5, 4), "printed")
    assert paragraphs(read)[-3:] == [FIRST, SECOND, THIRD]
    assert not any("Quill" in paragraph for paragraph in paragraphs(read))


@pytest.mark.parametrize(
    "day", ["4 May 2020: The heron lands.", "On 4 May 2020 the heron landed on the roof."]
)
def test_a_day_of_the_text_is_not_that_of_the_page(day: str) -> None:
    read = html(f"<h1>Heron leaves town hall</h1><p>{FIRST}</p><p>{day}</p><p>{SECOND}</p><p>{THIRD}</p>")
    assert source(read).published is None
    assert day in paragraphs(read)


@pytest.mark.parametrize("name", ["subscriber-preview", "subscriber-only", "paywall-content", "metered-body"])
def test_what_is_kept_for_subscribers_is_text_of_the_article(name: str) -> None:
    kept = f"<div class='{name}'><p>{FIRST}</p></div>"
    read = html(f"<h1>Heron leaves town hall</h1><div>{kept}<p>{SECOND}</p><p>{THIRD}</p></div>")
    assert paragraphs(read) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    "line",
    [
        "SOURCE Ouldby Heron Trust",
        "Tagged with: birds, clocks",
        "Publicidad",
        "Ada Quill covers the county's birds. Reach her at 555-0170.",
        "You are receiving this because you asked for it at ouldby.example.",
    ],
)
def test_a_line_of_the_site_below_the_text_is_no_paragraph(line: str) -> None:
    read = html(f"<h1>Heron leaves town hall</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>{line}</p>")
    assert paragraphs(read) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize("signature", ["— Ada Quill, Ouldby Mercury", "– Ada Quill"])
def test_the_writers_signature_is_no_paragraph(signature: str) -> None:
    body = f"<h1>Heron leaves town hall</h1><p>{FIRST}</p><p>{SECOND}</p><p>{signature}</p>"
    assert paragraphs(html(body, head="<meta name='author' content='Ada Quill'>")) == [FIRST, SECOND]


@pytest.mark.parametrize("below", ["Related Topics", "Related topic"])
def test_what_a_copied_page_says_of_its_pictures_and_topics_is_no_paragraph(below: str) -> None:
    picture = "A grey bird on a roof\nImage source, Ada Quill\nImage caption, The heron stayed for two days"
    top = ("Heron leaves town hall", "4 May 2020", picture)
    page = "\n\n".join((*top, FIRST, SECOND, THIRD, below, "Ouldby", "Birds"))
    assert paragraphs(read_bytes("heron.txt", page.encode())) == [FIRST, SECOND, THIRD]
