"""Many people ask at once: the real bot in a process of its own, against the loopback Discord in this one.

    python benchmarks/load.py [--rate 25] [--people 200] [--questions 2000] [--meaning] [--calm]
                              [--database]

No question is asked twice, so that nothing is answered from what is remembered. One in five is a mention, in
channels that take five messages in five seconds; the others are commands. Meanwhile a zip that was made to
take long is read in another server, unless all is ``--calm``. ``--meaning`` answers with the encoder and the
reader, where they are installed; ``--database`` keeps all in a PostgreSQL of our own. Prints how many were
answered, refused, lost and answered twice, how late, and the bot's memory; ends with 1 when one was lost or
doubled, acknowledged later than Discord allows, answered later than five seconds after, refused for all to
see, or sent more often than a channel takes it.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
sys.path[:1] = [str(ROOT / "tests"), str(ROOT)]  # in place of this folder, which has a file "cluster" too

from cluster.servers import Server  # noqa: E402 -- the tests' own
from examples.hostile import ninety_texts  # noqa: E402 -- the examples lie beside the tests
from loopback.limits import ChannelLimits  # noqa: E402
from loopback.people import Person, goes_on, text  # noqa: E402
from loopback.process import BotProcess, started  # noqa: E402
from loopback.world import ACKNOWLEDGE_SECONDS, Talk, World, loopback  # noqa: E402

from bot import messages as m  # noqa: E402 -- the project's own folder is on the path now

ASKED = "How many US troops will leave Syria?"
FORMS = (
    "How many {} {} {}?", "Who {} {} {}?", "What did {} say about {} {}?", "When did {} {} {}?",
    "Where was {} {} {}?", "Why {} {} {}?",
)  # fmt: skip
MENTIONS = 5
"""One question in so many is a mention."""
PATIENCE = 60.0
LATEST = 5.0
"""Seconds after which an answer no longer matters: better a sign to come back."""
REFUSALS = tuple(words.split("{")[0] for words in (m.TOO_MANY_WAITING, m.TOO_FAST_PERSON, m.TOO_FAST_SERVER))
QUANTILES = (("half", 0.5), ("95 %", 0.95), ("99 %", 0.99), ("slowest", 1.0))


class Outcome(NamedTuple):
    """What became of a question. Times in seconds after it was asked; None for never."""

    answered: float | None
    acknowledged: float | None = None
    refused: bool = False
    shown_to_all: bool = True
    times: int = 1
    written: bool = False


def main() -> int:
    """Run the load, and say how it went."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name, default in (("people", 200), ("servers", 10), ("questions", 2000)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--rate", type=float, default=25.0, help="questions a second")
    parser.add_argument("--meaning", action="store_true")
    parser.add_argument("--calm", action="store_true")
    parser.add_argument("--database", action="store_true")
    given = parser.parse_args()
    with database() if given.database else nullcontext({}) as settings:
        return asyncio.run(load(given, settings))


@contextmanager
def database() -> Iterator[dict[str, str]]:
    """Settings that name a server of our own, gone afterwards."""
    server = Server.new(fsync=True)
    try:
        server.start()
        server.prepare("dateline")
        yield {"DATELINE_DATABASE_URL": server.url("dateline", "dateline")}
    finally:
        server.remove()


async def load(given: argparse.Namespace, more: Mapping[str, str]) -> int:
    """Start the bot, let everybody ask, and count."""
    servers = [(f"Server {n}", 100 + n) for n in range(given.servers + 1)]
    settings = {"DATELINE_MEANING": "auto" if given.meaning else "off", **more}
    async with loopback(*servers) as world:
        world.limits = ChannelLimits()
        with tempfile.TemporaryDirectory() as folder:
            async with started(world, Path(folder), **settings) as bot:
                await bot.ready()
                await settled(world, bot)
                hostile = None if given.calm else await boss(world).slash_unwaited(
                    "articles add", file=("ninety.zip", ninety_texts())
                )  # fmt: skip
                outcomes = await everybody(world, given)
                zipped = hostile is not None and (hostile.answered_after is None or goes_on(hostile.original))
                memory, failures = peak(bot.pid), bot.log.count("Traceback")
                ended = await bot.terminated()
    print(f"zip of another server still being read at the end: {'yes' if zipped else 'no'}")
    print(f"memory of the bot    {memory:.0f} MB at most; tracebacks {failures}; exit code {ended}")
    return told(world, outcomes, given)


def boss(world: World) -> Person:
    """Who manages the last server, in which nobody asks."""
    return Person(world, list(world.servers)[-1], ident=2, manages=True)


async def settled(world: World, bot: BotProcess) -> None:
    """What is done once, such as encoding the sentences, is over: the processor rests."""
    await boss(world).slash("ask", question=ASKED)
    before = -1.0
    while (used := bot.seconds_used()) - before > 0.1:
        before = used
        await asyncio.sleep(1)


