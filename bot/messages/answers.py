"""What stands in an answer, under it, and in what its buttons show."""

from __future__ import annotations

from typing import Final

ASKED: Final = "Question: "
UNDERSTOOD: Final = "Understood as: "
CORRECTING: Final = "The sources say otherwise"
AGREE: Final = "{} independent sources agree: {}"
ALSO: Final = "Also"
DIFFERS: Final = "Another source differs"
NEAREST: Final = "Nearest in the sources"
ASK_INSTEAD: Final = "The sources do answer"
NOTHING_NEAR: Final = "Nothing in the sources comes near."
EMPTY_QUESTION: Final = "Ask me something about the articles; /help says what I can do."
FOR_EXAMPLE: Final = "For example"
LONG_QUESTION: Final = "That is longer than I can take: please ask in at most {} characters."
CONTEXT: Final = "The passage around it"
MORE: Final = "The best sentences, in order"
FOLLOW_TITLE: Final = "Follow up"
FOLLOW_FIELD: Final = "Your next question"
THREAD_NAME: Final = "Dateline: {}"
THREAD_OPENED: Final = "A thread for your question: {}"
OPEN_THREAD: Final = "go there"
THREAD_HERE: Final = "Ask on here: mention me or reply to me."
NO_THREADS: Final = "I cannot open a thread here."
SOURCE_GONE: Final = "The article this answer quoted has been removed since."
SOURCE_CHANGED: Final = "The article has changed since this answer; please ask again."
UNREADABLE_MESSAGE: Final = (
    "Discord does not show me the words of that message. Right-click it (on a phone: hold it), then Apps, "
    "and choose “Check against the sources” or “Answer this”."
)
UNREADABLE_REPLY: Final = (
    "Discord does not show me the words of that reply. Please mention me in it, or press Follow up under the "
    "answer."
)
