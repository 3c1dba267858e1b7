"""The bot as a process of its own: what operators see of its starting, its stopping and bad days."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from examples.hostile import ninety_texts
from examples.mounts import filled, read_only, small_disk
from examples.own_articles import OWL, added
from loopback.people import Person, goes_on, text, wait_for
from loopback.process import environment, following, free_port, started, told_by
from loopback.world import World

QUESTION = "How many islanders are cut off?"


@pytest.fixture
def boss(world: World) -> Person:
    return Person(world, next(iter(world.servers)), manages=True)


async def answers(person: Person) -> bool:
    return "4,000" in text((await person.slash("ask", question=QUESTION)).original)


async def test_a_hostile_zip_holds_up_no_other_server_and_no_signal(
    world: World, articles: Path, tmp_path: Path
) -> None:
    here, there = (Person(world, server, manages=True) for server in world.servers)
    async with started(world, tmp_path / "bot", DATELINE_SOURCES=str(articles)) as bot:
        await bot.ready()
        talk = await here.slash_unwaited("articles add", file=("ninety.zip", ninety_texts()))
        await wait_for(lambda: goes_on(talk.original))
        assert "Added: 1 article" in await added(there, "owl.md", OWL.encode())
        assert "Owl returns" in text((await there.slash("articles list")).original)
        assert await answers(Person(world, there.server, ident=90))
        assert goes_on(talk.original), "it was read before anybody could have been held up"
        assert await bot.terminated() == 0
        assert "about to restart" in text(talk.original)
        await wait_for(bot.has_left_nobody)


async def test_a_reading_is_called_off_by_its_button(world: World, articles: Path, tmp_path: Path) -> None:
    boss = Person(world, next(iter(world.servers)), manages=True)
    async with started(world, tmp_path / "bot", DATELINE_SOURCES=str(articles)) as bot:
        await bot.ready()
        talk = await boss.slash_unwaited("articles add", file=("ninety.zip", ninety_texts()))
        await wait_for(lambda: goes_on(talk.original))
        assert "called off" in text((await boss.click(talk.original, "reading_cancel")).original)
        await wait_for(lambda: "Called off: nothing of ninety.zip was kept" in text(talk.original))


async def test_a_gateway_that_is_away_at_the_first_start_is_one_sentence_and_75(
    world: World, articles: Path, tmp_path: Path
) -> None:
    world.gateway.closed = True
    async with started(world, tmp_path / "bot", DATELINE_SOURCES=str(articles)) as bot:
        assert await bot.ended() == 75
        assert (bot.log.count("\n"), bot.log.startswith("Discord cannot be reached (")) == (1, True)


async def hanging() -> None:
    await asyncio.Event().wait()


@pytest.mark.parametrize("moment", ["logging in", "connecting", "away", "answering"])
async def test_a_signal_ends_it_in_ten_seconds_whatever_it_does(
    world: World, articles: Path, tmp_path: Path, boss: Person, moment: str
) -> None:
    if moment in ("logging in", "connecting"):
        part = {"logging in": "users/@me", "connecting": "gateway/bot"}[moment]
        world.fault = lambda method, path: hanging() if path.endswith(part) else None
    async with started(world, tmp_path / "bot", DATELINE_SOURCES=str(articles)) as bot:
        if world.fault is not None:
            await wait_for(lambda: world.requests)
        else:
            await bot.ready()
        if moment == "away":
            world.gateway.closed = True
            await world.gateway.cut()
            await wait_for(lambda: "connection to Discord lost" in bot.log)
        if moment == "answering":
            world.fault = lambda method, path: hanging() if path.endswith("@original") else None
            await boss.slash_unwaited("ask", question=QUESTION)
            await wait_for(lambda: world.requests[-1][1].endswith("@original"))
        assert await bot.terminated() == 0
        assert "Traceback" not in bot.log


def much(folder: Path) -> list[Path]:
    """Archives that take long to index, 20,000 articles in all."""
    about = "The council of {0} met on Monday and gave {0} crowns for the bridge, its mayor said."
    files = [folder / f"archive{number}.jsonl" for number in range(100)]
    for number, file in enumerate(files):
        rows = (
            {
                "id": f"a{n}",
                "title": f"Bridge {n}",
                "paragraphs": [about.format(n * 10 + k) for k in range(5)],
            }
            for n in range(number * 200, number * 200 + 200)
        )
        file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return files


@pytest.mark.parametrize("moment", ["starting", "following"])
async def test_a_signal_ends_it_in_the_middle_of_indexing_and_costs_nothing(
    world: World, articles: Path, tmp_path: Path, boss: Person, moment: str
) -> None:
    settings = {"DATELINE_SOURCES": str(articles), "BOT_REFRESH_SECONDS": "1"}
    files = much(articles) if moment == "starting" else []
    async with started(world, tmp_path / "bot", **settings) as bot:
        if moment == "starting":
            await wait_for(lambda: list((tmp_path / "bot").rglob("library.db")))
        else:
            await bot.ready()
            used = bot.seconds_used()
            files = much(articles)
            await wait_for(lambda: bot.seconds_used() > used + 3)
        assert await bot.terminated() == 0
        assert ("Traceback" in bot.log, "ending now" in bot.log) == (False, False)
    for file in files:
        file.unlink()
    async with started(world, tmp_path / "bot", **settings) as bot:
        await bot.ready()
        assert await answers(boss)


async def test_what_does_not_end_by_itself_is_ended(tmp_path: Path) -> None:
    program = "import time; from bot.operations.ending import end_within; end_within(0.2); time.sleep(600)"
    async with following(
        [sys.executable, "-c", program], tmp_path, tmp_path / "log", environment(tmp_path)
    ) as process:
        assert await process.ended() == 70
        assert "not everything ended in time" in process.log


async def test_a_lost_and_regained_connection_is_one_line_each(
    world: World, articles: Path, tmp_path: Path, boss: Person
) -> None:
    async with started(world, tmp_path / "bot", DATELINE_SOURCES=str(articles)) as bot:
        await bot.ready()
        assert await answers(boss)
        world.gateway.closed = True
        await world.gateway.cut()
        await wait_for(lambda: "connection to Discord lost" in bot.log)
        await asyncio.sleep(3)  # some tries come to nothing
        world.gateway.closed = False
        await wait_for(lambda: "connected to Discord again" in bot.log)
        assert await answers(boss)
        assert await bot.terminated() == 0
        told = [line.partition("bot.")[2] for line in bot.log.splitlines()]
        assert [words.partition(": ")[2].partition(",")[0] for words in told] == [
            "ready as Dateline#0000 in 2 servers", "connection to Discord lost", "connected to Discord again",
        ]  # fmt: skip


async def test_the_list_of_fonts_is_made_before_anybody_asks_for_a_picture(
    world: World, articles: Path, tmp_path: Path
) -> None:
    fonts = tmp_path / "fonts"
    settings = {"DATELINE_SOURCES": str(articles), "MPLCONFIGDIR": str(fonts)}
    async with started(world, tmp_path / "bot", **settings) as bot:
        await bot.ready()
        assert list(fonts.glob("fontlist*.json"))


async def stocked(world: World, boss: Person, folder: Path, articles: Path, **settings: str) -> None:
    """What a bot keeps that has answered, and taken in an article."""
    async with started(world, folder, DATELINE_SOURCES=str(articles), **settings) as bot:
        await bot.ready()
        assert "Added: 1 article" in await added(boss, "owl.md", OWL.encode())
        assert await answers(Person(world, list(world.servers)[1]))
        assert await bot.terminated() == 0


@pytest.mark.parametrize("before", ["nothing", "articles"])
async def test_a_folder_that_cannot_be_written_starts_answers_and_says_so(
    world: World, articles: Path, tmp_path: Path, boss: Person, before: str
) -> None:
    folder = tmp_path / "bot"
    (folder / "home").mkdir(parents=True)
    if before == "articles":
        await stocked(world, boss, folder, articles)
    port = free_port()
    with read_only(folder / "home"):
        async with started(world, folder, DATELINE_SOURCES=str(articles), BOT_PORT=str(port)) as bot:
            await bot.ready()
            assert await answers(Person(world, list(world.servers)[1]))
            assert ("Owl returns" in text((await boss.slash("sources")).original)) == (before == "articles")
            assert "cannot be stored just now" in await told(boss, "stork.md")
            assert "nothing can be kept" in bot.log
            assert "dateline_unkept 1.0" in await told_by(port, "/metrics")
            assert await bot.terminated() == 0


async def told(boss: Person, name: str) -> str:
    """What comes of adding an article, whichever step says so."""
    draft = await boss.slash("articles add", file=(name, OWL.replace("Owl", "Stork").encode()))
    if "cannot be stored" in text(draft.original):
        return text(draft.original)
    talk = await boss.click(draft.original, "draft_add")
    return text((talk.followups or [talk.original])[0])


async def test_a_full_disk_stops_no_answering_and_no_start(
    world: World, articles: Path, tmp_path: Path, boss: Person
) -> None:
    other = Person(world, list(world.servers)[1])
    with small_disk(tmp_path / "disk") as disk:
        folder, home = tmp_path / "bot", {"DATELINE_HOME": str(disk / "home")}
        await stocked(world, boss, folder, articles, **home)
        settings = {"DATELINE_SOURCES": str(articles), "TMPDIR": str(disk), **home}
        async with started(world, folder, **settings) as bot:
            await bot.ready()
            filler = filled(disk)
            assert [await answers(other) for _ in range(3)] == [True] * 3
            assert "Owl returns" in text((await boss.slash("sources")).original)
            assert (await other.slash("timeline", topic="strike")).files
            assert "cannot be stored just now" in await told(boss, "stork.md")
            assert await bot.terminated() == 0
        async with started(world, folder, **settings) as bot:
            await bot.ready()
            assert await answers(other)
            assert "Owl returns" in text((await boss.slash("sources")).original)
            filler.unlink()
            assert "Added: 1 article" in await told(boss, "stork.md")


def emptied(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()


async def test_an_emptied_folder_keeps_the_last_articles_and_says_so(
    world: World, articles: Path, tmp_path: Path, boss: Person
) -> None:
    port = free_port()
    settings = {"DATELINE_SOURCES": str(articles), "BOT_PORT": str(port), "BOT_REFRESH_SECONDS": "1"}
    aside = shutil.copytree(articles, tmp_path / "aside")
    async with started(world, tmp_path / "bot", **settings) as bot:
        await bot.ready()
        emptied(articles)
        await wait_for(lambda: "holds nothing any more" in bot.log)
        assert await answers(boss)
        await bot.terminated()
    async with started(world, tmp_path / "bot", **settings) as bot:
        await bot.ready()
        assert await answers(boss)
        assert "shown as last read: articles" in text((await boss.slash("sources")).original)
        assert "dateline_sources_absent 1.0" in await told_by(port, "/metrics")
        await asyncio.sleep(2.5)  # looked at again, and told once
        assert bot.log.count("holds nothing any more") == 1
        shutil.copytree(aside, articles, dirs_exist_ok=True)
        while "dateline_sources_absent 0.0" not in await told_by(port, "/metrics"):  # noqa: ASYNC110 -- as asked
            await asyncio.sleep(0.1)


async def test_a_file_that_cannot_be_read_is_named_once(
    world: World, articles: Path, tmp_path: Path, boss: Person
) -> None:
    (articles / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    settings = {"DATELINE_SOURCES": str(articles), "BOT_REFRESH_SECONDS": "1"}
    async with started(world, tmp_path / "bot", **settings) as bot:
        await bot.ready()
        assert await answers(boss)
        await asyncio.sleep(2.5)
        assert bot.log.count("broken.pdf") == 1


@pytest.mark.parametrize("damaged", ["library.db", "index"])
async def test_what_repairs_itself_says_what_and_why(
    world: World, articles: Path, tmp_path: Path, boss: Person, damaged: str
) -> None:
    await stocked(world, boss, tmp_path / "bot", articles)
    for path in (tmp_path / "bot" / "home" / "servers").rglob(
        "library.db" if damaged == "library.db" else "meta.json"
    ):
        path.write_bytes(b"\x00\x01 no such thing " * 500)
    async with started(world, tmp_path / "bot", DATELINE_SOURCES=str(articles)) as bot:
        await bot.ready()
        assert "Owl returns" in text((await boss.slash("sources")).original)
        line = next(line for line in bot.log.splitlines() if f"sources of server {boss.server}" in line)
        assert "damaged" in line or "not an index" in line
        assert "anew" in line


async def test_a_half_written_line_costs_that_article_alone(
    world: World, articles: Path, tmp_path: Path, boss: Person
) -> None:
    await stocked(world, boss, tmp_path / "bot", articles)
    (file,) = (tmp_path / "bot" / "home" / "servers" / str(boss.server) / "articles").glob("*.jsonl")
    half = file.read_text(encoding="utf-8").replace("Owl", "Heron")[:90]
    file.write_text(file.read_text(encoding="utf-8") + half, encoding="utf-8")
    async with started(world, tmp_path / "bot", DATELINE_SOURCES=str(articles)) as bot:
        await bot.ready()
        listed = text((await boss.slash("articles list")).original)
        assert "Owl returns" in listed
        assert f"line 2 of {file.name}" in listed
        assert "Added: 1 article" in await told(boss, "stork.md")
        assert "Stork returns" in text((await boss.slash("sources")).original)
        assert f"{file.name}: line 2: is no JSON" in bot.log
        asked = await boss.slash("articles remove", article="Owl returns to the town park")
        assert "is removed" in text((await boss.click(asked.original, "held_remove")).original)
        listed = text((await boss.slash("articles list")).original)
        assert ("Owl returns" in listed, "Stork returns" in listed, "Damaged" in listed) == (
            False,
            True,
            True,
        )
    assert file.read_text(encoding="utf-8").strip() == half


async def test_what_a_newer_version_has_kept_is_refused_in_a_sentence(
    world: World, articles: Path, tmp_path: Path, boss: Person
) -> None:
    await stocked(world, boss, tmp_path / "bot", articles)
    with closing(sqlite3.connect(tmp_path / "bot" / "home" / "bot.sqlite3")) as kept:
        kept.execute("pragma user_version = 99")
    async with started(world, tmp_path / "bot", DATELINE_SOURCES=str(articles)) as bot:
        assert await bot.ended() == 2
        assert (bot.log.count("\n"), "was kept by a newer version of Dateline" in bot.log) == (1, True)
