"""/dateline editors: roles that may add articles, and people who are not answered."""

from __future__ import annotations

from examples.own_articles import OWL
from examples.stocked_server import Item, shown_by
from loopback.people import Person, text
from loopback.world import World

from bot.app import Dateline
from bot.state.context import Context

EDITORS = shown_by("dateline editors")
ITEMS = {
    "set_editors": Item(EDITORS, "Editors", chosen="4711"),
    "set_ignored": Item(EDITORS, "not answered", chosen="4712"),
}
QUESTION = "How heavy is the crane of the harbour?"


async def test_editors_add_articles_without_managing_the_server(bot: Dateline, world: World) -> None:
    server = next(iter(world.servers))
    boss = Person(world, server, manages=True)
    editor = Person(world, server, ident=5, roles=(4711,))
    refused = await editor.slash("articles add", file=("owl.md", OWL.encode()))
    assert "and its editors, can do that" in text(refused.original)
    message = (await boss.slash("dateline editors")).original
    await boss.click(message, "set_editors", "4711")
    draft = await editor.slash("articles add", file=("owl.md", OWL.encode()))
    assert "Added: 1 article" in text((await editor.click(draft.original, "draft_add")).original)
    assert "added 1 article" in text((await editor.slash("articles changes")).original)
    refused = await Person(world, server, ident=6, roles=(1,)).slash("articles list")
    assert "and its editors, can do that" in text(refused.original)
    assert "set editors to 4711" in text((await boss.slash("articles changes")).original)
    assert world.rejected == []


async def test_who_is_to_be_ignored_is_not_answered(
    bot: Dateline, world: World, context: Context, reader: Person
) -> None:
    boss = Person(world, reader.server, manages=True)
    answer = (await reader.slash("ask", question=QUESTION)).original
    message = (await boss.slash("dateline editors")).original
    await boss.click(message, "set_ignored", str(reader.ident), str(boss.ident))
    assert context.guild_settings(reader.server).ignored == () or boss.ident == reader.ident
    other = Person(world, reader.server, ident=99)
    await boss.click(message, "set_ignored", str(other.ident))
    refused = await other.slash("ask", question=QUESTION)
    assert refused.ephemeral
    assert "not to answer you here" in text(refused.original)
    assert "not to answer you here" in text((await other.click(answer, "context")).original)
    sent = len(world.raw)
    await other.write(QUESTION)
    assert "90 tonnes" in text(await reader.ask(QUESTION))
    assert len(world.raw) == sent + 1
