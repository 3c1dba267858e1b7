"""Fair use over all processes: each counts at once for itself, and soon with the others.

Servers need no such thing, since each is one process's. No question waits for the others: who asks in many
servers may be one question ahead of the limit in each process, and no more.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from typing import Final

from bot.delivery.client import Client
from knowledge.errors import DatelineError

__all__ = ["counting"]

_MOMENT: Final = 0.5
_log = logging.getLogger(__name__)


async def counting(client: Client) -> None:
    """Tell what was asked here, and take over how much that leaves, for as long as the client lives."""
    while True:
        await asyncio.sleep(_MOMENT)
        asked, client.asked = client.asked, Counter()
        if not asked:
            continue
        try:
            left = await asyncio.to_thread(client.context.left, asked)
        except DatelineError as error:
            _log.debug("fair use is counted by each process for itself: %s", error)
            continue
        client.lower(left)
