"""500 feeds of 50 servers over simulated hours: processor time an hour, requests, and memory above rest.

The state is kept in memory and the articles on disk, so that the figures are the program's, not the disk's.
Run from the checkout: ``PYTHONPATH=.:tests python benchmarks/feeds.py``
"""

from __future__ import annotations

import asyncio
import random
import resource
import tempfile
import time
from contextlib import closing
from pathlib import Path

from examples.newspaper import Newspaper

from knowledge.feeds.folder import ArticleFolder
from knowledge.feeds.ledger import Ledger
from knowledge.feeds.manners import Clock, Manners
from knowledge.feeds.model import Feed
from knowledge.feeds.polling import Polling
from knowledge.storage.guild_store import GuildStore

FEEDS, SERVERS, HOURS, AN_HOUR = 500, 50, 3, 100


class SimulatedTime:
    """Passes only when it is told to."""

    at = 1_900_000_000.0

    def now(self) -> float:
        """Unix seconds."""
        return self.at

    async def sleep(self, _: float) -> None:
        """Waits for nothing."""
        await asyncio.sleep(0)


def highest() -> float:
    """Megabytes at the worst moment so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


async def hour(polling: Polling, paper: Newspaper, clock: SimulatedTime, urls: list[str]) -> None:
    """Sixty rounds a minute apart, while some papers publish."""
    chance = random.Random(clock.at)  # noqa: S311 - a simulation
    for minute in range(60):
        clock.at += 60
        if minute % 6 == 0:
            for url in chance.sample(urls, AN_HOUR // 10):
                number = int(clock.at)
                paper.publish(url, number, f"{url} {number}", "The council met on Monday.", at=clock.at)
        await polling.round()


async def main(folder: Path) -> None:
    """Print a line for the first round and for each hour."""
    clock, paper, rest = SimulatedTime(), Newspaper(), highest()
    urls = [f"https://paper{number}.example/rss.xml" for number in range(FEEDS)]
    with closing(GuildStore(None)) as store:
        ledger, way = Ledger(store), Clock(clock.now, clock.sleep)
        polling = Polling(
            ledger, Manners(paper, way), way, folders=lambda server: ArticleFolder(folder / str(server)),
            chance=random.Random(5).random,  # noqa: S311 - a simulation
        )  # fmt: skip
        for number, url in enumerate(urls):
            for k in (1, 2):
                text = f"The mayor of town {number} opened bridge {k} on Monday."
                paper.publish(url, k, f"Report {number} {k}", text, at=clock.at)
            ledger.follow(1 + number % SERVERS, Feed(url=url), clock.at)
        for name in ("first round", *(f"hour {n + 1}" for n in range(HOURS))):
            begun, asked = time.process_time(), len(paper.asked)
            await (polling.round() if name == "first round" else hour(polling, paper, clock, urls))
            spent, requests = time.process_time() - begun, len(paper.asked) - asked
            more = highest() - rest
            print(f"{name}: {spent:.1f} s of processor time, {requests} requests, {more:.0f} MB above rest")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        asyncio.run(main(Path(place)))
