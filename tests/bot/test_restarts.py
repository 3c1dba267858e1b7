"""Every button, menu and form outlives a restart of the bot between the message and the click."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

import pytest
from loopback.connected import running
from loopback.people import Person, text
from loopback.world import World

from bot.commands.registry import ACTIONS, FORMS
from bot.settings import BotSettings
from bot.state.context import open_context
from knowledge.library import Library

QUESTION = "How many young birds did ranger Vance count in the oak?"
Message = dict[str, Any]
MONTHS = "January February March April May June July August September October November December".split()
ARTICLES = 14


def page(number: int) -> str:
    """An article with an event of its own."""
    month = MONTHS[number % 12]
    return (
        f"# Owl number {number} returns to the town park\n\n"
        f"The ranger Otto Vance freed snowy owl number {number} on 3 {month} 2021 in Brindle Hill.\n\n"
        f"Vance counted {number + 14} young birds in the old oak of the park.\n"
    )


def packed() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(ARTICLES):
            archive.writestr(f"owl-{number}.md", page(number))
    return file.getvalue()


async def answered(boss: Person) -> Message:
    return (await boss.slash("ask", question=QUESTION)).original


async def drafted(boss: Person) -> Message:
    return (
        await boss.slash("articles add", file=("new.md", page(3).replace("Owl", "Stork").encode()))
    ).original


async def listed(boss: Person) -> Message:
    return (await boss.slash("articles list")).original


async def asked_to_remove(boss: Person) -> Message:
    article = (await boss.complete("articles remove", "article", "owl number 4"))[0]["value"]
    return (await boss.slash("articles remove", article=article)).original


async def settings_shown(boss: Person) -> Message:
    return (await boss.slash("dateline settings")).original


async def gaps_shown(boss: Person) -> Message:
    for number, word in enumerate(
        """Who painted the lighthouse?|Why did glaciers melt?|Where was Bruno born?|Which violin broke?
        |How tall are giraffes?|When does harvest begin?|Did comets collide?|What do bakers earn?
        |Whose yacht sank?|Is opera dying?|How deep is Loch Morar?|Can zebras swim?""".split("|")
    ):
        await Person(boss.world, boss.server, ident=200 + number).slash("ask", question=word.strip())
    return (await boss.slash("gaps")).original


async def timeline_shown(boss: Person) -> Message:
    return (await boss.slash("timeline", topic="owl")).original


async def timeline_of_an_answer(boss: Person) -> Message:
    message = (await boss.slash("ask", question="When was owl number 3 freed by Vance?")).original
    return (await boss.click(message, "timeline")).original


async def sources_shown(boss: Person) -> Message:
    return (await boss.slash("sources")).original


async def privacy_shown(boss: Person) -> Message:
    return (await boss.slash("privacy")).original


class Item(NamedTuple):
    """Where an item hangs, what is chosen in it, and a word of what it shows."""

    message: Callable[[Person], Awaitable[Message]]
    shows: str
    values: tuple[str, ...] = ()


ITEMS = {
    "context": Item(answered, "passage"),
    "more": Item(answered, "best sentences"),
    "timeline": Item(answered, "Timeline"),
    "sources": Item(answered, "Owl number"),
    "good": Item(answered, "Thank you"),
    "thread": Item(answered, "A thread for your question"),
    "sources_page": Item(sources_shown, "Page 2"),
    "timeline_page": Item(timeline_shown, "Page 2"),
    "picture": Item(timeline_of_an_answer, "timeline.png"),
    "gaps_page": Item(gaps_shown, "Page 2"),
    "gaps_export": Item(gaps_shown, "gaps.csv"),
    "draft_add": Item(drafted, "Added: 1 article"),
    "draft_discard": Item(drafted, "discarded"),
    "held_page": Item(listed, "Page 2"),
    "held_pick": Item(listed, "Remove"),
    "held_remove": Item(asked_to_remove, "is removed"),
    "forget": Item(privacy_shown, "Deleted"),
    "set_private": Item(settings_shown, "for the asker alone"),
    "set_feedback": Item(settings_shown, "cannot be voted on"),
    "set_seeds": Item(settings_shown, "own articles are used"),
    "set_caution": Item(settings_shown, "stay silent in doubt", ("careful",)),
    "set_dates": Item(settings_shown, "French", ("fr",)),
    "set_channels": Item(settings_shown, "chosen below"),
}
FILLED_IN = {
    "bad": ("bad_sent", answered, {"reason": "old", "words": "last year's"}, "Thank you"),
    "follow": ("follow_sent", answered, {"question": "And where?"}, "Understood as"),
    "draft_correct": ("draft_corrected", drafted, {"publisher": "Hill Gazette"}, "Hill Gazette"),
}
"""Forms by the button that opens them."""


def test_every_item_is_driven_here() -> None:
    driven = {*ITEMS, *FILLED_IN, *(sent for sent, *_ in FILLED_IN.values())}
    assert {*ACTIONS, *FORMS} <= driven


@pytest.fixture
def boss(world: World) -> Person:
    return Person(world, next(iter(world.servers)), manages=True)


@pytest.fixture
async def stocked(world: World, settings: BotSettings, boss: Person) -> BotSettings:
    """Settings of a bot whose server holds fourteen articles."""
    context = open_context(settings, Library.open)
    async with running(world, context):
        draft = await boss.slash("articles add", file=("owls.zip", packed()))
        await boss.click(draft.original, "draft_add")
    context.close()
    return settings


@pytest.mark.parametrize("name", ITEMS)
async def test_a_click_after_a_restart(world: World, stocked: BotSettings, boss: Person, name: str) -> None:
    item = ITEMS[name]
    context = open_context(stocked, Library.open)
    async with running(world, context):
        message = await item.message(boss)
        values = item.values
        if name == "held_pick":
            values = (boss.button(message, name)["options"][0]["value"],)
        if name == "set_channels":
            values = (str(boss.server + 2),)
    context.close()
    context = open_context(stocked, Library.open)
    async with running(world, context):
        talk = await boss.click(message, name, *values)
        assert item.shows.lower() in (text(talk.original) + " ".join(talk.files)).lower()
    context.close()
    assert world.rejected == []
    assert world.pings == 0


@pytest.mark.parametrize("name", FILLED_IN)
async def test_a_form_after_a_restart(world: World, stocked: BotSettings, boss: Person, name: str) -> None:
    sent, message_of, fields, shows = FILLED_IN[name]
    context = open_context(stocked, Library.open)
    async with running(world, context):
        message = await message_of(boss)
    context.close()
    context = open_context(stocked, Library.open)
    async with running(world, context):
        form = (await boss.press(message, name)).form
    context.close()
    assert form["custom_id"].split("/")[1] == sent
    context = open_context(stocked, Library.open)
    async with running(world, context):
        assert shows in text((await boss.submit(form, message, **fields)).original)
    context.close()
    assert world.rejected == []
