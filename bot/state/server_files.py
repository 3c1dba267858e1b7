"""Where servers' own articles lie for all processes: in their folders here, or in a database as well."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Protocol

from bot.state import own_articles

__all__ = ["LocalFiles", "ServerFiles"]


class ServerFiles(Protocol):
    """Safe from any thread. 0 is no server: the articles of feeds that all share."""

    def servers(self) -> tuple[int, ...]:
        """Those that have, or had, something of their own. Raises UnreachableError."""
        ...

    def follow(self) -> None:
        """Bring here what others have changed. For a thread of its own; raises UnreachableError."""
        ...

    def level(self, server: int) -> None:
        """The server's folder here holds what there is. Raises UnreachableError."""
        ...

    def changing(self, server: int) -> AbstractContextManager[None]:
        """The folder is level, and nobody else of this process changes it, while the block runs.

        Raises UnreachableError where no change is taken.
        """
        ...

    def publish(self, server: int) -> None:
        """Keep for all what was changed in the folder. Raises BusyError where somebody else was quicker."""
        ...

    def renew(self, server: int) -> None:
        """``publish``, and let every process open the server's library anew."""
        ...

    def close(self) -> None:
        """Let go of them."""
        ...


class LocalFiles:
    """All processes see the same folders."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def servers(self) -> tuple[int, ...]:
        """Those with a folder."""
        names = (path.name for path in self._home.glob("servers/*") if path.is_dir())
        return tuple(sorted(int(name) for name in names if name.isdecimal() and int(name)))

    def follow(self) -> None:
        """Others change the same folders."""

    def level(self, server: int) -> None:
        """It always is."""

    def changing(self, server: int) -> AbstractContextManager[None]:  # noqa: ARG002 - of the protocol
        """Changes of a server take turns already, in the line of who asks for them."""
        return nullcontext()

    def publish(self, server: int) -> None:
        """It is here for all."""

    def renew(self, server: int) -> None:
        """Mark the folder."""
        own_articles.renew(self._home, server)

    def close(self) -> None:
        """Nothing is open."""
