"""Why something is not done."""

from __future__ import annotations

from typing import Final

PONG_TROUBLE: Final = "Something went wrong on my side. It is in the log; please try again in a moment."
TOO_OLD: Final = "This button belongs to a question that is no longer kept. Please ask again."
NOT_YOURS: Final = "Only people who manage this server can do that."
NOT_EDITOR: Final = "Only people who manage this server, and its editors, can do that."
NOT_ANSWERED: Final = "The people who manage this server have asked me not to answer you here."
NOT_HERE: Final = "I do not answer in this channel; the settings name the channels where I do."
TOO_FAST_PERSON: Final = "You ask faster than I can read. Please wait {} seconds."
TOO_FAST_SERVER: Final = "This server asks a lot just now. Please try again in {} seconds."
TOO_MANY_WAITING: Final = "Many questions are waiting just now. Please try again in a minute."
STOPPING: Final = "I am about to restart. Please ask again in a minute."
NO_ROOM: Final = "That cannot be stored just now; the people who run me find the reason in the log."
DATABASE_AWAY: Final = "My database is away just now, and nothing can be changed. Please try again later."
SOMEBODY_ELSE: Final = "Somebody else is changing that just now. Please try again in a moment."
WAIT_SIGN: Final = "⏳"
