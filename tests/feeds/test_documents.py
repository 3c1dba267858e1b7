"""Feeds of all kinds are read as feedparser reads them, and as their writers meant them."""
# ruff: noqa: E501 - documents stand in the lines in which they are sent

from __future__ import annotations

from typing import NamedTuple

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.feeds.discovery import declared_feeds, is_front_page
from knowledge.feeds.documents import listing
from knowledge.feeds.fetching import Fetched
from knowledge.feeds.listing import NoListingError

AT = "https://courier.example/feeds/all.xml"
LONG = " ".join(f"Word{n} of the long report on the harbour." for n in range(40))


class Document(NamedTuple):
    """A document, and the items it holds: id, address, title."""

    body: bytes
    items: list[tuple[str, str | None, str]]
    kind: str = "application/xml"
    charset: str | None = None


def rss(items: str, version: str = "2.0", more: str = "") -> bytes:
    return f'<?xml version="1.0"?><rss version="{version}"{more}><channel><title>T</title>{items}</channel></rss>'.encode()


ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title>{}</feed>"
G1 = "https://courier.example/feeds/g1"
"""An id is taken for relative to its document, as feedparser takes it."""
STRIKE = (G1, "https://courier.example/strike", "A strike")
DOCUMENTS = {
    "RSS 0.90 (RDF)": Document(
        b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'>"
        b"<channel><title>T</title></channel><item><title>A strike</title>"
        b"<link>https://courier.example/strike</link></item></rdf:RDF>",
        [("https://courier.example/strike", STRIKE[1], STRIKE[2])],
    ),
    "a channel definition (CDF)": Document(
        b"<?xml version='1.0'?><CHANNEL HREF='https://courier.example/'><TITLE>T</TITLE>"
        b"<ITEM HREF='https://courier.example/strike'><TITLE>A strike</TITLE><ABSTRACT>Ferries stop.</ABSTRACT></ITEM></CHANNEL>",
        [("https://courier.example/strike", STRIKE[1], STRIKE[2])],
    ),
    "a channel definition (CDF) that lists nothing yet": Document(
        b"<?xml version='1.0'?><CHANNEL HREF='https://courier.example/'><TITLE>T</TITLE></CHANNEL>", []
    ),
    "scripts and comments in titles": Document(
        rss("<item><guid>g1</guid><title>A &lt;!-- - --&gt;strike&lt;script&gt;count('g1');&lt;/script&gt;</title>"
            "<link>https://courier.example/strike</link></item>"),
        [STRIKE],
    ),
    "RSS 0.91": Document(
        rss("<item><title>A strike</title><link>https://courier.example/strike</link></item>", "0.91"),
        [("https://courier.example/strike", STRIKE[1], STRIKE[2])],
    ),
    "RSS 0.92 without titles": Document(
        rss("<item><description>Only words of a strike.</description><link>https://courier.example/strike</link></item>", "0.92"),
        [("https://courier.example/strike", STRIKE[1], "")],
    ),
    "RSS 1.0 (RDF)": Document(
        b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
        b"<channel rdf:about='https://courier.example/'><title>T</title></channel>"
        b"<item rdf:about='https://courier.example/strike'><title>A strike</title>"
        b"<link>https://courier.example/strike</link></item></rdf:RDF>",
        [("https://courier.example/strike", STRIKE[1], STRIKE[2])],
    ),
    "RSS 2.0 with a guid that is no address": Document(
        rss(
            "<item><guid isPermaLink='false'>g1</guid><title>A strike</title>"
            "<link>https://courier.example/strike</link></item>"
        ),
        [("g1", *STRIKE[1:])],
    ),
    "RSS 2.0 whose guid is the only address": Document(
        rss("<item><guid>https://courier.example/strike</guid><title>A strike</title></item>"),
        [("https://courier.example/strike", STRIKE[1], STRIKE[2])],
    ),
    "RSS 2.0 whose elements have a prefix": Document(
        b"<r:rss version='2.0' xmlns:r='http://backend.userland.com/rss2'><r:channel><r:title>T</r:title><r:item>"
        b"<r:title>A strike</r:title><r:link>https://courier.example/strike</r:link></r:item></r:channel></r:rss>",
        [("https://courier.example/strike", STRIKE[1], STRIKE[2])],
    ),
    "CDATA and mark-up in titles": Document(
        rss("<item><guid>g1</guid><title><![CDATA[A &amp; B: <i>a strike</i>]]></title><link>https://courier.example/s</link></item>"),
        [(G1, "https://courier.example/s", "A & B: a strike")],
    ),
    "a relative link": Document(
        rss("<item><guid isPermaLink='false'>g1</guid><title>A strike</title><link>/strike</link></item>"),
        [("g1", *STRIKE[1:])],
    ),
    "xml:base": Document(
        (
            b"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://other.example/a/'><title>T</title>"
            b"<entry><id>g1</id><title>A strike</title><link href='b'/></entry></feed>"
        ),
        [("https://other.example/a/g1", "https://other.example/a/b", "A strike")],
    ),
    "a podcast": Document(
        rss(
            "<item><guid>g1</guid><title>Talk of a strike</title><link>https://courier.example/talk</link>"
            "<enclosure url='https://courier.example/1.mp3' length='9' type='audio/mpeg'/>"
            "<itunes:summary>Words.</itunes:summary></item>",
            more=' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"',
        ),
        [(G1, "https://courier.example/talk", "Talk of a strike")],
    ),
    "Atom 0.3": Document(
        b"<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>T</title><entry><id>g1</id><title>A strike"
        b"</title><link rel='alternate' href='https://courier.example/strike'/></entry></feed>",
        [STRIKE],
    ),
    "Atom 1.0 with links of several kinds": Document(
        ATOM.format(
            "<entry><id>g1</id><title type='html'>A &lt;b&gt;strike&lt;/b&gt;</title>"
            "<link rel='self' href='https://courier.example/entry.xml'/>"
            "<link rel='alternate' type='text/html' href='https://courier.example/strike'/></entry>"
        ).encode(),
        [STRIKE],
    ),
    "Latin-1 by its declaration": Document(
        b'<?xml version="1.0" encoding="iso-8859-1"?>'
        + "<rss version='2.0'><channel><title>T</title><item><guid>g1</guid><title>Straße</title>"
        "<link>https://courier.example/s</link></item></channel></rss>".encode("latin-1"),
        [(G1, "https://courier.example/s", "Straße")],
    ),
    "Windows-1251 by HTTP": Document(
        "<rss version='2.0'><channel><title>T</title><item><guid>g1</guid><title>Забастовка</title>"
        "<link>https://courier.example/s</link></item></channel></rss>".encode("windows-1251"),
        [(G1, "https://courier.example/s", "Забастовка")],
        charset="windows-1251",
    ),
    "UTF-16 with its mark": Document(
        "<rss version='2.0'><channel><title>T</title><item><guid>g1</guid><title>Straße</title>"
        "<link>https://courier.example/s</link></item></channel></rss>".encode("utf-16"),
        [(G1, "https://courier.example/s", "Straße")],
    ),
    "an ampersand that is none, and a missing end": Document(
        b"<rss version='2.0'><channel><title>T</title><item><guid>g1</guid><title>A & B</title>"
        b"<link>https://courier.example/s</link></item>",
        [(G1, "https://courier.example/s", "A & B")],
    ),
    "an item that stands twice": Document(
        rss("<item><guid>g1</guid><title>A strike</title><link>https://courier.example/strike</link></item>" * 2),
        [STRIKE],
    ),
    "served as a page": Document(
        rss("<item><guid>g1</guid><title>A strike</title><link>https://courier.example/strike</link></item>"),
        [STRIKE], kind="text/html",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_feed_holds_what_its_writer_meant(name: str) -> None:
    document = DOCUMENTS[name]
    found = listing(Fetched(AT, document.body, document.kind, document.charset))
    assert [(item.id, item.url, item.title) for item in found.items] == document.items
    assert found.title == "T"


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if "twice" not in name])
def test_it_is_read_as_feedparser_reads_it(name: str) -> None:
    """Ids and addresses; where one of the two is missing it takes the place of the other."""
    document = DOCUMENTS[name]
    kind = document.kind + (f"; charset={document.charset}" if document.charset else "")
    peer = feedparser.parse(document.body, response_headers={"content-type": kind, "content-location": AT})
    ours = listing(Fetched(AT, document.body, document.kind, document.charset)).items
    links = [entry.get("link") or entry.id for entry in peer.entries]
    assert [item.url for item in ours] == [
        link if "//" in link else f"https://courier.example{link}" for link in links
    ]
    assert [item.id for item in ours] == [entry.get("id") or entry.link for entry in peer.entries]
    assert [item.published for item in ours] == [dict.get(entry, "published") for entry in peer.entries]


