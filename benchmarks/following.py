"""Topics followed in three servers of the loopback Discord, while 10,000 new articles come through feeds.

    PYTHONPATH=.:tests python benchmarks/following.py [--articles 10000] [--cards FOLDER]

A hundred simulated hours. Of a hundred articles two tell an event on a topic; some of those are copied by
another paper of the same server, and some are edited later. The bot is started anew every ten hours, once in
the middle of sending. Prints which events were posted once, twice, never or in the wrong place, corrections,
the shortest time between two cards of a topic, and what it cost. ``--cards`` keeps the messages as JSON.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import closing
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

from examples.newspaper import WORDS, Newspaper, filler
from loopback.connected import running
from loopback.people import Person, text
from loopback.world import World, loopback

from bot.app import Dateline
from bot.delivery.announcing import announce
from bot.services.announcements import due
from bot.services.watching import FeedWatch
from bot.settings import BotSettings
from bot.state.context import Context, open_context
from knowledge.library import Library
from knowledge.settings import Settings

HOURS: Final = 100
FEEDS_EACH: Final = 5
LISTED: Final = 60
"""Articles that a feed lists at a time."""
TOPICS: Final = ("ferry strike", "Marta Quill", "harbour master")
BEGUN: Final = time.time()
"""The bot notes by its own clock when something was asked for; what comes after is simulated."""


class Story(NamedTuple):
    """An event on a topic, as it was published in one server."""

    server: int
    topic: str
    sentence: str
    feed: str
    number: int
    at: float


class Papers(Newspaper):
    """Their articles say little beside what they tell."""

    def publish(self, feed: str, number: int, title: str, *paragraphs: str, at: float) -> None:
        """Long enough to be whole, in four sentences."""
        words = filler(title).replace(".", "").split()
        rest = " ".join(" ".join(words[n : n + 36]).capitalize() + "." for n in range(0, 144, 36))
        body = "".join(f"<p>{p}</p>" for p in (*paragraphs, rest))
        self.put(feed, number, title, body, at)


class Town:
    """What is published, and what should come of it."""

    def __init__(self, servers: list[int], articles: int) -> None:
        self.paper, self.chance = Papers(), random.Random(7)  # noqa: S311 -- a simulation
        self.servers, self.a_round, self.number = servers, articles // HOURS, 0
        self.stories: list[Story] = []
        self.edited: list[tuple[Story, str]] = []
        self.published = 0
        for server in servers:
            for feed in self.feeds(server):
                self.paper.publish(feed, 0, "Weather", "The wind turned.", at=BEGUN - 3600)

    def feeds(self, server: int) -> list[str]:
        """The addresses of a server's papers."""
        return [
            f"https://{WORDS[self.servers.index(server) * FEEDS_EACH + n]}.example/rss.xml"
            for n in range(FEEDS_EACH)
        ]

    def hour(self, at: float) -> None:
        """All that is published in an hour."""
        day = datetime.fromtimestamp(at, UTC)
        today = f"{day.day} {day:%B %Y}"
        for _ in range(self.a_round):
            server = self.chance.choice(self.servers)
            feed = self.chance.choice(self.feeds(server))
            kind = self.chance.random()
            if kind < 0.02:
                self._story(server, feed, today, at)
            elif kind < 0.025 and (old := self._of(server)):
                other = next(one for one in self.feeds(server) if one != old.feed)
                self._publish(other, f"Report {old.number}", old.sentence, at)
            else:
                place = f"{self._word().capitalize()}{self.chance.randrange(10_000)}"
                self._publish(
                    feed, f"{place} opens a school", f"The council of {place} opened a school on {today}.", at
                )
        for feed, listed in self.paper.feeds.items():
            self.paper.feeds[feed] = dict(sorted(listed.items())[-LISTED:])
        if self.stories and self.chance.random() < 0.2:
            self._edit(self.chance.choice(self.stories), at)

    def _word(self) -> str:
        return self.chance.choice(WORDS)

    def _of(self, server: int) -> Story | None:
        found = [one for one in self.stories if one.server == server]
        return self.chance.choice(found) if found else None

    def _story(self, server: int, feed: str, today: str, at: float) -> None:
        place, topic = (
            f"{self._word().capitalize()}{self.chance.randrange(10_000)}",
            self.chance.choice(TOPICS),
        )
        sentence = {
            "ferry strike": f"A ferry strike began in {place} on {today}, the union said.",
            "Marta Quill": f"Marta Quill opened the bridge of {place} on {today}, the mayor said.",
            "harbour master": f"The harbour master closed the port of {place} on {today}, the mayor said.",
        }[topic]
        number = self._publish(feed, f"News of {place}", sentence, at)
        self.stories.append(Story(server, topic, sentence, feed, number, at))

    def _edit(self, story: Story, at: float) -> None:
        if story.number not in self.paper.feeds[story.feed] or any(one == story for one, _ in self.edited):
            return
        words = story.sentence.replace(" said.", " told reporters.")
        title = self.paper.feeds[story.feed][story.number][0]
        self.paper.publish(story.feed, story.number, title, words, at=at)
        if story.at == at:  # nobody can have read it before
            self.stories[self.stories.index(story)] = story._replace(sentence=words)
        else:
            self.edited.append((story, words))

    def _publish(self, feed: str, title: str, sentence: str, at: float) -> int:
        self.number += 1
        self.published += 1
        self.paper.publish(feed, self.number, title, sentence, at=at)
        return self.number


