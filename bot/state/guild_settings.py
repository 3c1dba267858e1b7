"""A server's own settings: where, how readily and in which form it is answered."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.messages.dates import LANGUAGES

__all__ = ["CAUTION", "GuildSettings", "parsed"]

CAUTION = {"ready": 0.45, "balanced": None, "careful": 0.75}
"""How readily it stays silent; None is the installation's own setting."""


class GuildSettings(BaseModel):
    """Defaults are those of a server that has set nothing."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    channels: tuple[int, ...] = ()
    """Where it answers; empty for everywhere."""
    private: bool = False
    """Whether answers to commands are for the asker alone."""
    caution: Annotated[str, Field(pattern="|".join(CAUTION))] = "balanced"
    dates: Annotated[str, Field(pattern="|".join(LANGUAGES))] = "reader"
    feedback: bool = True
    seeds: bool = True
    """Whether the digests that come along belong to the sources."""


def parsed(stored: str | None) -> GuildSettings:
    """The settings as stored; the defaults for none, or for what cannot be read any more."""
    if not stored:
        return GuildSettings()
    try:
        return GuildSettings.model_validate_json(stored)
    except ValidationError:
        return GuildSettings()
