"""A primary and a standby that stands in when the primary is killed: promoted by hand, or by Patroni."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from string import Template
from types import TracebackType
from typing import Self

from cluster.servers import Server, as_postgres, binaries, free_port, owned_folder, standby_of

__all__ = ["ByHand", "ByPatroni", "until"]

PATRONI = Path(__file__).parents[2] / "deploy" / "patroni.yaml"
_PASSWORD = "of-a-drill"


class ByHand:
    """Two servers; a confirmed write is on both (synchronous_commit)."""

    def __init__(self) -> None:
        self.primary = Server.new(fsync=True)
        self.primary.start()
        self.primary.prepare("dateline")
        self.standby = standby_of(self.primary)
        self.primary.sql("ALTER SYSTEM SET synchronous_standby_names = 'FIRST 1 (standby)'")
        self.primary.sql("SELECT pg_reload_conf()")

    def url(self, wanted: str) -> str:
        """Both hosts; ``wanted`` is libpq's ``target_session_attrs``."""
        ports = f"127.0.0.1:{self.primary.port},127.0.0.1:{self.standby.port}"
        return f"postgresql://dateline@{ports}/dateline?target_session_attrs={wanted}"

    def fail_over(self) -> None:
        """Kill the primary, and promote the standby with the documented command."""
        self.primary.kill()
        self.standby.promote()

    @property
    def current(self) -> Server:
        """Who takes writes."""
        return self.primary if self.primary.pids() else self.standby

    def generation(self, library: str) -> int:
        """How far the truth has come."""
        found = self.current.sql(
            f"SELECT generation FROM dateline.library WHERE id = '{library}'", database="dateline"
        )
        return int(found)

    def held(self, library: str) -> dict[str, str]:
        """The digest of each article that the truth holds."""
        rows = self.current.sql(
            f"SELECT source || ' ' || digest FROM dateline.article WHERE library = '{library}'",
            database="dateline",
        )
        return dict(row.split(" ") for row in rows.splitlines())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.standby.remove()
        self.primary.remove()


class ByPatroni(ByHand):
    """Two nodes of Patroni over an etcd of our own, by deploy/patroni.yaml; nobody promotes by hand."""

    def __init__(self) -> None:
        self._folder = owned_folder()
        self._started: list[subprocess.Popen[bytes]] = []
        self._etcd = f"127.0.0.1:{free_port()}"
        self._begin(self._start_etcd())
        self._nodes: dict[int, subprocess.Popen[bytes]] = {}
        self.primary, self.standby = self._node("db1"), self._node("db2")
        synchronous = "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'"
        until(lambda: self._answers(self.primary, synchronous))
        self.primary.sql(f"CREATE ROLE dateline LOGIN PASSWORD '{_PASSWORD}'")
        self.primary.prepare("dateline")

    def url(self, wanted: str) -> str:
        """As by hand, with a password."""
        return super().url(wanted).replace("dateline@", f"dateline:{_PASSWORD}@")

    def fail_over(self) -> None:
        """Lose the machine of the primary: Patroni, its PostgreSQL and all."""
        node = self._nodes[self.primary.port]
        node.kill()
        node.wait()
        self.primary.kill()
        until(lambda: self._answers(self.standby, "SELECT 1 WHERE NOT pg_is_in_recovery()"), seconds=120)

    def _start_etcd(self) -> list[str]:
        peer = f"http://127.0.0.1:{free_port()}"
        return [
            "etcd", "--name", "one", "--data-dir", str(self._folder / "etcd"),
            "--listen-client-urls", f"http://{self._etcd}", "--advertise-client-urls", f"http://{self._etcd}",
            "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer,
            "--initial-cluster", f"one={peer}",
        ]  # fmt: skip

    def _node(self, name: str) -> Server:
        server = Server(self._folder / f"{name}-data", password=_PASSWORD)
        config = self._folder / f"{name}.yaml"
        config.write_text(
            Template(PATRONI.read_text()).substitute(
                NODE=name, ADDRESS="127.0.0.1", PORT=server.port, REST_PORT=free_port(), ETCD=self._etcd,
                DATA=server.folder, BIN=binaries(), NETWORK="127.0.0.1/32", PASSWORD=_PASSWORD,
            )
        )  # fmt: skip
        self._nodes[server.port] = self._begin(["patroni", str(config)])
        until(lambda: self._answers(server, "SELECT 1"), seconds=90)
        return server

    def _begin(self, command: list[str]) -> subprocess.Popen[bytes]:
        with (self._folder / f"{Path(command[0]).name}{len(self._started)}.log").open("wb") as log:
            self._started.append(
                subprocess.Popen([*as_postgres(), *command], stdout=log, stderr=log, cwd=self._folder)
            )
        return self._started[-1]

    @staticmethod
    def _answers(server: Server, query: str) -> bool:
        try:
            return server.sql(query) == "1"
        except AssertionError:
            return False

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in reversed(self._started):
            process.kill()
            process.wait()
        super().__exit__(kind, error, trace)
        shutil.rmtree(self._folder, ignore_errors=True)


def until(condition: Callable[[], bool], *, seconds: float = 60) -> None:
    """Wait for it. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("it did not come to that")
        time.sleep(0.1)
