"""/check: a claim held against the sources."""

from __future__ import annotations

from bot import messages as m
from bot.commands.command import Command, Menu, Parameter
from bot.services import claims

COMMANDS = (
    Command(
        "check",
        lambda call: claims.check(call.context, call.asker, call.field("claim"), private=call.private),
        (Parameter("claim", claims.LONGEST_CLAIM),),
        public=True,
    ),
)
MENUS = (Menu(m.MENU_CHECK, lambda call: claims.check(call.context, call.asker, call.words, private=True)),)
