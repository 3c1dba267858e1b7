"""A live blog is read post by post, each with its own day, and nothing that stands around is lost."""

from __future__ import annotations

import json
from datetime import date

import pytest

from knowledge.ingest.files import read_bytes
from knowledge.model import Article

INTRO = (
    "Crews and owners of the Osk ferries have been talking since Monday about pay for the nights on board."
)
FIRST = "The first boat left Osk at nine with forty aboard, the harbour office said."
OFFER = "The owners offered the crews four hundred crowns a night, their lawyer told reporters."
TALKS = "Both sides met in the customs house at eight, and neither side spoke to the press."
POSTS = [
    ("p3", "2024-03-06T09:20:00+01:00", "Boats sail again", FIRST),
    ("p2", "2024-03-05T23:55:00+01:00", None, OFFER),
    ("p1", "2024-03-05T08:00:00+01:00", "Talks begin", TALKS),
]
SECOND = "Nobody aboard would say how long the offer stands, or who had asked for it in the first place."


def page(posts: str, *, head: str = "", title: str = "Osk ferry strike: live updates") -> bytes:
    return (
        f"<!doctype html><html lang='en-GB'><head><title>{title}</title>{head}"
        "<link rel='canonical' href='https://osk.example/strike'></head>"
        "<body><header><a href='/'>Osk Post</a><a href='/news'>News</a></header>"
        f"<main><h1>{title}</h1><p class='byline'>Published 5 March 2024</p><p>{INTRO}</p>{posts}</main>"
        "<footer>© 2024 Osk Post</footer></body></html>"
    ).encode()


def read(data: bytes) -> list[Article]:
    return list(read_bytes("strike.html", data).articles)


def with_time(name: str, when: str, head: str | None, text: str) -> str:
    heading = f"<h2>{head}</h2>" if head else ""
    stamp = f"<p><time datetime='{when}'>{when[11:16]}</time></p>"
    return f"<article id='{name}'>{stamp}{heading}<p>{text}</p><p>{SECOND}</p></article>"


def in_a_list(name: str, when: str, head: str | None, text: str) -> str:
    bold = f"<strong>{head}. </strong>" if head else ""
    stamp = f"<span class='timestamp'><time datetime='{when}'>at {when[11:16]}</time></span>"
    return f"<li class='entry' id='{name}'>{stamp}<div><p>{bold}{text}</p><p>{SECOND}</p></div></li>"


def nested(name: str, when: str, head: str | None, text: str) -> str:
    heading = f"<h3>{head}</h3>" if head else ""
    stamp = f"<header><div><time datetime='{when}'>{when[11:16]} CET</time></div>{heading}</header>"
    inner = f"<div class='text'><p>{text}</p><blockquote><p>{SECOND}</p></blockquote></div>"
    return f"<section id='{name}'>{stamp}{inner}</section>"


FORMS = {"articles": with_time, "a list": in_a_list, "nested": nested}


@pytest.mark.parametrize("form", FORMS)
def test_each_post_shown_has_its_own_day(form: str) -> None:
    shown = "".join(FORMS[form](*post) for post in POSTS)
    articles = read(page(f"<ol>{shown}</ol>" if form == "a list" else f"<div>{shown}</div>"))
    assert [a.source.id for a in articles] == ["strike.html", *(f"strike.html/{post[0]}" for post in POSTS)]
    assert [a.source.published for a in articles] == [
        date(2024, 3, 5), date(2024, 3, 6), date(2024, 3, 5), date(2024, 3, 5),
    ]  # fmt: skip
    assert INTRO in articles[0].text
    for article, (_, _, _, text) in zip(articles[1:], POSTS, strict=True):
        assert text in article.text
        assert SECOND in article.text
        assert "09:20" not in article.text


def test_a_post_is_cited_by_its_place_on_the_page() -> None:
    articles = read(page("<div>" + "".join(with_time(*post) for post in POSTS) + "</div>"))
    assert [a.source.url for a in articles[1:]] == [f"https://osk.example/strike#{post[0]}" for post in POSTS]