class Bot:
    """Started anew now and then; its own regular work rests, since the clock is simulated."""

    def __init__(self, world: World, settings: BotSettings, town: Town) -> None:
        self.world, self.settings, self.town = world, settings, town
        self.posted: list[tuple[float, dict[str, Any]]] = []

    def opened(self) -> Context:
        """What it keeps, with the town's papers in place of the web."""
        return open_context(self.settings, Library.open)._replace(web=lambda: self.town.paper)  # type: ignore[arg-type,return-value]

    async def live(self, hours: range, *, ends_badly: bool) -> None:
        """Some hours, from a start to an end; a bad one comes between writing down and sending."""
        with closing(self.opened()) as context:
            async with running(self.world, context) as bot:
                for task in bot._regular:
                    task.cancel()
                for hour in hours:
                    await self._hour(bot, context, BEGUN + 600 + hour * 3600.0)
                if ends_badly:
                    await asyncio.to_thread(next, due(context, BEGUN + 900 + hours[-1] * 3600.0), None)

    async def _hour(self, bot: Dateline, context: Context, now: float) -> None:
        self.town.hour(now)
        await asyncio.to_thread(looked, context, now + 600)
        for minutes in (10, 40):
            at, before = now + minutes * 60, len(self.world.messages)
            self.world.now = lambda at=at: at  # type: ignore[misc]
            await announce(bot, at)
            self.posted += [(at, message) for message in list(self.world.messages.values())[before:]]


async def main() -> int:
    """Run it, and print what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--cards", type=Path)
    given = parser.parse_args()
    began, used = time.monotonic(), time.process_time()
    async with loopback(("Harbour Town", 11), ("Hill Town", 12), ("Mill Town", 13)) as world:
        with tempfile.TemporaryDirectory() as home:
            settings = BotSettings(
                library=Settings(home=Path(home), meaning="off"), person_minute=600, articles=10_000
            )
            town = Town(list(world.servers), given.articles)
            bot = Bot(world, settings, town)
            await asked(bot)
            for first in range(0, HOURS, 10):
                await bot.live(range(first, first + 10), ends_badly=first == 40)
                spent = time.process_time() - used
                print(
                    f"{first + 10} hours, {town.published} articles, {spent:.0f} s of processor time",
                    flush=True,
                )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"{time.monotonic() - began:.0f} s in all, {peak:.0f} MB at most with Discord and all papers")
    if given.cards:
        kept(given.cards, bot)
    return told(world, town, bot)


def looked(context: Context, now: float) -> None:
    """One round over the feeds, at a moment."""
    with closing(FeedWatch(context, now=lambda: now)) as watch:
        watch.round()


async def asked(bot: Bot) -> None:
    """Each server follows its papers, and the topics in one channel."""
    with closing(bot.opened()) as context:
        async with running(bot.world, context):
            for server in bot.world.servers:
                boss = Person(bot.world, server, manages=True)
                for feed in bot.town.feeds(server):
                    await boss.slash("feeds add", url=feed)
                for topic in TOPICS:
                    await boss.slash("follow", topic=topic)
            await asyncio.to_thread(looked, context, BEGUN + 60)


def kept(folder: Path, bot: Bot) -> None:
    """Each message as Discord had it."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (_, message) in enumerate(bot.posted):
        (folder / f"{number:04}.json").write_text(json.dumps(message, indent=1), encoding="utf-8")


def told(world: World, town: Town, bot: Bot) -> int:
    """Print the figures; 1 when something is not as it must be."""
    cards = [(at, server_of(message, town), text(message).replace("\\", "")) for at, message in bot.posted]
    news = [card for card in cards if "New on “" in card[2]]
    shown = Counter(sum(tells(card, story) for card in news) for story in town.stories)
    more = sum(n for times, n in shown.items() if times > 1)
    wrong = sum("opened a school" in words for *_, words in cards)
    elsewhere = sum(
        s.sentence in words and server != s.server for s in town.stories for _, server, words in news
    )
    corrected = sum(
        any("Correction" in words and after in words for *_, words in cards) for _, after in town.edited
    )
    print(
        f"{town.published} articles, {len(town.stories)} events on topics: shown never {shown[0]}, "
        f"once {shown[1]}, more often {more}, in another server {elsewhere}; events off the topics {wrong}"
    )
    print(f"{len(news)} cards, {len(town.edited)} editions of what was told, corrected {corrected}")
    for story in town.stories:
        if not any(tells(card, story) for card in news):
            print(f"never: {story}")
    for story, after in town.edited:
        if not any("Correction" in words and after in words for *_, words in cards):
            print(f"not corrected: {story}")
    print(f"shortest time between two cards of a topic: {shortest(news):.0f} minutes")
    print(f"refused by Discord {len(world.rejected)}, pinged {world.pings}")
    return int(shown[1] != len(town.stories) or bool(wrong or elsewhere or world.rejected or world.pings))


def tells(card: tuple[float, int, str], story: Story) -> bool:
    """Whether it is a card of the story's server, on its topic, that quotes it."""
    _, server, words = card
    return server == story.server and f"New on “{story.topic}”" in words and story.sentence in words


def server_of(message: dict[str, Any], town: Town) -> int:
    """Whose channel it stands in: the channels of a server are numbered after it."""
    channel = int(message["channel_id"])
    return max(server for server in town.servers if server < channel)


def shortest(news: list[tuple[float, int, str]]) -> float:
    """In minutes."""
    moments: dict[tuple[int, str], list[float]] = defaultdict(list)
    for at, server, words in news:
        moments[server, words.partition("”")[0]].append(at)
    return min((b - a for at in moments.values() for a, b in pairwise(at)), default=0.0) / 60


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
