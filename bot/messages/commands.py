"""How commands, their options and menus are named, and what the help says of them, in the help's order."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple


class CommandText(NamedTuple):
    """``about`` is Discord's description, up to 100 characters; ``help`` the line in /help, if it has one.

    ``typed`` stands after the name in the terminal; ``typed_help`` in its help, where ``help`` does not fit.
    """

    about: str
    help: str = ""
    typed: str = ""
    typed_help: str = ""


COMMANDS: Final[Mapping[str, CommandText]] = MappingProxyType(
    {
        "ask": CommandText(
            "Ask the articles; the answer is a quotation with its source",
            "a question; private if you like",
            "QUESTION",
            "a question; it needs no command",
        ),
        "timeline": CommandText(
            "Dated events on a topic, in order, with a picture",
            "dated events on a topic, with a picture",
            "TOPIC",
            "dated events on a topic; one or two days at the end bound it",
        ),
        "facts": CommandText(
            "Aliases, roles, figures and statements of a name",
            "aliases, roles, figures and statements of a name",
            "NAME",
        ),
        "check": CommandText(
            "Hold a claim against the articles", "hold a claim against the sources", "CLAIM"
        ),
        "sources": CommandText("The articles I answer from", "the articles I answer from"),
        "source": CommandText(
            "One article: where it is from and how it begins",
            "one article: where it is from and how it begins",
            "TITLE",
        ),
        "following": CommandText(
            "What is followed here, and when I am quiet", "what is followed here, and when I am quiet"
        ),
        "help": CommandText("What I can do, and how to ask"),
        "about": CommandText("How I work, and what I cannot do", "how I work and what I cannot do"),
        "privacy": CommandText(
            "What is kept, and how to delete yours", "what is kept, and how to delete yours"
        ),
    }
)
MANAGERS_COMMANDS: Final[Mapping[str, CommandText]] = MappingProxyType(
    {
        "articles": CommandText(
            "This server's own articles",
            "add, list and remove this server's own articles; see who changed what",
        ),
        "articles add": CommandText(
            "Add articles from a file; you see what I made of it before it counts",
            typed="FILE",
            typed_help="add articles of your own; also list, changes, and remove TITLE",
        ),
        "articles list": CommandText("The articles this server has added"),
        "articles remove": CommandText("Remove an article this server has added", typed="TITLE"),
        "articles changes": CommandText("Who changed what"),
        "feeds": CommandText(
            "Feeds of news that this server follows",
            "follow feeds of news: add, list, remove, weekly, quiet, keep",
        ),
        "feeds add": CommandText(
            "Follow a feed, a site or a page; its articles become sources",
            typed="URL",
            typed_help="follow a feed, a site or a page; also list, remove, weekly, quiet and keep",
        ),
        "feeds list": CommandText("The feeds, why one is paused, and pages that were refused"),
        "feeds remove": CommandText("Follow a feed no more", typed="FEED"),
        "feeds weekly": CommandText("A card every week in this channel with what is new, or no more"),
        "feeds quiet": CommandText("Hours in which I post nothing by myself", typed="HOURS"),
        "feeds keep": CommandText("How long articles of feeds are kept, and how many", typed="DAYS"),
        "follow": CommandText(
            "Post here what new articles tell of a name, an office or a matter",
            "a card in this channel when new articles tell of a topic; /unfollow ends it",
            "TOPIC",
        ),
        "unfollow": CommandText("Follow a topic no more", typed="TOPIC"),
        "articles hidden": CommandText("What is hidden from answers here, to be shown again"),
        "gaps": CommandText(
            "Questions that stayed unanswered, most asked first", "questions that stayed unanswered"
        ),
        "dateline": CommandText("How I work in this server"),
        "dateline stats": CommandText(
            "What was asked and answered here, in a week and in a month",
            typed_help="what was asked and answered, in a week and in a month",
        ),
        "dateline editors": CommandText("Roles that may add articles, and people who are not answered"),
        "dateline channel": CommandText("How readily I answer in this channel, and from which sources"),
        "dateline settings": CommandText(
            "Where and how I answer here",
            "where and how I answer here",
            typed_help="how readily I answer, and how dates are written",
        ),
    }
)
"""For people who manage a server. A name that others begin with is the group of these."""
ALL_COMMANDS: Final[Mapping[str, CommandText]] = MappingProxyType({**COMMANDS, **MANAGERS_COMMANDS})
OPTIONS: Final = MappingProxyType(
    {
        "question": "What you want to know",
        "private": "Whether only you see the answer",
        "claim": "A sentence that may be right or wrong",
        "topic": "A name or a matter; leave it out for everything",
        "first": "First day, as 2024-12-31",
        "last": "Last day, as 2024-12-31",
        "name": "A person, organisation or place",
        "source": "Its title, or a part of it",
        "file": "Text, Markdown, HTML, PDF, JSON Lines, or a zip of these",
        "article": "Its title",
        "url": "Address of a feed, a site or an article",
        "feed": "Its title or address",
        "minutes": "At most one card in so many minutes; 60 if you leave it out",
        "hours": "As 22-7, with the offset of your clock as 22-7 +1; or off",
        "keep": "Days, such as 180; with a number of articles as 180 1000; or off",
    }
)
MENU_CHECK: Final = "Check against the sources"
MENU_ANSWER: Final = "Answer this"
