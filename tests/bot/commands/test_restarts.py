"""Every button, menu and form outlives a restart of the bot between the message and the click.

What hangs where stands as ITEMS in the test of each command.
"""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from examples.stocked_server import Form, Item, answered, packed
from loopback.connected import running
from loopback.people import Person, text
from loopback.world import World

from bot.commands.registry import ACTIONS, FORMS
from bot.settings import BotSettings
from bot.state.context import open_context
from knowledge.library import Library

FILES = [path for path in sorted(Path(__file__).parent.glob("test_*.py")) if path != Path(__file__)]
ALL: dict[str, Item | Form] = {"thread": Item(answered, "A thread for your question")}
for file in FILES:
    ALL |= runpy.run_path(str(file)).get("ITEMS", {})
ITEMS = {name: one for name, one in ALL.items() if isinstance(one, Item)}
FILLED_IN = {name: one for name, one in ALL.items() if isinstance(one, Form)}


def test_every_item_is_driven_here() -> None:
    assert {*ACTIONS, *FORMS} <= {*ALL, *(form.sent for form in FILLED_IN.values())}


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


def chosen(boss: Person, message: dict, name: str, item: Item) -> tuple[str, ...]:
    if item.chosen == "another channel":
        return (str(boss.server + 2),)
    if item.chosen == "the first":
        return (boss.button(message, name)["options"][0]["value"],)
    return (item.chosen,) if item.chosen else ()


@pytest.mark.parametrize("name", ITEMS)
async def test_a_click_after_a_restart(world: World, stocked: BotSettings, boss: Person, name: str) -> None:
    item = ITEMS[name]
    context = open_context(stocked, Library.open)
    async with running(world, context):
        message = await item.message(boss)
        values = chosen(boss, message, name, item)
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
    wanted = FILLED_IN[name]
    context = open_context(stocked, Library.open)
    async with running(world, context):
        message = await wanted.message(boss)
    context.close()
    context = open_context(stocked, Library.open)
    async with running(world, context):
        form = (await boss.press(message, name)).form
    context.close()
    assert form["custom_id"].split("/")[1] == wanted.sent
    context = open_context(stocked, Library.open)
    async with running(world, context):
        assert wanted.shows in text((await boss.submit(form, message, **wanted.fields)).original)
    context.close()
    assert world.rejected == []
