"""Fair use, as people see it."""

from __future__ import annotations

import asyncio
import threading

from examples.small_library import SmallLibrary
from loopback import rules
from loopback.connected import running
from loopback.people import Person, text, wait_for
from loopback.world import World

from bot.delivery.rate_limits import Notices
from bot.settings import BotSettings
from bot.state.context import open_context
from knowledge.model import Answer

QUESTION = "How heavy is the crane of the harbour?"


async def test_who_asks_too_fast_is_told_how_long_to_wait(world: World, settings: BotSettings) -> None:
    context = open_context(settings.model_copy(update={"person_minute": 1}), SmallLibrary.open)
    async with running(world, context):
        reader = Person(world, next(iter(world.servers)))
        await reader.slash("ask", question=QUESTION)
        talk = await reader.slash("ask", question=QUESTION)
        assert "Please wait" in text(talk.original)
        assert "What I do" in text((await reader.slash("help")).original)
    context.close()


async def test_over_the_limit_a_person_is_told_once_a_minute_and_a_channel_as_well(
    world: World, settings: BotSettings
) -> None:
    context = open_context(settings.model_copy(update={"person_minute": 1}), SmallLibrary.open)
    async with running(world, context):
        here, there = world.servers
        one, other = (Person(world, here, ident=ident) for ident in (81, 82))
        elsewhere = Person(world, there, ident=83)
        for person in (one, other, elsewhere):
            await person.ask(QUESTION)
        for _ in range(9):
            for person in (one, other, elsewhere):
                await person.write(QUESTION)
        await elsewhere.slash("help")  # in order: what was written before has been looked at
        await wait_for(lambda: len(world.raw) >= 6 and world.reactions)
    context.close()
    told = [text(message) for message in world.messages.values() if "Please wait" in text(message)]
    assert (len(told), len(world.reactions)) == (2, 1)
    assert world.rejected == []


def test_a_notice_is_due_once_in_its_time() -> None:
    notices = Notices(60)
    assert [notices.due("a", now) for now in (0.0, 30.0, 59.0, 60.0, 61.0, 121.0)] == [
        True, False, False, True, False, True,
    ]  # fmt: skip
    assert notices.due("b", 61.0)


async def test_a_download_is_cut_at_its_limit_whatever_size_was_told(
    world: World, settings: BotSettings
) -> None:
    context = open_context(settings.model_copy(update={"megabytes": 1}), SmallLibrary.open)
    world.endless.add("owl.md")
    async with running(world, context):
        boss = Person(world, next(iter(world.servers)), manages=True)
        talk = await boss.slash("articles add", file=("owl.md", b"# Owl\n\nAn owl was seen."))
        assert "owl.md is larger than the 1 MB" in text(talk.original)
    context.close()
    assert world.file_bytes < 20 << 20  # what the sockets in between hold as well


def waiting_for(go_on: threading.Event) -> type[SmallLibrary]:
    class Slow(SmallLibrary):
        def ask(self, question: str, **more: object) -> Answer:
            go_on.wait(30)
            return super().ask(question, **more)

    return Slow


async def test_in_a_crowd_each_question_gets_a_quiet_sign(world: World, settings: BotSettings) -> None:
    go_on, here = threading.Event(), next(iter(world.servers))
    crowded = settings.model_copy(update={"waiting": 1, "threads": 1})
    context = open_context(crowded, waiting_for(go_on).open)
    async with running(world, context) as bot:
        talks = [
            await Person(world, here, ident=i).slash_unwaited("ask", question=QUESTION) for i in (81, 82)
        ]
        await wait_for(lambda: bot.queue.waiting == 1)
        asked = [int((await Person(world, here, ident=83).write(QUESTION))["id"]) for _ in range(4)]
        await wait_for(lambda: len(world.reactions) == 3)
        go_on.set()
        await wait_for(lambda: all(talk.answered_after for talk in talks))
    context.close()
    assert sorted([*world.replies, *(message for message, _ in world.reactions)]) == asked
    assert world.rejected == []


async def test_whose_turn_comes_too_late_is_told_so_alone(world: World, settings: BotSettings) -> None:
    go_on = threading.Event()
    hasty = settings.model_copy(update={"patience_seconds": 1, "threads": 1})
    context = open_context(hasty, waiting_for(go_on).open)
    async with running(world, context) as bot:
        people = [Person(world, next(iter(world.servers)), ident=ident) for ident in (81, 82, 83)]
        talks = [await person.slash_unwaited("ask", question=QUESTION) for person in people]
        await wait_for(lambda: bot.queue.waiting == 2)
        written = await people[0].write(QUESTION)
        await wait_for(lambda: bot.queue.waiting == 3)
        await asyncio.sleep(1.1)  # the patience of those who wait
        go_on.set()
        await wait_for(lambda: bot.queue.waiting == 0 and all(talk.answered_after for talk in talks))
    context.close()
    assert "90 tonnes" in text(talks[0].original)
    late = [talk for talk in talks[1:] if talk.original is None]
    assert late
    assert all("Many questions are waiting" in text(talk.followups[0]) for talk in late)
    assert all(talk.followups[0]["flags"] & rules.EPHEMERAL for talk in late)
    assert int(written["id"]) in {*world.replies, *(message for message, _ in world.reactions)}
    assert world.rejected == []
