"""What all tests share: a small invented set of articles, and no network beyond this machine."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cluster.servers import Server, binaries, standby_of
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from knowledge.storage.postgres.database import Database

NO_SERVER = "no PostgreSQL server is installed (apt-get install postgresql, then make test-cluster)"
REQUIRED = "TEST_CLUSTER" in os.environ
"""Whether a missing server is a failure; ``make test-cluster`` wants it so."""
_numbers = count()

# A busy machine is no fault of a law; `--hypothesis-profile=thorough` looks longer.
settings.register_profile("quick", deadline=None, max_examples=50)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("quick")

# How fast examples are made says something of the machine only.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

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
    for name in [n for n in os.environ if n.startswith(("DATELINE_", "DISCORD_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="session")
def servers() -> Iterator[tuple[Server, Server]]:
    """A primary and its standby, with a database and a role for Dateline as docs/cluster.md makes them."""
    if binaries() is None:
        if REQUIRED:
            pytest.fail(NO_SERVER)
        pytest.skip(NO_SERVER)
    primary = Server.new()
    try:
        primary.start()
        primary.prepare("dateline")
        standby = standby_of(primary)
        try:
            yield primary, standby
        finally:
            standby.remove()
    finally:
        primary.remove()


@pytest.fixture(scope="session")
def database(servers: tuple[Server, Server]) -> Iterator[Database]:
    """A database with our tables; every test takes libraries and servers of its own in it."""
    from knowledge.storage.postgres.database import Database
    from knowledge.storage.postgres.migrations import migrate

    opened = Database(servers[0].url("dateline", "dateline"))
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def library() -> str:
    """The name of a library that no other test uses."""
    return f"test:{next(_numbers)}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says in words that tests were skipped for want of a server."""
    skipped = [r for r in terminalreporter.stats.get("skipped", ()) if NO_SERVER in str(r.longrepr)]
    if skipped:
        terminalreporter.write_line(
            f"{len(skipped)} tests on PostgreSQL were skipped: {NO_SERVER}", yellow=True
        )
