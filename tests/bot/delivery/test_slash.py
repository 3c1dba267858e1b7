"""Our commands as Discord offers them."""

from __future__ import annotations

import pytest
from loopback.people import NotOfferedError, Person
from loopback.world import World

from bot.app import Dateline


async def test_settings_are_for_those_who_manage_the_server(bot: Dateline, reader: Person) -> None:
    for command in ("dateline settings", "gaps", "articles list", "articles changes"):
        with pytest.raises(NotOfferedError):
            await reader.slash(command)


async def test_commands_may_be_installed_to_servers_and_to_people(bot: Dateline, world: World) -> None:
    offered = {command["name"]: command for command in world.commands}
    assert offered["ask"]["integration_types"] == [0, 1]
    assert offered["ask"]["contexts"] == [0, 1, 2]
    for name in ("gaps", "articles", "dateline"):
        assert offered[name]["contexts"] == [0]
        assert int(offered[name]["default_member_permissions"]) == 1 << 5
