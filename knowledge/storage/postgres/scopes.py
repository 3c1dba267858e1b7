"""Under which name a server's rows show in the database."""

from __future__ import annotations

__all__ = ["scope_of"]


def scope_of(server: int) -> str:
    """The name under which a server's rows show, and of its library."""
    return f"guild:{server}"
