"""A site that publishes, edits, corrects, withdraws and moves articles for 200 hours: a function of time.

Run as a script it is read by the real polling, hour by hour from where the last run was cut off.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections.abc import Iterator
from contextlib import closing
from email.utils import formatdate
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from knowledge.errors import FetchError
from knowledge.feeds.fetching import UNKNOWN, Fetched, Stamp
from knowledge.feeds.folder import ArticleFolder
from knowledge.feeds.ledger import Ledger
from knowledge.feeds.manners import Clock, Manners
from knowledge.feeds.model import Feed
from knowledge.feeds.polling import Polling
from knowledge.storage.guild_store import GuildStore

HOUR = 3600.0
BEGIN = 1_900_000_800.0
HOURS = 200
SITE = "https://courier.example"
FEEDS = (f"{SITE}/rss.xml", f"{SITE}/coast/atom.xml")
OUTAGES = ((60.0, 72.0), (130.0, 131.5))
"""In the first it answers 503, in the second 429 with a wish for two hours."""
SHOWN = 15


class Story(NamedTuple):
    """An article with all that will happen to it; hours from the beginning."""

    number: int
    published: float
    edited: float | None
    announced: bool
    """Whether the feed says that it was edited."""
    moved: float | None
    redirects: bool
    same_guid: bool
    withdrawn: float | None
    wall: bool
    coast: bool

    def path(self, hour: float) -> str:
        place = "archive" if self.moved and hour >= self.moved else "news"
        return f"/{place}/2030/{self.number:03}-the-harbour.html"


@cache
def stories() -> tuple[Story, ...]:
    chance, found, hour = random.Random(7), [], 0.5
    number = 0
    while hour < HOURS - 80:
        number += 1
        fate = chance.random()
        redirects = chance.random() < 0.6
        # What moves without a word at its old place can only be found where the feed still lists it.
        later = hour + chance.uniform(2, 20 if redirects else 8)
        found.append(
            Story(
                number, hour,
                edited=later if fate < 0.25 else None, announced=chance.random() < 0.5,
                moved=later if 0.25 <= fate < 0.37 else None, redirects=redirects,
                same_guid=chance.random() < 0.5,
                withdrawn=later if 0.37 <= fate < 0.45 else None,
                wall=0.45 <= fate < 0.48, coast=chance.random() < 0.3,
            )
        )  # fmt: skip
        hour += chance.uniform(0.4, 1.8)
    return tuple(found)


def paragraphs(story: Story, hour: float) -> list[str]:
    words = random.Random(story.number)
    names = [words.choice(("Marlow", "Teague", "Quill", "Sorrel", "Varga")) for _ in range(4)]
    ships = words.randint(3, 90)
    edited = story.edited is not None and hour >= story.edited
    count = ships + 100 if edited else ships
    plan = blake2b(bytes([story.number]), digest_size=4).hexdigest()
    berths, quarter, day = words.randint(100, 999), words.randint(10, 99), words.randint(1, 28)
    text = [
        f"The harbour of Port {names[0]} handled {count} ships in week {story.number}, {names[1]} said.",
        f"Captain {names[2]} called {berths} berths too few for the season that has begun.",
        f"Residents of quarter {quarter} asked the council of {names[3]} to measure the noise again.",
        f"The council meets on day {day} of the month to decide on plan {plan}.",
    ]
    return (
        [*text, "Correction: an earlier edition of this report gave a wrong number of ships."]
        if edited
        else text
    )


def page(story: Story, hour: float) -> str:
    day = formatdate(BEGIN + story.published * HOUR)
    body = "".join(f"<p>{p}</p>" for p in paragraphs(story, hour))
    return (
        f"<!doctype html><html lang=en><head><title>Harbour report {story.number}</title>"
        f'<meta property="article:published_time" content="{day}">'
        "</head><body><nav><a href='/'>Home</a></nav><article>"
        f"<h1>Harbour report {story.number}</h1>{body}</article>"
        "</body></html>"
    )


def feed(url: str, hour: float) -> str:
    atom = url == FEEDS[1]
    shown = [s for s in stories() if s.published <= hour and not (s.withdrawn and hour >= s.withdrawn)]
    shown = [s for s in shown if s.coast or not atom][-SHOWN:][::-1]
    rows = []
    for s in shown:
        moved = s.moved is not None and hour >= s.moved
        guid = f"courier-{s.number}{'-moved' if moved and not s.same_guid else ''}{'-coast' if atom else ''}"
        link, day = SITE + s.path(hour), formatdate(BEGIN + s.published * HOUR)
        changed = s.edited is not None and hour >= s.edited and s.announced
        summary = "The harbour, counted anew." if changed else "The harbour."
        if atom:
            rows.append(
                f"<entry><id>{guid}</id><title>Harbour report {s.number}</title><link href='{link}'/>"
                f"<updated>2030-03-17T00:00:00Z</updated><summary>{summary}</summary></entry>"
            )
        else:
            rows.append(
                f"<item><guid isPermaLink='false'>{guid}</guid><title>Harbour report {s.number}</title>"
                f"<link>{link}</link><pubDate>{day}</pubDate><description>{summary}</description></item>"
            )
    if atom:
        return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>The Courier</title>{''.join(rows)}</feed>"
    return f"<rss version='2.0'><channel><title>The Courier</title>{''.join(rows)}</channel></rss>"


class Site:
    """Answers as the site would at the clock's time, and writes down each request."""

    def __init__(self, clock: Clock, log: Path, *, slowly: float = 0.0) -> None:
        self._clock, self._log, self._slowly = clock, log, slowly

    async def get(self, url: str, stamp: Stamp = UNKNOWN) -> Fetched:
        hour = (self._clock.now() - BEGIN) / HOUR
        with self._log.open("a") as log:
            log.write(json.dumps([round(self._clock.now(), 3), url]) + "\n")
        await asyncio.sleep(self._slowly)
        if OUTAGES[0][0] <= hour < OUTAGES[0][1]:
            raise FetchError(url, "is out of order (503)")
        if OUTAGES[1][0] <= hour < OUTAGES[1][1]:
            raise FetchError(url, "wants to be asked less often (429)", wait=7200.0)
        body, kind, final = self._body(url, hour)
        tag = blake2b(body.encode(), digest_size=6).hexdigest()
        if stamp.etag == tag:
            return Fetched(final, unchanged=True, stamp=stamp)
        return Fetched(final, body.encode(), kind, "utf-8", Stamp(tag))

    def _body(self, url: str, hour: float) -> tuple[str, str, str]:
        if url.endswith("/robots.txt"):
            return "User-agent: *\nDisallow: /private/\n", "text/plain", url
        if url in FEEDS:
            return feed(url, hour), "application/xml", url
        for s in stories():
            if s.published > hour:
                break
            now_at = SITE + s.path(hour)
            before = SITE + s.path(s.published)
            if url not in (now_at, before):
                continue
            if s.withdrawn is not None and hour >= s.withdrawn:
                raise FetchError(url, "says that the page is gone for good (410)", lasting=True, gone=True)
            if url != now_at and not s.redirects:
                break
            if s.wall:
                return "<html><body><p>Please enable JavaScript.</p></body></html>", "text/html", now_at
            return page(s, hour), "text/html", now_at
        raise FetchError(url, "has no such page (404)", lasting=True, gone=True)


