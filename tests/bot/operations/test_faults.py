"""What may go wrong around the bot: nobody is answered twice or wrongly, nothing added is half there."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from aiohttp import web
from loopback.connected import running
from loopback.people import Person, text, wait_for
from loopback.world import World

from bot.app import Dateline
from bot.services import articles, drafts, sources
from bot.settings import BotSettings
from bot.state.context import Context, open_context
from bot.state.library_pool import server_folder
from bot.state.recent import Asker
from knowledge.library import Library
from knowledge.settings import Settings

QUESTION = "How heavy is the crane of the harbour?"
ROWS = [
    {"id": f"n{n}", "title": f"Notice {n}", "publisher": "Town Board", "published": "2021-02-03",
     "paragraphs": [f"The town board of Elmford put up notice number {n} on Wednesday, about lamp {n * 7}."]}
    for n in range(40)
]  # fmt: skip


async def test_a_broken_line_is_tried_again_and_answered_once(
    bot: Dateline, reader: Person, world: World
) -> None:
    broken = iter([True])

    def fault(method: str, path: str):
        if path.endswith("/messages/@original") and next(broken, False):
            return web.Response(status=502, body=b"")
        return None

    world.fault = fault
    talk = await reader.slash("ask", question=QUESTION)
    assert (talk.edits, "90 tonnes" in text(talk.original)) == (1, True)


async def test_a_reply_whose_receipt_is_lost_is_not_sent_twice(
    bot: Dateline, reader: Person, world: World
) -> None:
    lost = iter([True])
    post = world._post

    async def taken_but_not_told(request: web.Request) -> web.StreamResponse:
        told = await post(request)
        if next(lost, False):
            request.transport.close()
        return told

    world.post = taken_but_not_told
    await reader.write(QUESTION)
    await wait_for(
        lambda: world.requests.count(("POST", f"/api/v10/channels/{reader.channel}/messages")) == 2
    )
    await asyncio.sleep(0.05)
    assert len(world.raw) == 1


async def test_two_lines_that_break_in_a_row_are_no_matter(
    bot: Dateline, reader: Person, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    broken = iter([True, True])
    post = world._post

    async def break_off(request: web.Request) -> web.StreamResponse:
        if next(broken, False):
            request.transport.close()
            return web.Response()
        return await post(request)

    world.post = break_off
    assert "90 tonnes" in text(await reader.ask(QUESTION))
    assert len(world.raw) == 1
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("heard", [True, False])
async def test_an_acknowledgement_that_breaks_off_is_made_again(
    bot: Dateline, reader: Person, world: World, heard: bool
) -> None:
    broken = iter([True])
    callback = world._callback

    async def break_off(request: web.Request) -> web.StreamResponse:
        last = next(broken, False)
        told = await callback(request) if heard or not last else web.Response()
        if last:
            request.transport.close()
        return told

    world.callback = break_off
    talk = await reader.slash("ask", question=QUESTION)
    assert (talk.edits, "90 tonnes" in text(talk.original)) == (1, True)


async def test_a_request_that_is_never_answered_holds_up_nobody_else(
    bot: Dateline, reader: Person, world: World
) -> None:
    go_on = asyncio.Event()
    first = iter([True])

    async def silence() -> None:
        await go_on.wait()

    world.fault = lambda method, path: silence() if "/callback" in path and next(first, False) else None
    held_up = await reader.slash_unwaited("ask", question=QUESTION)
    other = await Person(world, reader.server, ident=80).slash("ask", question=QUESTION)
    assert "90 tonnes" in text(other.original)
    held_up.born -= 4
    go_on.set()
    await wait_for(lambda: world.rejected)
    assert held_up.original is None


async def test_questions_are_answered_while_another_process_writes(
    bot: Dateline, reader: Person, settings: BotSettings
) -> None:
    other = sqlite3.connect(settings.home / "bot.sqlite3", isolation_level=None)
    other.execute("begin immediate")
    talk = await reader.slash("ask", question=QUESTION)
    assert "90 tonnes" in text(talk.original)
    other.execute("rollback")
    other.close()
    assert "90 tonnes" in text((await reader.slash("ask", question=QUESTION)).original)


async def test_a_full_disk_spoils_no_answer_and_is_told_when_something_is_to_be_kept(
    bot: Dateline, world: World, context: Context
) -> None:
    boss = Person(world, next(iter(world.servers)), manages=True)
    context.store._write("pragma max_page_count = 1")
    assert "90 tonnes" in text((await boss.slash("ask", question=QUESTION)).original)
    for _ in range(200):  # what is left of the last page
        context.keep(Asker(1, 1, 1, 0), "ask", "x")
    talk = await boss.slash("ask", question=QUESTION)
    assert "90 tonnes" in text(talk.original)
    told = await boss.slash("articles add", file=("notices.jsonl", json.dumps(ROWS[0]).encode()))
    assert "cannot be stored just now" in text(told.original)


def drafted(settings: BotSettings, asker: Asker) -> int:
    context = open_context(settings, Library.open)
    content = "\n".join(map(json.dumps, ROWS)).encode()
    card = drafts.draft(context, asker, "notices.jsonl", content)
    context.close()
    return card.blocks[-1].buttons[0].ref


ADD = """
import sys
from pathlib import Path
from bot.services import articles, drafts
from bot.state.context import open_context
from bot.state.recent import Asker
from bot.settings import BotSettings
from knowledge.library import Library
from knowledge.settings import Settings
if sys.argv[3:]:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
context = open_context(BotSettings(library=Settings(home=Path(sys.argv[1]), meaning="off")), Library.open)
print(drafts.add(context, Asker(7, 1, 1, 0.0, manages=True), int(sys.argv[2])))
"""


def adding(settings: BotSettings, ref: int, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", ADD, str(settings.home), str(ref), *more], start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.parametrize("moment", ["articles/*.jsonl", "index/*", "index/*/index-*", "version"])
def test_killed_while_adding_all_is_there_or_nothing_and_adding_again_completes(
    settings: BotSettings, moment: str
) -> None:
    asker = Asker(7, 1, 1, time.time(), manages=True)
    ref = drafted(settings, asker)
    process = adding(settings, ref)
    folder = settings.home / "servers" / "7"
    while process.poll() is None and not list(folder.glob(moment)):
        time.sleep(0.002)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    context = open_context(settings, Library.open)
    assert notices(context, asker) in (0, len(ROWS))
    drafts.add(context, asker, ref)
    assert notices(context, asker) == len(ROWS)
    context.close()


def notices(context: Context, asker: Asker) -> int:
    with context.pool.library(asker.server) as library:
        return sum(source.title.startswith("Notice") for source in library.sources())


def test_a_disk_that_fills_up_while_adding_leaves_nothing_half_there(settings: BotSettings) -> None:
    asker = Asker(7, 1, 1, time.time(), manages=True)
    ref = drafted(settings, asker)
    process = adding(settings, ref, "4096")
    _, complaint = process.communicate(timeout=60)
    assert "StorageError" in complaint
    context = open_context(settings, Library.open)
    assert notices(context, asker) == 0
    assert not list(Path(settings.home).glob("servers/7/articles/*"))
    assert sources.sources(context, asker)
    drafts.add(context, asker, ref)
    assert notices(context, asker) == len(ROWS)
    context.close()


async def test_what_cannot_be_indexed_is_neither_changed_nor_listed(
    world: World, settings: BotSettings
) -> None:
    context = open_context(settings, Library.open)
    boss = Person(world, next(iter(world.servers)), manages=True)
    index = server_folder(settings.home, boss.server) / "index"
    aside = index.with_name("aside")

    async def told(command: str) -> str:
        return text((await boss.slash(command)).original)

    async with running(world, context):
        file = ("notice.jsonl", json.dumps(ROWS[0]).encode())
        draft = (await boss.slash("articles add", file=file)).original
        index.parent.mkdir(parents=True)
        index.write_text("no folder")
        failed = await boss.click(draft, "draft_add")
        assert "cannot be stored just now" in text(failed.followups[0])
        assert "no articles of its own" in await told("articles list")
        assert "Nothing has been changed" in await told("articles changes")
        index.unlink()
        assert "Added: 1 article" in text((await boss.click(failed.original, "draft_add")).original)

        index.rename(aside)
        index.write_text("no folder")
        asked = (await boss.slash("articles remove", article="Notice 0")).original
        await boss.click(asked, "held_remove")
        await boss.click((await boss.slash("dateline settings")).original, "set_seeds")
        assert "Notice 0" in await told("articles list")
        assert "The sources that come with me are used" in await told("dateline settings")
        changes = await told("articles changes")
        assert ("added" in changes, "removed" in changes, "set seeds" in changes) == (True, False, False)
        index.unlink()
        aside.rename(index)
        assert "is removed" in text((await boss.click(asked, "held_remove")).original)
        assert "(digest)" in await told("sources")
    context.close()


def test_an_adding_that_was_cut_short_can_be_discarded(settings: BotSettings) -> None:
    asker = Asker(7, 1, 1, time.time(), manages=True)
    ref = drafted(settings, asker)
    process = adding(settings, ref)
    folder = server_folder(settings.home, asker.server)
    while process.poll() is None and not list(folder.glob("articles/*.jsonl")):
        time.sleep(0.002)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    context = open_context(settings, Library.open)
    assert "nothing was added" in repr(drafts.discard(context, asker, ref))
    assert "no articles of its own" in repr(articles.listed(context, asker))
    context.close()


def test_the_name_of_the_home_may_hold_any_sign(tmp_path: Path) -> None:
    settings = BotSettings(library=Settings(home=tmp_path / "a:b;c", meaning="off"))
    asker = Asker(7, 1, 1, time.time(), manages=True)
    ref = drafted(settings, asker)
    context = open_context(settings, Library.open)
    assert "Added" in repr(drafts.add(context, asker, ref))
    assert notices(context, asker) == len(ROWS)
    context.close()


async def test_a_library_that_cannot_be_opened_is_told_calmly(world: World, settings: BotSettings) -> None:
    def refuse(_):
        raise OSError("the disk is gone")

    context = open_context(settings, refuse)
    async with running(world, context):
        talk = await Person(world, next(iter(world.servers))).slash("ask", question=QUESTION)
        assert "Something went wrong" in text(talk.original)
    context.close()
