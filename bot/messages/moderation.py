"""The moderators' hand: answers withdrawn, articles and sentences hidden."""

from __future__ import annotations

from typing import Final

NOT_MODERATOR: Final = "Only people who may manage messages here can do that."
WITHDRAWN: Final = "This answer was withdrawn by a moderator."
WITHDRAWN_DONE: Final = "Withdrawn; it no longer counts. The button under it brings it back."
UNWITHDRAWN_DONE: Final = "It is back, as the sources answer now."
NOT_REWRITTEN: Final = "I cannot change that message; it may be gone, or in a channel that I cannot see."
NOTHING_CITED: Final = "That answer quotes nothing that could be hidden."
HIDDEN_ARTICLE: Final = "“{}” is hidden: nothing in this server quotes it any more."
HIDDEN_SENTENCE: Final = "That sentence of “{}” is hidden: nothing in this server quotes it any more."
HIDDEN_ALREADY: Final = "That is hidden already."
SHOWN_AGAIN: Final = "“{}” may be quoted again."
NOT_HIDDEN: Final = "That is not hidden any more."
HIDDEN_LIST: Final = "Hidden in this server"
HIDDEN_NOTHING: Final = "Nothing is hidden in this server."
HIDDEN_WHOLE: Final = "the whole article"
HIDDEN_PROMPT: Final = "Choose what may be quoted again"
AUDIT_WITHDREW: Final = "withdrew the answer to “{}”"
AUDIT_UNWITHDREW: Final = "brought back the answer to “{}”"
AUDIT_HID: Final = "hid “{}”"
AUDIT_HID_SENTENCE: Final = "hid a sentence of “{}”: “{}”"
AUDIT_SHOWED: Final = "let “{}” be quoted again"
