"""A server's own settings: where, how readily and in which form it is answered."""

from __future__ import annotations

from collections.abc import Iterable
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

    editors: tuple[int, ...] = ()
    """Roles that may add and remove articles without managing the server."""
    ignored: tuple[int, ...] = ()
    """People who are not answered."""
    forums: tuple[int, ...] = ()
    """Forum channels where a new post is answered by its title."""
    cautions: dict[int, str] = Field(default_factory=dict)
    """How readily it stays silent in a channel, where that is not as in the server."""
    own_only: tuple[int, ...] = ()
    """Channels that are answered from the server's own articles alone."""

    def caution_in(self, places: Iterable[int]) -> float | None:
        """The least confidence at which it answers in a channel; None is the installation's own."""
        chosen = next((self.cautions[place] for place in places if place in self.cautions), self.caution)
        return CAUTION.get(chosen)

    def only_own_in(self, places: Iterable[int]) -> bool:
        """Whether a channel is answered from the server's own articles alone."""
        return not set(self.own_only).isdisjoint(places)

    def answers_in(self, places: Iterable[int]) -> bool:
        """Whether it answers in a channel; a thread is given with the channel that it belongs to."""
        return not self.channels or not set(self.channels).isdisjoint(places)


def parsed(stored: str | None) -> GuildSettings:
    """The settings as stored; the defaults for none, or for what cannot be read any more."""
    if not stored:
        return GuildSettings()
    try:
        return GuildSettings.model_validate_json(stored)
    except ValidationError:
        return GuildSettings()
