"""The page about Discord, held to the bot: permissions, commands, files."""

from __future__ import annotations

import re
from pathlib import Path

import discord
from loopback.world import World

from bot.app import Dateline

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "discord.md").read_text(encoding="utf-8")


def test_the_number_in_the_link_is_what_the_table_says() -> None:
    wanted = discord.Permissions(
        view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True,
        embed_links=True, attach_files=True, create_public_threads=True,
    )  # fmt: skip
    assert re.search(r"permissions=(\d+)", PAGE)[1] == str(wanted.value)


async def test_the_page_names_no_command_that_there_is_not_and_all_menus(bot: Dateline, world: World) -> None:
    told = PAGE.split("## For operators")[0]
    named = {name.split()[0] for name in re.findall(r"`/([a-z]+[^`]*)`", told)}
    offered = {c["name"] for c in world.commands if c.get("type", 1) == 1}
    assert {"ask", "articles", "help"} <= named <= offered
    assert all(f"*{c['name']}*" in PAGE for c in world.commands if c.get("type") == 3)


def test_files_that_the_page_names_are_there() -> None:
    for name in ("deploy/dateline.service", "Dockerfile", ".env.example"):
        assert name in PAGE
        assert (ROOT / name).exists()
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert all(f"{name}=" in example for name in re.findall(r"`((?:BOT|DATELINE)_[A-Z_]+)", PAGE))
