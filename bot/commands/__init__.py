"""The slash commands and message menus, one file for each group."""

from __future__ import annotations

from discord import app_commands

from bot.commands import ask, moderating, sources, telling
from bot.delivery.client import Client

__all__ = ["add_to"]


def add_to(tree: app_commands.CommandTree[Client]) -> None:
    """Give the tree all commands."""
    for group in (ask, sources, telling, moderating):
        group.add_to(tree)
