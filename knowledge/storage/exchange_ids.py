"""The id of an exchange: nobody guesses it, and it fits what was shown, and nothing else.

Buttons carry it into the chat, where they stay for years. A store that was put back from a backup, or another
store, must not take the button of one answer for that of another: so an id is made of chance and of a digest.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Final, NamedTuple

__all__ = ["LARGEST", "Shown", "fits", "new_id"]

_DIGEST_BITS: Final = 24
_CHANCE_BITS: Final = 38
LARGEST: Final = (1 << (_CHANCE_BITS + _DIGEST_BITS)) - 1
"""Together they stay a whole number that every store can hold."""


class Shown(NamedTuple):
    """What an exchange has shown, and where and when."""

    server: int
    question: str
    context: str | None
    cited: str
    at: int


def new_id(shown: Shown) -> int:
    """An id that no other exchange has, and that fits what was shown."""
    return secrets.randbits(_CHANCE_BITS) << _DIGEST_BITS | _digest(shown)


def fits(ident: int, shown: Shown) -> bool:
    """Whether the id was given for this.

    >>> one = Shown(7, "Who struck?", None, "", 100)
    >>> fits(new_id(one), one), fits(12, one)
    (True, False)
    """
    return ident & ((1 << _DIGEST_BITS) - 1) == _digest(shown)


def _digest(shown: Shown) -> int:
    # No store keeps U+0000.
    words = "\x1f".join(map(str, shown)).replace("\0", "")
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=_DIGEST_BITS // 8).digest())