class SimulatedTime:
    """Passes at once where it is waited for; kept in a file, so that it goes on after a kill."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.at = float(file.read_text()) if file.exists() else BEGIN

    def now(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += seconds
        await asyncio.sleep(0)

    def keep(self) -> None:
        beside = self._file.with_suffix(".new")
        beside.write_text(str(self.at))
        beside.replace(self._file)


async def live(home: Path, *, until: float, slowly: float = 0.0) -> None:
    """Follow the site from where it was left to an hour."""
    time_passes = SimulatedTime(home / "clock")
    clock = Clock(time_passes.now, time_passes.sleep)
    with closing(GuildStore(home / "bot.sqlite3")) as store:
        ledger = Ledger(store)
        polling = Polling(
            ledger, Manners(Site(clock, home / "requests", slowly=slowly), clock), clock,
            folders=lambda _: ArticleFolder(home / "articles"), chance=random.Random(3).random,
        )  # fmt: skip
        if not ledger.feeds():
            for url in FEEDS:
                ledger.follow(0, Feed(url=url), clock.now())
        while time_passes.at < BEGIN + until * HOUR:
            await polling.round()
            due = min(one.due for one in ledger.feeds())
            time_passes.at = max(time_passes.at + 60, min(due, time_passes.at + HOUR))
            time_passes.keep()


def requests(home: Path) -> Iterator[tuple[float, str]]:
    for line in (home / "requests").read_text().splitlines():
        at, url = json.loads(line)
        yield at, url


if __name__ == "__main__":
    asyncio.run(live(Path(sys.argv[1]), until=float(sys.argv[2]), slowly=0.003))