JSON_1_0 = (
    '{"version":"https://jsonfeed.org/version/1","title":"T","items":[{"id":"g1","url":"https://courier.example/strike",'
    '"title":"A strike","content_html":"<p>Words.</p>","author":{"name":"Ada"},"date_published":"2026-03-02T08:00:00Z"}]}'
)  # fmt: skip
JSON_1_1 = JSON_1_0.replace("version/1", "version/1.1").replace(
    '"author":{"name":"Ada"}', '"authors":[{"name":"Ada"}]'
)


@pytest.mark.parametrize("body", [JSON_1_0, JSON_1_1, "\ufeff" + JSON_1_1])
def test_a_json_feed_is_read(body: str) -> None:
    (item,) = listing(Fetched(AT, body.encode(), "application/feed+json")).items
    assert item[:4] == ("g1", *STRIKE[1:], "2026-03-02T08:00:00Z")
    assert item.page is not None
    assert (item.page.author, list(item.page.paragraphs)) == ("Ada", ["Words."])


def test_values_of_a_wrong_kind_in_a_json_feed_are_no_trouble() -> None:
    body = (
        '{"version":"https://jsonfeed.org/version/1.1","title":["T"],"language":{"a":1},"authors":{"b":2},'
        '"items":[{"id":"2","title":1000,"content_html":true,"date_published":"no day","url":1.2,"authors":"c"},'
        '{"id":"3","content_text":"Words.","url":"https://courier.example/strike","language":true}]}'
    )
    found = listing(Fetched(AT, body.encode(), "application/json"))
    assert [(item.id, item.url) for item in found.items][-1] == ("3", STRIKE[1])


