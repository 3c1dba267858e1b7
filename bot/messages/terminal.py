"""What stands in the terminal only."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from bot.messages.about import PRIVACY_DELETE
from bot.messages.articles import CHANGES, DRAFT_NOT_YET, HELD, NO_HELD
from bot.messages.refusals import TOO_OLD
from bot.messages.settings import SET_CHANNELS_ALL, SETTINGS

TERMINAL_HELLO: Final = "Dateline answers from {}. Ask a question, or /help; /quit ends."
TERMINAL_PROMPT: Final = "› "
TERMINAL_WRITTEN: Final = "Written: {}"
TERMINAL_NOT_WRITTEN: Final = "{}: cannot be written ({})"
STANDARD_OUTPUT: Final = "standard output"
TERMINAL_UNKNOWN: Final = "There is no command {}. /help lists them."
TERMINAL_CHANNEL: Final = "this terminal"
TERMINAL_READING: Final = "Reading the articles …"
TYPED: Final = MappingProxyType(
    {
        DRAFT_NOT_YET: "It counts when you type /draft_add.",
        PRIVACY_DELETE: "/forget deletes every question and vote of yours, everywhere, at once.",
        TOO_OLD: "There is no answer here that this goes with; please ask first.",
        SETTINGS: "How I work",
        HELD: "Your own articles",
        NO_HELD: "There are no articles of your own here; /articles add FILE takes some.",
        CHANGES: "Changes",
        SET_CHANNELS_ALL: "I answer here in the terminal.",
    }
)
"""What stands in the terminal in place of a sentence that names what only Discord has."""
TERMINAL_WAYS: Final = (
    "Type a question, or a command. Under each answer stand the commands that go on from it, such as for the "
    "passage around it or for more evidence; questions that are piped in get the answers alone."
)
TERMINAL_ACTIONS: Final = (
    ("/follow_up QUESTION", "a question that goes on from the answer above"),
    ("/timeline_page NUMBER", "another page of it, counted from 0"),
    ("/picture", "the timeline as a picture, in a file"),
    ("/draft_correct FIELD VALUE", "put right what was read in a file, before it is added"),
    ("/quit", "ends the chat"),
)
TERMINAL_WANTED: Final = "Something is missing: type {}."
TERMINAL_FIELDS: Final = "/draft_correct FIELD VALUE puts one of these right: {}."
UNREADABLE_FILE: Final = "{}: cannot be read ({})"
