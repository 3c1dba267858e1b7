"""Articles on standard input → each prepared, on standard output: the program that ``preparing`` starts.

Each message is a length of eight bytes and a pickle; only our own other process writes to it.
"""

from __future__ import annotations

import pickle
import struct
import sys
from typing import IO, Any

__all__ = ["main", "received", "sent"]

_LENGTH = struct.Struct("<Q")


def sent(stream: IO[bytes], content: object) -> None:
    """Write one message."""
    held = pickle.dumps(content, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(held)))
    stream.write(held)
    stream.flush()


def received(stream: IO[bytes]) -> Any:
    """The next message. Raises EOFError when there is none."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    return pickle.loads(stream.read(*_LENGTH.unpack(head)))  # noqa: S301 -- of our own process


def main() -> None:
    """Prepare until the input ends; what goes wrong with an article is its answer."""
    from knowledge.indexing.prepare import prepared

    while True:
        try:
            article, without = received(sys.stdin.buffer)
        except EOFError:
            return
        try:
            answer: object = prepared(article, without=without)
        except Exception as error:  # noqa: BLE001 - told to whoever asked, with the article's name
            answer = f"{type(error).__name__}: {error}"
        sent(sys.stdout.buffer, answer)