def test_a_text_without_title_number_or_address_is_an_article_of_its_own() -> None:
    items = "<item><description>Ferries stopped.</description></item><item><description>They sail.</description></item>"
    found = listing(Fetched(AT, rss(items), "application/rss+xml")).items
    assert [(item.id, item.whole) for item in found] == [("Ferries stopped.", True), ("They sail.", True)]


def test_numbers_and_missing_fields_of_a_json_feed_are_no_trouble() -> None:
    body = (
        '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":7,"content_text":"Words."},{"id":8},5]}'
    )
    assert [item.id for item in listing(Fetched(AT, body.encode(), "application/json")).items] == ["7"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [(f"<p>{LONG}</p>", True), (f"<p>{LONG}</p><p>Read more</p>", False), ("<p>A teaser.</p>", False)],
)
def test_only_a_whole_text_in_the_feed_spares_the_page(text: str, whole: bool) -> None:
    body = rss(
        f"<item><guid>g1</guid><link>https://courier.example/s</link><content:encoded><![CDATA[{text}]]>"
        "</content:encoded></item>",
        more=' xmlns:content="http://purl.org/rss/1.0/modules/content/"',
    )
    assert listing(Fetched(AT, body, "application/rss+xml")).items[0].whole is whole


SITEMAP = (
    b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'>"
    b"<url><loc>https://courier.example/old</loc><lastmod>2026-03-01</lastmod></url>"
    b"<url><loc>https://courier.example/new</loc><news:news><news:title>A strike</news:title>"
    b"<news:publication_date>2026-03-02T08:00:00Z</news:publication_date></news:news></url></urlset>"
)  # fmt: skip


def test_a_sitemap_gives_the_newest_first() -> None:
    found = listing(Fetched(AT, SITEMAP, "application/xml"))
    assert [(item.url, item.title) for item in found.items] == [
        ("https://courier.example/new", "A strike"), ("https://courier.example/old", ""),
    ]  # fmt: skip


def test_of_an_index_of_sitemaps_those_of_news_are_taken() -> None:
    index = (
        b"<sitemapindex><sitemap><loc>https://courier.example/2019.xml</loc></sitemap>"
        b"<sitemap><loc>https://courier.example/news.xml</loc></sitemap></sitemapindex>"
    )
    assert listing(Fetched(AT, index, "text/xml")).more == ("https://courier.example/news.xml",)


def test_entities_of_a_document_are_not_followed() -> None:
    bomb = b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><urlset><url><loc>https://a.example/&a;</loc></url></urlset>"
    assert all("root:" not in str(item) for item in listing(Fetched(AT, bomb, "text/xml")).items)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<html><body><p>News</p></body></html>", "text/html"), (b'{"a": 1}', "application/json"),
        (b"", "text/plain"), (b'{"version"', "application/json"), (b"<svg/>", "text/xml"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_told(body: bytes, kind: str) -> None:
    with pytest.raises(NoListingError):
        listing(Fetched(AT, body, kind))


@given(st.binary(max_size=300), st.sampled_from(["text/xml", "application/json", "text/html"]))
def test_no_bytes_break_the_reading(body: bytes, kind: str) -> None:
    for begun in (
        body,
        b"<rss version='2.0'>" + body,
        b"<urlset>" + body,
        b'{"version":"jsonfeed.org"' + body,
    ):
        try:
            listing(Fetched(AT, begun, kind))
        except NoListingError:
            continue


def test_a_page_names_its_feeds_those_of_comments_last() -> None:
    body = (
        b"<html><head><link rel='alternate' type='application/rss+xml' title='Comments' href='/comments/feed'>"
        b"<link rel='alternate' type='application/atom+xml' href='atom.xml'><link rel='stylesheet' href='x.css'>"
        b"</head><body></body></html>"
    )
    found = declared_feeds(Fetched("https://courier.example/news/", body, "text/html"))
    assert found == ("https://courier.example/news/atom.xml", "https://courier.example/comments/feed")


@pytest.mark.parametrize(
    ("url", "front"),
    [
        ("https://courier.example", True), ("https://courier.example/world/", True),
        ("https://courier.example/2026/11/a-strike-ends", False), ("https://courier.example/a.html", False),
    ],
)  # fmt: skip
def test_a_front_page_is_known_by_its_address(url: str, front: bool) -> None:
    assert is_front_page(url) is front
