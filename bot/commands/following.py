"""/follow, /unfollow, /following: topics of which new articles are posted in a channel."""

from __future__ import annotations

from bot.cards.card import Card
from bot.commands.command import Call, Command, Parameter
from bot.services import following


def _follow(call: Call) -> Card:
    return following.follow(call.context, call.asker, call.field("topic"), call.field("minutes").strip())


COMMANDS = (
    Command(
        "follow", _follow, (Parameter("topic", 200), Parameter("minutes", 6, required=False)), managers=True
    ),
    Command(
        "unfollow",
        lambda call: following.unfollow(call.context, call.asker, call.field("topic")),
        (Parameter("topic", 200, offers=following.offered),),
        managers=True,
    ),
    Command("following", lambda call: following.following(call.context, call.asker)),
)
