"""/feeds: feeds of news that a server follows, and how it wishes them."""

from __future__ import annotations

from bot.commands.command import Command, Parameter
from bot.services import feeds

COMMANDS = (
    Command(
        "feeds add",
        lambda call: feeds.add(call.context, call.asker, call.field("url")),
        (Parameter("url", 500),),
        managers=True,
        behind=True,
    ),
    Command(
        "feeds list", lambda call: feeds.listed(call.context, call.asker), managers=True, also=("feeds",)
    ),
    Command(
        "feeds remove",
        lambda call: feeds.remove(call.context, call.asker, call.field("feed")),
        (Parameter("feed", 500, offers=feeds.offered),),
        managers=True,
    ),
    Command("feeds weekly", lambda call: feeds.weekly(call.context, call.asker), managers=True),
    Command(
        "feeds quiet",
        lambda call: feeds.quiet(call.context, call.asker, call.field("hours")),
        (Parameter("hours", 20),),
        managers=True,
    ),
    Command(
        "feeds keep",
        lambda call: feeds.keep(call.context, call.asker, call.field("keep")),
        (Parameter("keep", 20),),
        managers=True,
    ),
)
