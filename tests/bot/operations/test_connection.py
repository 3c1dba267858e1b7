"""Connecting, keeping commands in step, losing the connection, and everything Discord may refuse."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path

import discord
import pytest
from aiohttp import web
from examples.small_library import SmallLibrary
from loopback.connected import running
from loopback.people import Person, text, wait_for
from loopback.world import World, reply

from bot.app import Dateline
from bot.delivery.queue import Turn
from bot.operations.supervisor import CannotStartError, Pauses, UnreachableError, run
from bot.settings import BotSettings
from bot.state.context import Context, open_context

QUESTION = "How heavy is the crane of the harbour?"


@pytest.fixture(autouse=True)
def _quiet_discord() -> Iterator[None]:
    """Reconnecting logs tracebacks of discord.py's own; they are expected here."""
    logging.getLogger("discord").setLevel(logging.CRITICAL)
    yield
    logging.getLogger("discord").setLevel(logging.NOTSET)


async def test_commands_are_synced_once_and_again_only_when_they_change(
    world: World, context: Context
) -> None:
    for expected in (1, 1):
        async with running(world, context):
            assert world.syncs == expected
    context.store.set_note(f"commands of {900_000_000_000_000_001}", "other commands")
    async with running(world, context):
        assert world.syncs == 2


async def test_no_privileged_intent_is_asked_for(bot: Dateline, world: World) -> None:
    privileged = discord.Intents(members=True, presences=True, message_content=True).value
    assert not any(sent["intents"] & privileged for sent in world.gateway.identifies)


async def test_a_cut_connection_is_resumed_and_what_was_missed_is_answered(
    bot: Dateline, reader: Person, world: World
) -> None:
    await world.gateway.cut()
    await reader.write(QUESTION)
    await wait_for(lambda: world.gateway.resumes == 1 and world.raw)
    await asyncio.sleep(0.1)
    assert len(world.raw) == 1
    assert "90 tonnes" in text(list(world.messages.values())[-1])


