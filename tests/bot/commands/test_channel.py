"""/dateline channel: caution and sources of one channel, and answers to the posts of a forum."""

from __future__ import annotations

from examples.own_articles import OWL, added
from examples.stocked_server import Item, shown_by
from loopback.connected import running
from loopback.people import Person, text, wait_for
from loopback.world import World
from loopback.world import channel as channel_data

from bot.app import Dateline
from bot.settings import BotSettings
from bot.state.context import Context, open_context
from knowledge.library import Library

CHANNEL = shown_by("dateline channel")


async def in_a_post(boss: Person) -> dict:
    """The settings, shown in a post of the forum."""
    there = Person(boss.world, boss.server, manages=True, channel=boss.server + 50, parent=boss.server + 3)
    return (await there.slash("dateline channel")).original


ITEMS = {
    "set_here_caution": Item(CHANNEL, "stay silent in doubt", chosen="careful"),
    "set_here_sources": Item(CHANNEL, "own articles are used", chosen="own"),
    "set_here_forum": Item(in_a_post, "How I work in this channel"),
}
QUESTION = "How heavy is the crane of the harbour?"


async def test_a_channel_has_a_caution_of_its_own(bot: Dateline, world: World, context: Context) -> None:
    server = next(iter(world.servers))
    boss = Person(world, server, manages=True)
    message = (await boss.slash("dateline channel")).original
    await boss.click(message, "set_here_caution", "careful")
    guild = context.guild_settings(server)
    assert guild.caution_in((server + 1, 0)) == 0.75
    assert guild.caution_in((server + 2, 0)) is None
    assert guild.caution_in((server + 60, server + 1)) == 0.75  # a thread of the channel
    await boss.click(message, "set_here_caution", "server")
    assert context.guild_settings(server).caution_in((server + 1, 0)) is None
    assert world.rejected == []


async def test_a_channel_is_answered_from_own_articles_alone(world: World, settings: BotSettings) -> None:
    server = next(iter(world.servers))
    boss = Person(world, server, manages=True)
    elsewhere = Person(world, server, manages=True, channel=server + 2)
    context = open_context(settings, Library.open)
    async with running(world, context):
        message = (await boss.slash("dateline channel")).original
        refused = await boss.click(message, "set_here_sources", "own")
        assert "no articles of its own yet" in text(refused.original)
        await added(boss, "owl.md", OWL.encode())
        await boss.click((await boss.slash("dateline channel")).original, "set_here_sources", "own")
        assert "(digest)" not in text((await boss.slash("sources")).original)
        assert "Owl returns" in text((await boss.slash("sources")).original)
        assert "(digest)" in text((await elsewhere.slash("sources")).original)
    context.close()
    assert world.rejected == []


def post(world: World, server: int, name: str, ident: int) -> dict:
    """A new post of the forum."""
    made = channel_data(ident, server, name, kind=11)
    return made | {
        "parent_id": str(server + 3), "owner_id": "77", "message_count": 0, "member_count": 1,
        "newly_created": True,
        "thread_metadata": {"archived": False, "auto_archive_duration": 1440, "locked": False,
                            "archive_timestamp": "2024-01-01T00:00:00+00:00"},
    }  # fmt: skip


async def test_posts_of_a_chosen_forum_are_answered_by_their_title_where_the_sources_tell_it(
    bot: Dateline, world: World
) -> None:
    server = next(iter(world.servers))
    boss = Person(world, server, manages=True, channel=server + 50, parent=server + 3)
    titles = (QUESTION, "Which emperor of Zebulon painted purple ceilings?", "Rules of this forum")
    posts = [post(world, server, title, server + 100 + number) for number, title in enumerate(titles)]
    await world.gateway.event("THREAD_CREATE", posts[0], server=server)  # not chosen yet
    await boss.click((await boss.slash("dateline channel")).original, "set_here_forum")
    sent = len(world.raw)
    for one in (*posts[1:], post(world, server, QUESTION, server + 110)):
        await world.gateway.event("THREAD_CREATE", one, server=server)
    await wait_for(lambda: len(world.raw) > sent)
    last = list(world.messages.values())[-1]
    assert "90 tonnes" in text(last)
    assert last["channel_id"] == str(server + 110)
    assert len(world.raw) == sent + 1
    assert world.rejected == []
