"""Saved HTML: no word goes from inside a sentence, and the day is that of publication or none."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.errors import ReadingError
from knowledge.ingest.dom import flow, parsed
from knowledge.ingest.files import read_bytes

INLINE = [
    "time",
    "button",
    "label",
    "output",
    "span",
    "small",
    "abbr",
    "b",
    "em",
    "a",
    "mark",
    "x-term",
    "cite",
]
WORDS = st.lists(st.text("abcdefgéñ0123456789", min_size=1, max_size=8), min_size=3, max_size=12)
LEAD = (
    "The ferry owners of Osk promised on Tuesday to pay their crews for the nights, the harbour office said."
)
NEXT = "The first boat left at noon with some forty passengers on its deck, who had waited since the morning."


def page(head: str = "", above: str = "", below: str = "") -> bytes:
    return (
        f"<html lang='en'><head><title>Ferries sail again</title>{head}</head><body><main><article>"
        f"<h1>Ferries sail again</h1>{above}<p>{LEAD}</p><p>{NEXT}</p></article></main>{below}</body></html>"
    ).encode()


@settings(max_examples=150, deadline=None)
@given(WORDS, st.sampled_from(INLINE), st.data())
def test_an_inline_element_keeps_its_words_and_their_place(
    words: list[str], tag: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    marked = [*words[:start], f"<{tag} class='c'>{' '.join(words[start:end])}</{tag}>", *words[end:]]
    root = parsed(f"<html><body><p>{' '.join(marked)}</p></body></html>")
    assert [block.text for block in flow(root).blocks] == [" ".join(words)]


def test_what_is_struck_out_or_hidden_goes_and_is_told() -> None:
    root = parsed("<p>It cost <del>48</del> 38 euros<span hidden> or so</span>.<script>x()</script></p>")
    seen = flow(root)
    assert [block.text for block in seen.blocks] == ["It cost 38 euros."]
    assert [left.rule for left in seen.unseen] == ["struck out", "hidden"]


@pytest.mark.parametrize(
    ("head", "above", "day", "basis"),
    [
        ('<meta property="article:published_time" content="2024-09-11T23:30:00-07:00">', "", 11, "declared"),
        ("", "<p class='byline'>By Ann Lee, 11 September 2024</p>", 11, "printed"),
        (
            "",
            "<p class='byline'>Updated 20 February 2025 · First published 11 September 2024</p>",
            11,
            "printed",
        ),
        ("", "<p class='byline'>Updated 20 February 2025</p>", None, "none"),
        ("", "<p class='byline'>03/04/2024</p>", None, "none"),
        ('<link rel="canonical" href="https://x.example/2024/09/11/ferries">', "", 11, "address"),
        ("", "", None, "none"),
    ],
)
def test_the_day_of_a_page_has_a_basis(head: str, above: str, day: int | None, basis: str) -> None:
    below = "<footer>© 2019-2025 · <time datetime='2025-01-02'>2 January 2025</time></footer>"
    (article,) = read_bytes("page.html", page(head, above, below)).articles
    wanted = date(2024, 9, day) if day else None
    assert (article.source.published, article.source.published_basis) == (wanted, basis)
    assert article.source.published_reason


def test_what_is_left_out_is_told_with_its_rule() -> None:
    reading = read_bytes("page.html", page(below="<nav>Home</nav><footer>© Osk Courier</footer>"))
    (told,) = reading.left_out.values()
    assert {(left.text, left.rule) for left in told} == {("Home", "navigation"), ("© Osk Courier", "footer")}
    assert reading.articles[0].source.left_out == 2


def test_a_table_of_values_can_be_quoted_row_by_row() -> None:
    table = (
        "<table><tr><th>Port</th><th>Boats</th></tr><tr><td>Osk</td><td>12</td></tr><tr><td>Tarsh</td>"
        "<td>38</td></tr></table>"
    )
    root = parsed(f"<html><body>{table}</body></html>")
    assert [block.text for block in flow(root).blocks] == ["Port: Osk; Boats: 12", "Port: Tarsh; Boats: 38"]


@pytest.mark.parametrize(
    ("title", "text", "says"),
    [
        ("Page not found", "The page that you wanted does not exist. It may have been moved.", "not found"),
        ("Just a moment...", "Verify you are human by completing the action below.", "human"),
        ("Ferries", "Please log in or take out a subscription to go on reading this story.", "subscribe"),
        ("Ferries", "You need to enable JavaScript to run this app.", "JavaScript"),
    ],
)
def test_a_page_that_is_no_article_is_refused_with_what_it_is(title: str, text: str, says: str) -> None:
    data = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"
    with pytest.raises(ReadingError, match=says):
        read_bytes("page.html", data.encode())


def test_wire_copy_without_a_headline_loses_no_paragraph() -> None:
    text = f"It was over by noon.\n\n{LEAD}\n\n{NEXT}\n"
    (article,) = read_bytes("wire.txt", text.encode()).articles
    assert article.text.split("\n\n") == ["It was over by noon.", LEAD, NEXT]


MASTHEADS = [
    "<div class='paper'>Osk Post – Tuesday, 8 May 2007</div>",
    "<header><strong>Osk Post</strong> <span>Tuesday 8 May 2007</span></header>",
    "<center><font size=6>OSK POST</font><br>Tuesday, May 8, 2007</center><hr>",
]


@pytest.mark.parametrize("above", MASTHEADS)
def test_the_day_above_a_title_is_printed_and_no_paragraph(above: str) -> None:
    title = "<h1>Ferries sail again</h1>"
    markup = (
        f"<html><head><title>Ferries sail again</title></head><body>{above}{title}<p>{LEAD}</p></body></html>"
    )
    reading = read_bytes("a.html", markup.encode())
    (article,) = reading.articles
    assert article.text == LEAD
    assert (article.source.published, article.source.published_basis) == (date(2007, 5, 8), "printed")
    assert any("2007" in left.text for left in reading.left_out["a.html"])


def test_a_sentence_above_a_title_stays() -> None:
    markup = (
        f"<html><head><title>Boats</title></head><body><p>{NEXT}</p><h1>Boats</h1><p>{LEAD}</p></body></html>"
    )
    (article,) = read_bytes("a.html", markup.encode()).articles
    assert article.text == f"{NEXT}\n\n{LEAD}"


@pytest.mark.parametrize("writer", ["By Ann Moen, Osk Post", "By Ann Moen", "Written by Ann Moen"])
@pytest.mark.parametrize("tag", ["div", "p"])
def test_a_byline_that_nothing_marks_is_told_and_the_day_below_it_read(writer: str, tag: str) -> None:
    above = f"<{tag}>{writer}<br>Posted 03/14/2011 6:12 PM</{tag}>"
    (article,) = read_bytes("a.html", page(above=above)).articles
    assert article.text == f"{LEAD}\n\n{NEXT}"
    assert (article.source.author or "").startswith("Ann Moen")
    assert (article.source.published, article.source.published_basis) == (date(2011, 3, 14), "printed")


@pytest.mark.parametrize(
    "line",
    [
        "Copyright © 2003-2011 Osk Post Ltd. Page last built 14 January 2011.",
        "© Osk Post",
        "The post Ferries sail again appeared first on Osk Post.",
        "The story Ferries sail again was first published on Osk Post.",
    ],
)
def test_a_line_of_the_publisher_about_itself_is_no_paragraph(line: str) -> None:
    (article,) = read_bytes("a.html", page(below=f"<div>{line}</div>")).articles
    assert article.text == f"{LEAD}\n\n{NEXT}"


@pytest.mark.parametrize("author", ["By Ann Moen", ["Ann Moen"], {"name": "Ann Moen"}])
def test_the_writer_of_a_row_is_a_name(author: object) -> None:
    rows = json.dumps([{"title": "Ferries sail again", "author": author, "text": LEAD}])
    (article,) = read_bytes("a.json", rows.encode()).articles
    assert article.source.author == "Ann Moen"