async def test_a_late_acknowledgement_is_refused_and_ends_quietly(
    bot: Dateline, reader: Person, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    talk = await reader.slash_unwaited("ask", question=QUESTION)
    talk.born -= 3.1
    await wait_for(lambda: world.rejected)
    await asyncio.sleep(0.05)
    assert [why for _, _, why in world.rejected] == ["Unknown interaction"]
    assert [r for r in caplog.records if r.levelno >= logging.ERROR and r.name.startswith("bot")] == []


async def test_the_loopback_refuses_a_second_acknowledgement(
    bot: Dateline, reader: Person, world: World
) -> None:
    talk = await reader.slash("ask", question=QUESTION)
    talk.changed.clear()
    route = discord.http.Route("POST", f"/interactions/{talk.id}/{talk.token}/callback")
    with pytest.raises(discord.HTTPException) as refused:
        await bot.http.request(route, json={"type": 5})
    assert refused.value.code == 40060


async def test_the_loopback_refuses_what_is_too_long(bot: Dateline, reader: Person) -> None:
    channel = bot.get_partial_messageable(reader.channel)
    with pytest.raises(discord.HTTPException) as refused:
        await channel.send("x" * 2001)
    assert refused.value.code == 50035


async def test_an_error_of_ours_is_one_calm_sentence_and_a_traceback_in_the_log(
    world: World, settings: BotSettings, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(SmallLibrary):
        def ask(self, question, **_):
            raise ZeroDivisionError("inner matter")

    context = open_context(settings, Broken.open)
    async with running(world, context):
        reader = Person(world, next(iter(world.servers)))
        talk = await reader.slash("ask", question=QUESTION)
    context.close()
    assert text(talk.original) == (
        "Something went wrong on my side. It is in the log; please try again in a moment."
    )
    assert "ZeroDivisionError" in caplog.text


async def test_a_wrong_token_is_one_sentence(world: World, context: Context) -> None:
    with pytest.raises(CannotStartError, match="refuses the token"):
        await run(lambda: Dateline(context), "wrong", asyncio.Event())


async def test_an_unreachable_discord_is_one_sentence(world: World, context: Context) -> None:
    discord.http.Route.BASE = "http://127.0.0.1:9/api/v10"
    with pytest.raises(UnreachableError, match="cannot be reached") as told:
        await run(lambda: Dateline(context), world.token, asyncio.Event())
    assert told.value.exit_code == 75


async def test_a_gateway_that_refuses_is_one_sentence(world: World, context: Context) -> None:
    world.gateway.refuse = 4013
    with pytest.raises(CannotStartError, match="refuses the connection"):
        await asyncio.wait_for(run(lambda: Dateline(context), world.token, asyncio.Event()), 10)


async def test_a_connection_lost_for_good_is_begun_anew(world: World, context: Context) -> None:
    stop, made = asyncio.Event(), []

    def make() -> Dateline:
        made.append(Dateline(context, guild_ready_timeout=0.05))
        return made[-1]

    life = asyncio.create_task(run(make, world.token, stop, Pauses(0.01)))
    await wait_for(lambda: made and made[0].was_ready)
    await world.gateway.cut(4013)
    await wait_for(lambda: len(made) == 2 and made[1].was_ready)
    assert "90 tonnes" in text(await Person(world).ask(QUESTION))
    stop.set()
    await asyncio.wait_for(life, 10)


async def test_stopping_answers_what_was_asked(world: World, settings: BotSettings) -> None:
    import threading

    go_on = threading.Event()

    class Slow(SmallLibrary):
        def ask(self, question, **more):
            go_on.wait(5)
            return super().ask(question, **more)

    context = open_context(settings, Slow.open)
    async with running(world, context) as bot:
        talk = await Person(world, next(iter(world.servers))).slash_unwaited("ask", question=QUESTION)
        await wait_for(lambda: talk.acknowledged)
        stopping = asyncio.create_task(bot.finish(patience=5))
        await asyncio.sleep(0.02)
        go_on.set()
        await stopping
    context.close()
    assert "90 tonnes" in text(talk.original)


@pytest.mark.parametrize(
    ("command", "given"),
    [("ask", {"question": QUESTION}), ("articles add", {"file": ("owl.md", b"# Owl\n\nAn owl was seen.")})],
)
async def test_who_still_waits_when_it_stops_is_told_to_ask_again(
    world: World, context: Context, command: str, given: dict[str, object]
) -> None:
    import threading

    go_on, boss = threading.Event(), Person(world, next(iter(world.servers)), manages=True)
    async with running(world, context) as bot:
        busy = (*[bot.queue] * context.settings.threads, *[bot.back] * 4)
        begun = [asyncio.create_task(queue.run(Turn(n), go_on.wait)) for n, queue in enumerate(busy, 1)]
        talk = await boss.slash_unwaited(command, **given)
        await wait_for(lambda: bot.queue.waiting or bot.back.waiting)
        await bot.finish(patience=0.2)
        go_on.set()
        await asyncio.gather(*begun)
    assert "about to restart" in text(talk.original)


async def test_a_rate_limit_is_waited_for_and_answered_once(
    bot: Dateline, reader: Person, world: World
) -> None:
    limited = iter([True])

    def fault(method: str, path: str):
        if path.endswith("/messages/@original") and next(limited, False):
            return reply({"message": "slow", "retry_after": 0.05, "global": False}, 429, Via="1.1 loopback")
        return None

    world.fault = fault
    talk = await reader.slash("ask", question=QUESTION)
    assert talk.edits == 1


async def test_a_failing_server_is_tried_again_and_answered_once(
    bot: Dateline, reader: Person, world: World
) -> None:
    failing = iter([True])

    def fault(method: str, path: str):
        if path.endswith("/messages/@original") and next(failing, False):
            return reply({"message": "failed"}, 500)
        return None

    world.fault = fault
    talk = await reader.slash("ask", question=QUESTION)
    assert talk.edits == 1


async def test_the_home_folder_holds_what_must_be_kept(context: Context, settings: BotSettings) -> None:
    assert isinstance(settings.home, Path)
    assert (settings.home / "bot.sqlite3").exists()


async def test_an_event_that_makes_no_sense_ends_in_a_new_beginning(world: World, context: Context) -> None:
    stop, made = asyncio.Event(), []

    def make() -> Dateline:
        made.append(Dateline(context, guild_ready_timeout=0.05))
        return made[-1]

    life = asyncio.create_task(run(make, world.token, stop, Pauses(0.01)))
    await wait_for(lambda: made and made[0].was_ready)
    await world.gateway.event("MESSAGE_CREATE", {"nonsense": True}, server=next(iter(world.servers)))
    await world.gateway.cut(4013)
    await wait_for(lambda: made[-1].was_ready and len(made) > 1)
    assert "90 tonnes" in text(await Person(world).ask(QUESTION))
    stop.set()
    await asyncio.wait_for(life, 10)


async def test_what_was_asked_in_a_server_is_forgotten_when_the_bot_is_shown_out(
    bot: Dateline, reader: Person, world: World, context: Context
) -> None:
    await reader.slash("ask", question="Who painted the town hall?")
    assert context.store.gaps(reader.server)
    await world.gateway.event("GUILD_DELETE", {"id": str(reader.server)}, server=reader.server)
    await wait_for(lambda: not context.store.gaps(reader.server))


async def test_commands_that_discord_refuses_keep_nobody_from_answering(
    world: World, context: Context
) -> None:
    world.fault = lambda method, _: reply({"message": "no", "code": 50035}, 400) if method == "PUT" else None
    async with running(world, context):
        assert "90 tonnes" in text(await Person(world).ask(QUESTION))
    world.fault = None
    async with running(world, context):
        assert world.syncs == 1


async def test_a_question_deleted_before_its_answer_leaves_no_traceback(
    bot: Dateline, reader: Person, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await reader.write(QUESTION)
    world.messages.clear()
    await wait_for(lambda: world.rejected)
    await wait_for(lambda: "cannot answer there" in caplog.text)
    assert "Traceback" not in caplog.text
    assert world.raw == []


async def test_in_an_outage_it_is_tried_again_with_pauses_that_have_a_bound(
    world: World, context: Context
) -> None:
    stop, made = asyncio.Event(), []

    def make() -> Dateline:
        made.append(Dateline(context, guild_ready_timeout=0.05))
        return made[-1]

    def away(method: str, path: str) -> web.Response | None:
        return reply({"message": "away", "code": 0}, 404) if path.endswith("users/@me") else None

    life = asyncio.create_task(run(make, world.token, stop, Pauses(first=0.01, longest=0.1)))
    await wait_for(lambda: made and made[0].was_ready)
    world.fault = away
    await world.gateway.cut(4013)
    await wait_for(lambda: len(made) > 16)  # doubled each time, the pauses alone would take ten minutes
    world.fault = None
    await wait_for(lambda: made[-1].was_ready)
    assert "90 tonnes" in text(await Person(world).ask(QUESTION))
    stop.set()
    await asyncio.wait_for(life, 10)
    assert max(Pauses()) <= 60
