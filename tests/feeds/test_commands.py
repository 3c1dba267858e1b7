"""`dateline fetch`, `feeds` and `watch`, against a site on this machine."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from feeds.local_sites import LOCAL, page, serving

from knowledge.cli.program import app, run
from knowledge.errors import DatelineError
from knowledge.feeds.fetching import Web

STORY = (
    "<html><head><title>Ferry strike ends</title></head><body><article><h1>Ferry strike ends</h1>"
    "<p>The ferry strike in Port Marlow ended on Monday after nine days, the union said.</p>"
    "<p>Some 4,000 passengers had waited on the islands, according to the harbour office.</p>"
    "</article></body></html>"
)
ENTRY = (
    "<item><guid>1</guid><title>Ferry strike ends</title><link>{site}/news/2026/ferry-strike.html</link>"
    "<pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate></item>"
)
FEED = "<rss version='2.0'><channel><title>The Courier</title>{entries}</channel></rss>"
FRONT = (
    "<html><head><link rel='alternate' type='application/rss+xml' href='/rss.xml'></head>"
    "<body><p>Welcome to the paper.</p></body></html>"
)


class Pages(dict[str, bytes]):
    """What the site holds, by path; what is asked for is kept."""

    asked: list[str]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Pages]]:
    """A site in a thread of its own, and a home for the library."""
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    pages, ready, stop = Pages(), threading.Event(), asyncio.Event()
    pages.asked = []
    found: list[str] = []
    loop = asyncio.new_event_loop()

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readuntil(b"\r\n\r\n")).split(b" ")[1].decode()
        pages.asked.append(path)
        writer.write(pages.get(path, page(b"", status="404 Not Found")))

    async def serve() -> None:
        async with serving(script) as url:
            found.append(url)
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    ready.wait()
    pages["/"] = page(FRONT.encode())
    pages["/rss.xml"] = page(
        FEED.format(entries=ENTRY.format(site=found[0])).encode(), kind="application/rss+xml"
    )
    pages["/news/2026/ferry-strike.html"] = page(STORY.encode())
    yield found[0], pages
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    loop.close()


@pytest.fixture
def dateline(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def called(*arguments: str, code: int = 0) -> str:
        ended = app(list(arguments), obj=lambda: Web(rules=LOCAL), standalone_mode=False)
        assert (ended or 0) == code
        return capsys.readouterr().out

    return called


def test_fetch_shows_what_would_be_read_of_a_page(
    site: tuple[str, Pages], dateline: Callable[..., str]
) -> None:
    shown = json.loads(dateline("fetch", f"{site[0]}/news/2026/ferry-strike.html", "--json"))
    assert shown["title"] == "Ferry strike ends"
    assert shown["paragraphs"][0].startswith("The ferry strike in Port Marlow ended on Monday")


def test_fetch_shows_what_a_site_lists(site: tuple[str, Pages], dateline: Callable[..., str]) -> None:
    assert "feed: The Courier" in (shown := dateline("fetch", site[0]))
    assert "Ferry strike ends" in shown


def test_a_feed_is_found_followed_read_and_asked(
    site: tuple[str, Pages], dateline: Callable[..., str]
) -> None:
    assert "The Courier" in dateline("feeds", "add", site[0])
    assert "not looked at yet" in dateline("feeds", "list")
    assert "new: Ferry strike ends — The Courier" in dateline("feeds", "check")
    assert "Ferry strike ends" in dateline("sources")
    answer = dateline("ask", "How many passengers had waited on the islands?")
    assert "Some 4,000 passengers had waited" in answer
    assert "The Courier, 3 March 2026" in answer


def test_an_edition_is_told_with_what_changed(site: tuple[str, Pages], dateline: Callable[..., str]) -> None:
    url, pages = site
    dateline("feeds", "add", url)
    dateline("feeds", "check")
    pages["/news/2026/ferry-strike.html"] = page(STORY.replace("4,000", "6,000").encode())
    changed = ENTRY.format(site=url).replace("ends", "ends at last")
    pages["/rss.xml"] = page(FEED.format(entries=changed).encode(), kind="application/rss+xml")
    as_if_an_hour_had_passed()
    shown = dateline("feeds", "check")
    assert "- Some 4,000 passengers" in shown
    assert "+ Some 6,000 passengers" in shown


def as_if_an_hour_had_passed() -> None:
    from knowledge.feeds.ledger import Ledger
    from knowledge.feeds.place import opened_state
    from knowledge.settings import load

    with opened_state(load()) as state:
        ledger = Ledger(state)
        for feed in ledger.feeds():
            ledger.put_feed(feed.model_copy(update={"looked": (feed.looked or 0) - 3600, "due": 0}))


def test_a_page_that_cannot_be_read_is_told_in_the_list(
    site: tuple[str, Pages], dateline: Callable[..., str]
) -> None:
    url, pages = site
    pages["/news/2026/ferry-strike.html"] = page(
        b"<html><body><p>Please enable JavaScript.</p></body></html>"
    )
    dateline("feeds", "add", f"{url}/rss.xml")
    dateline("feeds", "check", code=1)
    assert "not read:" in (shown := dateline("feeds", "list"))
    assert "JavaScript" in shown or "no article" in shown


def test_robots_txt_is_obeyed(site: tuple[str, Pages], dateline: Callable[..., str]) -> None:
    url, pages = site
    pages["/robots.txt"] = page(b"User-agent: Dateline\nDisallow: /news/\n", kind="text/plain")
    with pytest.raises(DatelineError, match=r"asks programs not to read it \(robots.txt\)"):
        dateline("fetch", f"{url}/news/2026/ferry-strike.html")
    assert "/news/2026/ferry-strike.html" not in pages.asked


def test_removing_takes_the_name_of_a_feed(site: tuple[str, Pages], dateline: Callable[..., str]) -> None:
    dateline("feeds", "add", site[0])
    assert "followed no more" in dateline("feeds", "remove", "The Courier")
    assert "No feed is followed" in dateline("feeds", "list")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("fetch", "http://127.0.0.1/"), "is this machine"),
        (("fetch", "file:///etc/passwd"), "only http and https are fetched"),
        (("feeds", "add", "http://10.0.0.1/rss"), "is private"),
        (("feeds", "remove", "nothing"), "no such feed is followed"),
    ],
)
def test_what_goes_wrong_is_a_sentence_and_exit_2(
    arguments: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 2
    shown = capsys.readouterr()
    assert told in shown.err
    assert shown.out == ""


def test_the_settings_name_feeds_for_all(
    site: tuple[str, Pages], dateline: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_FEEDS", f"{site[0]} http://127.0.0.1:1/none")
    assert "new: Ferry strike ends" in dateline("feeds", "check")
    monkeypatch.setenv("DATELINE_FEEDS", "")
    dateline("feeds", "check", code=1)
    assert "No feed is followed" in dateline("feeds", "list")
