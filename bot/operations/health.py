"""Whether the bot of this installation is well, asked by hand or by whoever watches over it."""

from __future__ import annotations

import urllib.error
import urllib.request
from typing import Final

from bot import messages as m
from knowledge.errors import UsageError

__all__ = ["is_well"]

_SECONDS: Final = 4.0


def is_well(port: int) -> bool:
    """Whether the running bot says so on its port. Raises UsageError where there is none to ask."""
    if not port:
        raise UsageError(m.NO_PORT)
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=_SECONDS) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
