"""Who may do what in a server, and what holds in one channel of it."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

EDITORS: Final = "Editors and people who are not answered"
EDITORS_TEXT: Final = (
    "Editors may add, correct and remove articles without managing the server. Who is not answered gets no "
    "reply to a mention, and one private sentence to a command."
)
EDITORS_PROMPT: Final = "Roles that may add articles"
IGNORED_PROMPT: Final = "People who are not answered"
AUDIT_EDITORS: Final = "set editors to {}"
AUDIT_IGNORED: Final = "set people not answered to {}"
CHANNEL: Final = "How I work in this channel"
CHANNEL_CAUTION: Final = MappingProxyType(
    {
        "server": "As in the server.",
        "ready": "I answer readily, and am wrong more often.",
        "balanced": "I answer when the sources make it likely that I am right.",
        "careful": "I stay silent in doubt, and answer less often.",
    }
)
CHANNEL_SOURCES: Final = MappingProxyType(
    {"all": "All sources of this server are used.", "own": "Only this server's own articles are used."}
)
CHANNEL_CAUTION_PROMPT: Final = "How readily I stay silent here"
CHANNEL_SOURCES_PROMPT: Final = "What I answer from here"
CHANNEL_NO_OWN: Final = "This server has no articles of its own yet; /articles add takes a file."
CHANNEL_FORUM_ON: Final = "New posts of this forum are answered by their title, where the sources tell it."
CHANNEL_FORUM_OFF: Final = "New posts of this forum are not answered by themselves."
CHANNEL_START_FORUM: Final = "Answer new posts"
CHANNEL_STOP_FORUM: Final = "Stop answering posts"
AUDIT_CHANNEL: Final = "set {} of channel {} to {}"
