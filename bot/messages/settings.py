"""A server's settings."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

SETTINGS: Final = "How I work in this server"
SET_CHANNELS_ALL: Final = "I answer in every channel that I can see."
SET_UNKNOWN: Final = "“{}” is no choice here; these are: {}."
SET_NO_CHANNEL: Final = "“{}” is no number of a channel."
SET_CHANNELS_SOME: Final = "I answer in {}, chosen below."
SET_CHANNELS_PROMPT: Final = "Channels where I answer; none chosen means all"
SET_PRIVATE: Final = "Answers to commands are for the asker alone, unless asked otherwise."
SET_PUBLIC: Final = "Answers to commands can be seen by everyone, unless asked otherwise."
SET_CAUTION: Final = MappingProxyType(
    {
        "ready": "I answer readily, and am wrong more often.",
        "balanced": "I answer when the sources make it likely that I am right.",
        "careful": "I stay silent in doubt, and answer less often.",
    }
)
SET_CAUTION_PROMPT: Final = "How readily I stay silent"
SET_DATES: Final = "Dates: {}."
SET_DATES_PROMPT: Final = "How dates are written"
SET_FEEDBACK_ON: Final = "Answers can be voted on."
SET_FEEDBACK_OFF: Final = "Answers cannot be voted on."
SET_SEEDS_ON: Final = "The sources that come with me are used."
SET_SEEDS_OFF: Final = "Only this server's own articles are used."
SET_MAKE_PUBLIC: Final = "Answer for everyone"
SET_MAKE_PRIVATE: Final = "Answer in private"
SET_START_FEEDBACK: Final = "Allow votes"
SET_STOP_FEEDBACK: Final = "Stop votes"
SET_START_SEEDS: Final = "Use my sources"
SET_STOP_SEEDS: Final = "Only own articles"
AUDIT_SETTING: Final = "set {} to {}"
UNKEPT: Final = "Nothing can be stored just now: what is asked and set is forgotten when I restart."
