"""An article that stood whole in its feed, which lists it no more: its page tells what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from email.utils import formatdate
from pathlib import Path

import pytest
from feeds.test_cut_off import BEGIN, HOUR, CutOffError, Life, Writes, followed, life

from knowledge.errors import FetchError
from knowledge.feeds.fetching import UNKNOWN, Fetched, Stamp

pytestmark = pytest.mark.timeout(600)
PAGE = "https://herald.example/2030/the-weir.html"
ELSEWHERE = "https://chronicle.example/2030/the-weir.html"
BODY = (
    "The weir at Oster holds back {n} million litres of water since it was raised in that spring.",
    "Its keeper, who has lived by it for thirty years, told the Herald that its gates are oiled each week.",
    "Two of the gates had been dressed in the month before by smiths who came from Tarn with tools.",
    "The council wants to hear in May whether the mill below it may take more water than it does in summer.",
    "Anglers have asked for a ladder, so that trout can climb to the pools in which they spawn every autumn.",
    "No money has been set aside for that, and the treasurer does not think that there will be any soon.",
    "A second weir, which stood at the bridge until a flood took it away, was never built again.",
)
LED_IN = "Sign up here for the letter that our desk in Oster writes on every Friday morning of the year."


class Paper:
    """Its feed holds the whole text for three hours and drops it; what becomes of the page is a test's."""

    def __init__(
        self, now: Callable[[], float], *, page: str = PAGE, edited: float = 99.0, gone: float = 99.0,
        around: str = "", shown: int = len(BODY), feed_edited: float = 99.0,
    ) -> None:  # fmt: skip
        self._now, self._page, self._edited, self._gone = now, page, edited, gone
        self._around, self._shown, self._feed_edited = around, shown, feed_edited
        self.asked: list[str] = []

    async def get(self, url: str, stamp: Stamp = UNKNOWN) -> Fetched:
        hour = (self._now() - BEGIN) / HOUR
        self.asked.append(url)
        if url.endswith("robots.txt"):
            return Fetched(url, b"User-agent: *\nAllow: /\n", "text/plain", "utf-8")
        if url.endswith("rss.xml"):
            return Fetched(url, self._feed(hour).encode(), "application/xml", "utf-8")
        if hour >= self._gone:
            raise FetchError(url, "says that the page is gone for good (410)", lasting=True, gone=True)
        text = paragraphs(*[LED_IN] * bool(self._around), *told(hour >= self._edited)[: self._shown])
        head = "<head><title>The weir | The Herald</title></head>"
        page = f"<html>{head}<body><article><h1>The weir</h1>{text}</article></body></html>"
        return Fetched(url, page.encode(), "text/html", "utf-8")

    def _feed(self, hour: float) -> str:
        text = paragraphs(*told(hour >= self._feed_edited))
        item = (
            f"<item><guid>weir</guid><title>The weir</title><link>{self._page}</link>"
            f"<pubDate>{formatdate(BEGIN)}</pubDate><content:encoded><![CDATA[{text}]]></content:encoded></item>"
        )
        head = "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
        return f"{head}<title>The Herald</title>{item if hour < 3 else ''}</channel></rss>"


def told(edited: bool) -> list[str]:
    return [one.format(n=50 if edited else 40) for one in BODY]


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{one}</p>" for one in texts)


def lived(home: Path, hours: int = 60, **fate: object) -> tuple[Life, Paper]:
    papers: list[Paper] = []

    def paper(now: Callable[[], float]) -> Paper:
        papers.append(Paper(now, **fate))  # type: ignore[arg-type]
        return papers[-1]

    asyncio.run(followed(home, hours, Writes(None), paper))
    return life(home), papers[-1]


def kinds(found: Life) -> list[str]:
    return [kind for kind, _ in found.news]


@pytest.mark.parametrize("edited", [4.0, 12.0])
@pytest.mark.parametrize("around", ["", LED_IN])
def test_an_edition_of_its_page_is_told_by_the_sentence_that_changed(
    tmp_path: Path, edited: float, around: str
) -> None:
    found, _ = lived(tmp_path, edited=edited, around=around)
    assert kinds(found) == ["new", "edition"]
    (change,) = found.news[1][1]
    assert "40 million" in change.before
    assert "50 million" in change.after
    assert any("50 million" in one for one in found.articles[0])


@pytest.mark.parametrize("around", ["", LED_IN])
def test_what_stands_around_it_on_the_page_is_no_edition(tmp_path: Path, around: str) -> None:
    found, _ = lived(tmp_path, around=around)
    assert kinds(found) == ["new"]


def test_its_page_is_not_asked_for_while_the_feed_lists_it(tmp_path: Path) -> None:
    _, paper = lived(tmp_path, hours=3)
    assert PAGE not in paper.asked


def test_what_the_feed_itself_changes_is_told_once(tmp_path: Path) -> None:
    found, _ = lived(tmp_path, edited=2.0, feed_edited=2.0)
    assert kinds(found) == ["new", "edition"]


def test_a_page_that_went_is_told_as_withdrawn(tmp_path: Path) -> None:
    found, _ = lived(tmp_path, gone=5.0)
    assert kinds(found) == ["new", "withdrawn"]
    assert found.articles == []


def test_a_page_that_shows_the_beginning_alone_takes_nothing_away(tmp_path: Path) -> None:
    found, paper = lived(tmp_path, edited=8.0, shown=2)
    assert kinds(found) == ["new"]
    assert found.articles == [told(edited=False)]
    assert paper.asked.count(PAGE) == 1, "it is of no use, so it is asked for no more"


def test_a_page_of_somebody_else_takes_nothing_away_when_it_goes(tmp_path: Path) -> None:
    found, _ = lived(tmp_path, page=ELSEWHERE, gone=5.0)
    assert kinds(found) == ["new"]
    assert len(found.articles) == 1


def test_cut_off_at_any_write_it_tells_the_edition_once(tmp_path: Path) -> None:
    def paper(now: Callable[[], float]) -> Paper:
        return Paper(now, edited=4.0, around=LED_IN)

    whole = Writes(None)
    asyncio.run(followed(tmp_path / "whole", 18, whole, paper))
    wanted = life(tmp_path / "whole")
    assert kinds(wanted) == ["new", "edition"]
    for last in range(1, whole.done + 1):
        home = tmp_path / str(last)
        with pytest.raises(CutOffError):
            asyncio.run(followed(home, 18, Writes(last), paper))
        asyncio.run(followed(home, 18, Writes(None), paper))
        assert life(home) == wanted, f"cut off after write {last}"
