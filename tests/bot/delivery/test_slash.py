"""Our commands as Discord offers them."""

from __future__ import annotations

import pytest
from loopback.people import NotOfferedError, Person, text
from loopback.world import World

from bot.app import Dateline


async def test_settings_are_for_those_who_manage_the_server(bot: Dateline, reader: Person) -> None:
    for command in ("dateline settings", "gaps", "dateline stats"):
        with pytest.raises(NotOfferedError):
            await reader.slash(command)


async def test_articles_are_offered_to_all_as_editors_need_no_right_of_discord_and_refused_to_others(
    bot: Dateline, reader: Person
) -> None:
    for command in ("articles list", "articles changes"):
        assert "and its editors, can do that" in text((await reader.slash(command)).original)


async def test_commands_may_be_installed_to_servers_and_to_people(bot: Dateline, world: World) -> None:
    offered = {command["name"]: command for command in world.commands}
    assert offered["ask"]["integration_types"] == [0, 1]
    assert offered["ask"]["contexts"] == [0, 1, 2]
    assert offered["articles"]["contexts"] == [0]
    for name in ("gaps", "dateline"):
        assert offered[name]["contexts"] == [0]
        assert int(offered[name]["default_member_permissions"]) == 1 << 5
