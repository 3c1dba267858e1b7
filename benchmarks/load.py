"""Many people ask at once: the real bot in a process of its own, against the loopback Discord in this one.

    python benchmarks/load.py [--people 200] [--servers 10] [--questions 2000] [--adding 1000]

Prints how many were answered, how late they were acknowledged and answered, and the bot's memory; ends with 1
when one was lost, or acknowledged later than Discord allows. With ``--adding`` an administrator adds that
many articles meanwhile.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

from loopback.people import Person, text  # noqa: E402 -- the loopback lies beside the tests
from loopback.world import ACKNOWLEDGE_SECONDS, Talk, World, loopback  # noqa: E402

from bot import messages as m  # noqa: E402 -- the project's own folder is on the path now

ASKED = (
    "How many US troops will leave Syria?", "Who leads the meeting in Washington?",
    "What did Obama say about foot soldiers?", "Where was the conference held?",
    "When did the coalition meet?", "Who won the football cup?", "What did Blinken discuss with Iraq?",
    "How many IS prisoners escaped?", "Why are European allies alarmed?", "Who took part in Paris?",
)  # fmt: skip


TOWNS = ("Alvermouth", "Brinsford", "Corrowby", "Dunstock", "Elverham", "Fossington", "Garlby", "Holmwick")


def main() -> int:
    """Run the load, and say how it went."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name, default in (("people", 200), ("servers", 10), ("questions", 2000), ("adding", 0)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--bot", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    return bot(given.bot) if given.bot else asyncio.run(load(given))


def bot(port: int) -> int:
    """The bot's own process: as in production, but for the address of Discord."""
    import discord
    import yarl

    from bot.__main__ import main as run

    discord.http.Route.BASE = f"http://127.0.0.1:{port}/api/v10"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://127.0.0.1:{port}/gw")
    sys.argv[1:] = []
    run()
    return 0


async def load(given: argparse.Namespace) -> int:
    """Start the bot, let everybody ask, and count."""
    servers = [(f"Server {n}", 100 + n) for n in range(given.servers)]
    async with loopback(*servers) as world:
        with tempfile.TemporaryDirectory() as home:
            process = await start(world, Path(home))
            try:
                adding = asyncio.create_task(add(world, given.adding)) if given.adding else None
                started = time.monotonic()
                talks = await everybody(world, given)
                took = time.monotonic() - started
                if adding is not None:
                    print(f"adding {given.adding} articles: {await adding:.1f} s")
                memory = peak(process.pid)
            finally:
                process.terminate()
                await process.wait()
    return told(world, talks, took, memory, given.questions)


async def start(world: World, home: Path) -> asyncio.subprocess.Process:
    """The bot, connected and ready."""
    named = {"DISCORD_TOKEN": world.token, "DATELINE_HOME": str(home), "BOT_PERSON_MINUTE": "600"}
    named["BOT_SERVER_MINUTE"] = "6000"
    with (home / "log").open("w") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, __file__, "--bot", str(world.port), env={**os.environ, **named}, cwd=ROOT,
            stderr=log,
        )  # fmt: skip
    while not world.gateway.sessions:  # noqa: ASYNC110 -- another process has no event of ours
        await asyncio.sleep(0.05)
    await Person(world, next(iter(world.servers)), ident=1).slash("ask", question=ASKED[0])
    return process


async def everybody(world: World, given: argparse.Namespace) -> list[Talk]:
    """Each person asks one question after the other, all people at once."""
    servers = list(world.servers)
    each = given.questions // given.people

    async def one(number: int) -> list[Talk]:
        person = Person(world, servers[number % len(servers)], ident=1000 + number)
        talks = []
        for turn in range(each):
            talk = await person.slash_unwaited("ask", question=ASKED[(number + turn) % len(ASKED)])
            talks.append(talk)
            while talk.answered_after is None and time.monotonic() - talk.born < 60:
                talk.changed.clear()
                try:
                    await asyncio.wait_for(talk.changed.wait(), 60)
                except TimeoutError:
                    break
        return talks

    return [talk for talks in await asyncio.gather(*map(one, range(given.people))) for talk in talks]


async def add(world: World, count: int) -> float:
    """An administrator adds articles; how long it took, in seconds."""
    started = time.monotonic()
    boss = Person(world, list(world.servers)[-1], ident=2, manages=True)
    content = "\n".join(json.dumps(notice(number)) for number in range(count)).encode()
    draft = await answered(await boss.slash_unwaited("articles add", file=("many.jsonl", content)))
    await answered(await boss.press(draft.original or {}, "draft_add"))
    return time.monotonic() - started


def notice(number: int) -> dict[str, object]:
    """An invented article of eight paragraphs."""
    town, mayor = TOWNS[number % len(TOWNS)], f"{TOWNS[number // 7 % len(TOWNS)][:4]} Alder{number}"
    paragraphs = [
        f"The council of {town} met on Monday to discuss bridge {number}, Mayor {mayor} said. "
        f"It will cost about {number + part * 17} thousand crowns and open in {2030 + part}."
        for part in range(8)
    ]
    title = f"{town} discusses bridge {number}"
    return {"id": f"n{number}", "title": title, "published": "2029-03-04", "paragraphs": paragraphs}


async def answered(talk: Talk) -> Talk:
    """Wait for as long as it takes."""
    while talk.answered_after is None:
        talk.changed.clear()
        await talk.changed.wait()
    return talk


def peak(pid: int) -> float:
    """The most memory the process has used so far, in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def told(world: World, talks: list[Talk], took: float, memory: float, questions: int) -> int:
    """Print the figures; 1 when somebody was lost or acknowledged too late."""
    done = [talk for talk in talks if talk.answered_after is not None and not apologised(talk)]
    late = sorted(t.acknowledged_after if t.acknowledged_after is not None else 999.0 for t in talks)
    slow = sorted(t.answered_after or 0.0 for t in done)
    print(f"asked {len(talks)} of {questions}, answered {len(done)}, in {took:.1f} s")
    print(f"answers a second     {len(done) / took:.0f}")
    for name, values in (("acknowledged after", late), ("answered after", slow or [999.0])):
        at = [(label, values[min(len(values) - 1, int(len(values) * part))]) for label, part in QUANTILES]
        print(f"{name:20} " + ", ".join(f"{label} {seconds:.2f} s" for label, seconds in at))
    print(f"refused by Discord   {len(world.rejected)}, would have pinged {world.pings}")
    print(f"memory of the bot    {memory:.0f} MB at most")
    return int(len(done) < len(talks) or late[-1] > ACKNOWLEDGE_SECONDS or bool(world.rejected))


def apologised(talk: Talk) -> bool:
    """Whether the answer was that there is none."""
    return m.PONG_TROUBLE in text(talk.original) or m.TOO_MANY_WAITING in text(talk.original)


QUANTILES = (("half", 0.5), ("95 %", 0.95), ("99 %", 0.99), ("slowest", 1.0))


if __name__ == "__main__":
    sys.exit(main())
