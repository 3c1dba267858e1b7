"""No test of feeds opens a connection but to 127.0.0.1, and none asks for a name."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

_watching = False


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if not _watching:
        return
    if event == "socket.connect" and isinstance(place := arguments[1], tuple) and place[0] != "127.0.0.1":
        raise AssertionError(f"a connection to {place}")
    if event == "socket.getaddrinfo" and arguments[0] not in ("127.0.0.1", None):
        raise AssertionError(f"the name {arguments[0]!r} is looked up")


sys.addaudithook(_watch)


@pytest.fixture(autouse=True)
def _only_this_machine() -> Iterator[None]:
    global _watching  # noqa: PLW0603 - an audit hook cannot be taken away, only told to look elsewhere
    _watching = True
    yield
    _watching = False
