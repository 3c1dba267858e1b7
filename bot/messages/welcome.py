"""The first minutes in a server."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

WELCOME: Final = "I am here: Dateline"
WELCOME_WHERE: Final = "You have invited me to {}."
WELCOME_NEXT: Final = (
    "Ask with /ask, or mention me. /help lists all that I can do, and /dateline settings says where and how "
    "I answer."
)
WELCOME_ALLOWED: Final = "In {} I may do all that I need."
WELCOME_MISSING: Final = "In {} I lack: {}. Who manages roles can allow it in the settings of the channel."
WELCOME_TRY: Final = "A question to try: {}"
NEEDED: Final = MappingProxyType(
    {
        "view_channel": "View Channel",
        "send_messages": "Send Messages",
        "send_messages_in_threads": "Send Messages in Threads",
        "read_message_history": "Read Message History",
        "embed_links": "Embed Links",
        "attach_files": "Attach Files",
        "create_public_threads": "Create Public Threads",
    }
)
"""Permissions, by Discord's names for programs and for people."""
HOW_TO_ADD: Final = "Adding articles"
HOW_TO_ADD_TEXT: Final = (
    "Type /articles add in the server and drop a file: text, Markdown, HTML, PDF, JSON Lines, or a zip of "
    "these. You see what I made of it before it counts. /dateline editors names roles that may do so, too."
)
NO_QUESTION_TO_TRY: Final = "I have no articles to ask about yet; /articles add takes a file."
