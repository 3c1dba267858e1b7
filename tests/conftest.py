"""What all tests share: a small invented set of articles, and no network beyond this machine."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

FERRIES = """+++
title = "Ferries stop as crews strike"
publisher = "The Harbour Post"
published = 2021-05-03
+++

Nine ferries stayed in port on Monday after their crews went on strike, the operator Bluewater said.

The crews want shorter shifts. Their leader, Marta Quill, said the strike would last until Friday.
"""

RADIO = """+++
title = "Islands cut off by ferry strike"
publisher = "Coast Radio"
published = 2021-05-04
+++

Around 4,000 islanders are cut off by a strike of ferry crews, the mayor, Ole Brandt, said on Tuesday.

Brandt called the strike necessary. Bluewater has offered talks on 12 May.
"""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of two invented articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "ferries.md").write_text(FERRIES, encoding="utf-8")
    (folder / "radio.md").write_text(RADIO, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _only_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches beyond loopback."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every test keeps its index in a folder of its own, and no setting of the developer's machine counts."""
    import os

    for name in [n for n in os.environ if n.startswith(("DATELINE_", "DISCORD_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
