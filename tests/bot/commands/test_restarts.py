"""Every button, menu and form outlives a restart of the bot between the message and the click.

What hangs where stands as ITEMS in the test of each command.
"""

from __future__ import annotations

import runpy
import shutil
import time
from pathlib import Path

import pytest
from examples.stocked_server import Form, Item, packed, ways_on
from loopback.connected import running
from loopback.people import Person, text
from loopback.world import World

from bot.commands.registry import ACTIONS, FORMS
from bot.services import drafts
from bot.settings import BotSettings
from bot.state.context import open_context
from bot.state.recent import Asker
from knowledge.library import Library
from knowledge.settings import Settings

FILES = [path for path in sorted(Path(__file__).parent.glob("test_*.py")) if path != Path(__file__)]
ALL: dict[str, Item | Form] = {"thread": Item(ways_on, "A thread for your question")}
for file in FILES:
    ALL |= runpy.run_path(str(file)).get("ITEMS", {})
ITEMS = {name: one for name, one in ALL.items() if isinstance(one, Item)}
FILLED_IN = {name: one for name, one in ALL.items() if isinstance(one, Form)}


def test_every_item_is_driven_here() -> None:
    assert {*ACTIONS, *FORMS} <= {*ALL, *(form.sent for form in FILLED_IN.values())}


@pytest.fixture
def boss(world: World) -> Person:
    return Person(world, next(iter(world.servers)), manages=True)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[BotSettings, Path]:
    """Settings of a bot whose server holds fourteen articles, and a copy of its home to begin from."""
    place = tmp_path_factory.mktemp("filled")
    settings = BotSettings(library=Settings(home=place / "home", meaning="off"), person_minute=600)
    fill(settings)
    shutil.copytree(place / "home", place / "begun")
    return settings, place / "begun"


def fill(settings: BotSettings) -> None:
    """Without Discord, which would take the commands of a bot that it has never seen as known."""
    context = open_context(settings, Library.open)
    asker = Asker((11 << 22) + 5000, 1, 1, time.time(), manages=True)
    card = drafts.draft(context, asker, "owls.zip", packed())
    drafts.add(context, asker, card.blocks[-1].buttons[0].ref)
    context.close()


@pytest.fixture
def stocked(filled: tuple[BotSettings, Path]) -> BotSettings:
    """As it was filled, at the same place: an index knows its articles by their path."""
    settings, begun = filled
    shutil.rmtree(settings.home)
    shutil.copytree(begun, settings.home)
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