def test_a_post_is_called_as_the_page_is_and_its_own_heading_stands_below() -> None:
    articles = read(page("<div>" + "".join(with_time(*post) for post in POSTS) + "</div>"))
    assert {a.source.title for a in articles} == {"Osk ferry strike: live updates"}
    assert [a.source.deck for a in articles[1:]] == ["Boats sail again", None, "Talks begin"]


def clocked(when: str, text: str) -> str:
    return f"<div class='post'><h4>{when}</h4><p>{text}</p><p>{SECOND}</p></div>"


def test_a_line_with_a_date_is_the_day_of_the_posts_below() -> None:
    second = f"<h2>Wednesday 6 March 2024</h2>{clocked('09:20', FIRST)}"
    first = f"<h2>Tuesday 5 March 2024</h2>{clocked('23:55', OFFER)}{clocked('08:00', TALKS)}"
    articles = read(page(f"<div>{second}{first}</div>"))
    assert [a.source.published for a in articles[1:]] == [
        date(2024, 3, 6),
        date(2024, 3, 5),
        date(2024, 3, 5),
    ]


def test_a_post_with_a_time_of_day_alone_has_the_day_of_the_page_and_says_so() -> None:
    posts = "".join(
        f"<article><p class='time'>{when[11:16]}</p><p>{text}</p><p>{SECOND}</p></article>"
        for _, when, _, text in POSTS
    )
    articles = read(page(f"<div>{posts}</div>"))
    assert [a.source.id for a in articles[1:]] == [
        "strike.html/post-1",
        "strike.html/post-2",
        "strike.html/post-3",
    ]
    assert {a.source.published for a in articles} == {date(2024, 3, 5)}
    assert (
        articles[1].source.published_reason == "the day of the live blog, printed: “Published 5 March 2024”"
    )


def declared_as_live(*, bodies: bool) -> str:
    updates = []
    for name, when, head, text in POSTS:
        update = {"@type": "BlogPosting", "headline": head or "", "datePublished": when}
        update["url"] = f"https://osk.example/strike#{name}"
        updates.append(update | ({"articleBody": f"{text}\n\n{SECOND}"} if bodies else {}))
    blog = {"@type": "LiveBlogPosting", "headline": "Osk ferry strike", "datePublished": "2024-03-05"}
    return f"<script type='application/ld+json'>{json.dumps(blog | {'liveBlogUpdate': updates})}</script>"


@pytest.mark.parametrize("bodies", [True, False], ids=["with their words", "without their words"])
def test_posts_that_are_declared_keep_their_days(bodies: bool) -> None:
    shown = "<div>" + "".join(with_time(*post) for post in POSTS) + "</div>"
    articles = read(
        page("" if bodies else shown, head=declared_as_live(bodies=bodies), title="Osk ferry strike")
    )
    assert [a.source.published for a in articles] == [
        date(2024, 3, 5), date(2024, 3, 6), date(2024, 3, 5), date(2024, 3, 5),
    ]  # fmt: skip
    assert [a.source.id for a in articles[1:]] == ["strike.html/p3", "strike.html/p2", "strike.html/p1"]


def test_two_live_blogs_do_not_share_their_posts_names() -> None:
    posts = "<div>" + "".join(with_time(*post) for post in POSTS) + "</div>"
    first, second = (read_bytes(name, page(posts)).articles for name in ("a.html", "b.html"))
    assert not {a.source.id for a in first} & {a.source.id for a in second}


def test_a_chronology_inside_an_article_stays_in_the_article() -> None:
    stamp = "<p><time datetime='{0}'>{0}</time></p>"
    dated = "".join(f"<li>{stamp.format(when[:10])}<p>{text}</p></li>" for _, when, _, text in POSTS)
    articles = read(page(f"<p>{SECOND}</p><ul>{dated}</ul>", title="How the strike came about"))
    assert [a.source.id for a in articles] == ["strike.html"]
    assert all(text in articles[0].text for *_, text in POSTS)


def test_an_article_that_calls_itself_live_and_has_no_posts_is_one_article() -> None:
    articles = read(page("".join(f"<p>{text}</p>" for *_, text in POSTS), title="Live music returns to Osk"))
    assert [a.source.id for a in articles] == ["strike.html"]
