"""For operators: health, figures, tidying, backup and restore, and several processes over one folder."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sqlite3
import time
import zipfile
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest
from examples.own_articles import OWL, added
from examples.small_library import SmallLibrary
from loopback.connected import running
from loopback.people import Person, text, wait_for
from loopback.world import World
from prometheus_client import generate_latest

from bot.app import Dateline, regularly
from bot.operations.backup import backup, restore
from bot.operations.supervisor import CannotStartError, serve
from bot.operations.watch import watched
from bot.settings import BotSettings
from bot.state.context import Context, open_context
from knowledge.errors import StorageError, UsageError
from knowledge.library import Library
from knowledge.settings import Settings

QUESTION = "How heavy is the crane of the harbour?"


async def fetched(port: int, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.status, await answer.text()


async def test_health_and_figures_are_told_on_loopback(world: World, context: Context) -> None:
    current = []
    async with watched(0, lambda: current[0] if current else None) as port:
        assert (await fetched(port, "/healthz"))[0] == 503
        async with running(world, context) as bot:
            current.append(bot)
            reader = Person(world, next(iter(world.servers)))
            await reader.slash("ask", question=QUESTION)
            status, told = await fetched(port, "/healthz")
            assert (status, json.loads(told)["servers"]) == (200, 2)
            figures = (await fetched(port, "/metrics"))[1]
            assert 'dateline_answers_total{kind="answer",shard="0"} 1.0' in figures
            assert 'dateline_connected{shard="0"} 1.0' in figures
        assert (await fetched(port, "/healthz"))[0] == 503


async def test_a_cut_connection_shows_in_the_health(world: World, context: Context) -> None:
    async with running(world, context) as bot, watched(0, lambda: bot) as port:
        world.gateway.closed = True
        await world.gateway.cut()
        await wait_for(lambda: not bot.connected)
        assert (await fetched(port, "/healthz"))[0] == 503


async def test_what_is_done_regularly_goes_on_after_any_failure() -> None:
    done, failures = [], iter([OSError("gone"), StorageError("full"), AssertionError("ours")])

    def work() -> None:
        if failure := next(failures, None):
            raise failure
        done.append(True)

    task = asyncio.create_task(regularly(0.01, "test", work))
    await wait_for(lambda: len(done) > 1)
    task.cancel()


async def test_a_backup_made_while_running_brings_everything_back(
    world: World, settings: BotSettings, tmp_path: Path
) -> None:
    target = tmp_path / "kept.zip"
    boss = Person(world, next(iter(world.servers)), manages=True)
    context = open_context(settings, Library.open)
    async with running(world, context):
        await added(boss, "owl.md", OWL.encode())
        message = (await boss.slash("dateline settings")).original
        await boss.click(message, "set_private")
        assert await asyncio.to_thread(backup, settings, target) == 1
        asked = await boss.slash("articles remove", article="Owl returns to the town park")
        await boss.click(asked.original, "held_remove")
        await boss.click(message, "set_private")
        assert "Owl returns" not in text((await boss.slash("sources")).original)
        await asyncio.to_thread(restore, settings, target)
        assert "Owl returns" in text((await boss.slash("sources")).original)
        assert "for the asker alone" in text((await boss.slash("dateline settings")).original)
    context.close()


async def test_two_processes_over_one_folder_see_each_others_changes(
    world: World, settings: BotSettings
) -> None:
    from bot.services import drafts, sources
    from bot.state.recent import Asker

    one, other = open_context(settings, Library.open), open_context(settings, Library.open)
    asker = Asker(7, 1, 1, time.time(), manages=True)

    def listed(context: Context) -> str:
        return repr(sources.sources(context, asker))

    def add() -> None:
        assert "Owl" not in listed(other)
        card = drafts.draft(one, asker, "owl.md", OWL.encode())
        ref = card.blocks[-1].buttons[0].ref
        drafts.add(other, asker, ref)

    await asyncio.to_thread(add)
    assert "Owl returns" in listed(one)
    assert "Owl returns" in listed(other)
    one.close()
    other.close()


async def test_each_shard_answers_its_own_servers_once(world: World, settings: BotSettings) -> None:
    contexts = [
        open_context(settings.model_copy(update={"shards": 2, "shard_ids": (n,)}), SmallLibrary.open)
        for n in (0, 1)
    ]
    async with running(world, contexts[0]) as one, running(world, contexts[1]) as other:
        for server in world.servers:
            assert "90 tonnes" in text((await Person(world, server).slash("ask", question=QUESTION)).original)
        for shard, bot in enumerate((one, other)):
            figures = generate_latest(bot.metrics.registry).decode()
            assert f'dateline_answers_total{{kind="answer",shard="{shard}"}} 1.0' in figures
            assert f'dateline_servers{{shard="{shard}"}} 1.0' in figures
            assert f'dateline_connected{{shard="{1 - shard}"}}' not in figures
    for context in contexts:
        context.close()
    assert world.rejected == []


async def test_a_signal_ends_the_service_after_the_last_answer(world: World, settings: BotSettings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    context = open_context(settings.model_copy(update={"port": port}), SmallLibrary.open)
    life = asyncio.create_task(serve(lambda: Dateline(context), world.token, port=port))
    await wait_for(lambda: world.gateway.sessions)
    reader = Person(world, next(iter(world.servers)))
    assert "90 tonnes" in text((await reader.slash("ask", question=QUESTION)).original)
    assert (await fetched(port, "/metrics"))[0] == 200
    talk = await reader.slash_unwaited("ask", question=QUESTION)
    await wait_for(lambda: talk.acknowledged)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(life, 20)
    assert "90 tonnes" in text(talk.original)
    context.close()


async def test_a_port_in_use_is_one_sentence(world: World, settings: BotSettings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        context = open_context(settings.model_copy(update={"port": port}), SmallLibrary.open)
        with pytest.raises(CannotStartError, match=f"BOT_PORT: port {port} cannot be used"):
            await serve(lambda: Dateline(context), world.token, port=port)
    context.close()


async def test_who_asked_before_a_restore_can_have_it_deleted_after_it(tmp_path: Path) -> None:
    from bot.services import about, answers
    from bot.state.recent import Asker

    old, new = (BotSettings(library=Settings(home=tmp_path / name, meaning="off")) for name in ("old", "new"))
    asker, kept = Asker(7, 42, 1, time.time()), tmp_path / "kept.zip"
    with closing(open_context(old, SmallLibrary.open)) as context:
        answers.ask(context, asker, QUESTION)
        await asyncio.to_thread(backup, old, kept)
    with closing(open_context(new, SmallLibrary.open)) as context:  # another machine
        answers.ask(context, asker, QUESTION)
        await asyncio.to_thread(restore, new, kept)
        assert "Deleted: 1 question" in repr(about.forget(context, asker))


def zipped(path: Path, store: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bot.sqlite3", store)
    return path


def strangers_file(folder: Path) -> bytes:
    with closing(sqlite3.connect(folder / "other.sqlite3")) as other:
        other.execute("create table exchange (id integer primary key, price real)")
    return (folder / "other.sqlite3").read_bytes()


async def test_what_is_no_whole_backup_is_told_so_and_changes_nothing(
    settings: BotSettings, tmp_path: Path
) -> None:
    from bot.state.recent import Asker

    with closing(open_context(settings, SmallLibrary.open)) as context:
        ref = context.keep(Asker(1, 2, 3, time.time()), "ask", QUESTION)
        damaged = bytearray(zipped(tmp_path / "damaged.zip", bytes(range(256)) * 64).read_bytes())
        damaged[60:90] = b"\xff" * 30
        (tmp_path / "damaged.zip").write_bytes(damaged)
        (tmp_path / "text.zip").write_text("no zip")
        zipped(tmp_path / "noise.zip", b"\x00\x01" * 999)
        zipped(tmp_path / "other.zip", strangers_file(tmp_path))
        for name in ("damaged.zip", "text.zip", "noise.zip", "other.zip", "missing.zip"):
            with pytest.raises(UsageError, match=f"{name}: (is no|cannot be read as a) backup"):
                await asyncio.to_thread(restore, settings, tmp_path / name)
        assert context.store.recall(ref, server=1) is not None