async def everybody(world: World, given: argparse.Namespace) -> list[Outcome]:
    """A question at a time, at the rate; each person asks in turn."""
    servers, waiting, began = list(world.servers)[:-1], list[asyncio.Task[Outcome]](), time.monotonic()
    for number, question in enumerate(questions(given.questions)):
        await asyncio.sleep(max(0.0, began + number / given.rate - time.monotonic()))
        who = number % given.people
        server = servers[who % len(servers)]
        # As many people write in the one channel of a server as in the other.
        channel = server + 1 + who // len(servers) % 2
        person = Person(world, server, ident=1000 + who, channel=channel)
        ask = mention if (number // given.people + who) % MENTIONS == 0 else slash
        waiting.append(asyncio.create_task(ask(person, question)))
    return list(await asyncio.gather(*waiting))


def questions(count: int) -> list[str]:
    """As many different ones as wanted, each of three words of a paragraph of the digests."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("2*.md"))]
    found = (re.findall(r"[A-Za-z]{4,}", part) for text in texts for part in text.split("\n\n")[1:])
    paragraphs = [words for words in found if len(words) > 20]
    chance = random.Random(1)  # noqa: S311 -- the same ones each time
    asked = dict[str, None]()
    while len(asked) < count:
        words = chance.sample(paragraphs[len(asked) % len(paragraphs)], 3)
        asked[FORMS[len(asked) % len(FORMS)].format(*words)] = None
    return list(asked)


async def slash(person: Person, question: str) -> Outcome:
    """Asked by command."""
    talk = await person.slash_unwaited("ask", question=question)
    while talk.answered_after is None and time.monotonic() - talk.born < PATIENCE:
        talk.changed.clear()
        try:
            await asyncio.wait_for(talk.changed.wait(), 1)
        except TimeoutError:
            continue
    await asyncio.sleep(1)  # a second answer would follow soon
    return of_command(talk)


def of_command(talk: Talk) -> Outcome:
    """What became of it."""
    loud = is_refusal(talk.original) and not talk.ephemeral
    refused = is_refusal(talk.original) or any(map(is_refusal, talk.followups))
    times = max(talk.edits + len(talk.followups), int(talk.answered_after is not None))
    return Outcome(talk.answered_after, talk.acknowledged_after, refused, loud, times)


async def mention(person: Person, question: str) -> Outcome:
    """Asked in a message."""
    born, world = time.monotonic(), person.world
    ident = int((await person.write(question))["id"])
    while not (found := world.replies.get(ident)) and time.monotonic() - born < PATIENCE:
        if any(message == ident for message, _ in world.reactions):
            return Outcome(time.monotonic() - born, refused=True, shown_to_all=False, written=True)
        await asyncio.sleep(0.01)
    await asyncio.sleep(1)
    if not found:
        return Outcome(None, written=True)
    # A notice to a person who is over a limit is quiet: it comes once a minute at most.
    refused = is_refusal(found[0][1])
    return Outcome(found[0][0] - born, None, refused, False, len(found), True)


def is_refusal(message: dict[str, object] | None) -> bool:
    """Whether it says that there is no answer just now."""
    return any(words in text(message) for words in REFUSALS)


def peak(pid: int) -> float:
    """The most memory the process has used so far, in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def told(world: World, outcomes: Sequence[Outcome], given: argparse.Namespace) -> int:
    """Print the figures; 1 when something is not as it must be."""
    answered = [one for one in outcomes if one.answered is not None and not one.refused]
    refused = [one for one in outcomes if one.refused]
    loud = sum(one.shown_to_all for one in refused)
    lost = sum(one.answered is None for one in outcomes)
    doubled = sum(one.times > 1 for one in outcomes)
    too_often = world.limits.refused if world.limits else 0
    late = [one.acknowledged for one in outcomes if one.acknowledged is not None]
    print(f"asked {len(outcomes)} at {given.rate:g} a second, answered {len(answered)}, lost {lost}, "
          f"doubled {doubled}, refused {len(refused)} ({loud} for all to see)")  # fmt: skip
    spread("acknowledged after", late)
    spread("answered after", [one.answered or 0.0 for one in answered])
    for name, written in ("  commands", False), ("  mentions", True):
        spread(name, [one.answered or 0.0 for one in answered if one.written is written])
    if refused:
        spread("refused after", [one.answered or 0.0 for one in refused])
    print(f"refused by Discord   {len(world.rejected)}, too often in a channel "
          f"{too_often}, would have pinged {world.pings}")  # fmt: skip
    print(f"load of the machine  {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    is_late = max(late) > ACKNOWLEDGE_SECONDS or max(one.answered or 0.0 for one in answered) > LATEST
    return int(bool(lost or doubled or loud or world.rejected or too_often or is_late))


def spread(name: str, values: list[float]) -> None:
    """Print how late, at some quantiles."""
    values = sorted(values) or [999.0]
    at = [(label, values[min(len(values) - 1, int(len(values) * part))]) for label, part in QUANTILES]
    print(f"{name:20} " + ", ".join(f"{label} {seconds:.2f} s" for label, seconds in at))


if __name__ == "__main__":
    sys.exit(main())
