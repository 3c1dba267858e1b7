"""Channels that take five messages in five seconds."""

from __future__ import annotations

import asyncio
import time

from examples.small_library import SmallLibrary
from hypothesis import given
from hypothesis import strategies as st
from loopback.connected import running
from loopback.limits import ChannelLimits
from loopback.people import Person, wait_for
from loopback.world import World

from bot.delivery.pace import ChannelPace
from bot.settings import BotSettings
from bot.state.context import open_context

QUESTION = "How heavy is the crane of the harbour?"


@given(st.lists(st.floats(0, 3), min_size=6, max_size=40))
def test_no_six_messages_come_within_five_seconds_and_none_waits_without_need(pauses: list[float]) -> None:
    pace, now, sent = ChannelPace(), 0.0, list[float]()
    for pause in pauses:
        now += pause
        sent.append(now + pace.take(1, now))
        assert sent[-1] == now or sent[-1] - sent[-6] < 5.5
    assert sent == sorted(sent)
    assert all(later - earlier > 5 for earlier, later in zip(sent, sent[5:], strict=False))


def test_each_channel_has_a_pace_of_its_own() -> None:
    pace = ChannelPace()
    for _ in range(5):
        pace.take(1, 0.0)
    assert (pace.wait(1, 1.0) > 4, pace.wait(2, 1.0)) == (True, 0.0)


async def test_a_full_channel_is_waited_for_and_who_would_wait_too_long_gets_a_sign(
    world: World, settings: BotSettings
) -> None:
    world.limits = ChannelLimits()
    context = open_context(settings.model_copy(update={"patience_seconds": 6}), SmallLibrary.open)
    async with running(world, context):
        here = next(iter(world.servers))
        asked = [
            int((await Person(world, here, ident=80 + n).write(f"{QUESTION} {n}"))["id"]) for n in range(13)
        ]
        await wait_for(lambda: len(world.replies) + len(world.reactions) == 13)
        await asyncio.sleep(0.5)  # whoever is answered twice would be so now
    context.close()
    assert world.limits.refused == 0
    assert len(world.replies) == 10
    assert sorted([*world.replies, *(message for message, _ in world.reactions)]) == asked
    assert all(len(replies) == 1 for replies in world.replies.values())


async def test_an_answer_that_waits_for_its_channel_is_sent_before_the_end(
    world: World, settings: BotSettings
) -> None:
    world.limits = ChannelLimits()
    context = open_context(settings.model_copy(update={"patience_seconds": 6}), SmallLibrary.open)
    async with running(world, context) as bot:
        here = next(iter(world.servers))
        for n in range(5):
            await Person(world, here, ident=80 + n).write(f"{QUESTION} {n}")
        await wait_for(lambda: len(world.replies) == 5)
        await asyncio.sleep(2)
        last = int((await Person(world, here, ident=90).write(QUESTION))["id"])
        await wait_for(lambda: not bot.queue.running and bot.pace.wait(here + 1, time.monotonic()) > 3)
    context.close()
    assert last in world.replies
