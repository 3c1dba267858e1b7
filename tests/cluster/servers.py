"""PostgreSQL on this machine: a primary and standbys of our own, on loopback, thrown away at the end."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

__all__ = ["Server", "as_postgres", "binaries", "free_port", "owned_folder", "standby_of"]

_SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 60
shared_buffers = 32MB
wal_keep_size = 256MB
max_wal_senders = 8
hot_standby = on
hot_standby_feedback = on
wal_receiver_status_interval = 1s
wal_retrieve_retry_interval = 200ms
log_min_messages = warning
"""


def binaries() -> Path | None:
    """The folder of the newest server that is installed, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    at = shutil.which("initdb")
    return Path(at).resolve().parent if at else None


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


class Server:
    """One server with a folder of its own; ``start`` it, ``stop`` it, ``kill`` it, ``promote`` it."""

    def __init__(
        self, folder: Path, *, port: int | None = None, settings: str = "", password: str = ""
    ) -> None:
        self.folder = folder
        # A user who is not root may not look at what root has for its own connections.
        self._environment = {**os.environ, "PGPASSWORD": password, "HOME": str(folder)}
        self.port = port or free_port()
        self.settings = settings
        found = binaries()
        assert found is not None
        self._binaries = found

    @classmethod
    def new(cls, *, settings: str = "", fsync: bool = False) -> Server:
        server = cls(owned_folder(), settings=f"fsync = {'on' if fsync else 'off'}\n{settings}")
        server.run(
            "initdb", "-D", str(server.folder), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"
        )
        server.configure()
        return server

    def configure(self) -> None:
        with (self.folder / "postgresql.conf").open("a") as out:
            out.write(f"{_SETTINGS}\nport = {self.port}\n{self.settings}\n")

    def url(self, role: str = "postgres", database: str = "postgres") -> str:
        return f"postgresql://{role}@127.0.0.1:{self.port}/{database}"

    def run(self, program: str, *arguments: str) -> str:
        """A program of PostgreSQL's, as somebody who is not root."""
        done = subprocess.run(
            [*as_postgres(), str(self._binaries / program), *arguments],
            capture_output=True, text=True, check=False, cwd="/", stdin=subprocess.DEVNULL, timeout=60,
            env=self._environment,
        )  # fmt: skip
        assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"
        return done.stdout

    def start(self) -> None:
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", str(self.folder), "-l", log, "-w", "-s", "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", str(self.folder), "-m", "fast", "-w", "-s", "stop")

    def promote(self) -> None:
        self.run("pg_ctl", "-D", str(self.folder), "-w", "-s", "promote")

    def kill(self) -> None:
        """Like a power cut: no process of the server lives on, and none has said good-bye."""
        for pid in self.pids():
            os.kill(pid, signal.SIGKILL)
        while self.pids():
            time.sleep(0.02)
        (self.folder / "postmaster.pid").unlink(missing_ok=True)

    def pids(self) -> list[int]:
        """Of the server and of all that it has started."""
        try:
            head = int((self.folder / "postmaster.pid").read_text().split()[0])
            children = Path(f"/proc/{head}/task/{head}/children").read_text().split()
        except (FileNotFoundError, IndexError, ProcessLookupError):
            return []
        return [head, *map(int, children)]

    def sql(self, statement: str, *, database: str = "postgres") -> str:
        """Run as the owner of the server; what psql prints."""
        return self.run(
            "psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-d", database, "-XAt",
            "-v", "ON_ERROR_STOP=1", "-c", statement,
        ).strip()  # fmt: skip

    def prepare(self, database: str) -> None:
        """A database in which the role ``dateline`` owns the schema ``dateline``, and nothing else."""
        if not self.sql("SELECT 1 FROM pg_roles WHERE rolname = 'dateline'"):
            self.sql("CREATE ROLE dateline LOGIN")
        self.sql(f"CREATE DATABASE {database}")
        self.sql("CREATE SCHEMA dateline AUTHORIZATION dateline", database=database)

    def remove(self) -> None:
        if self.pids():
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def standby_of(primary: Server, *, name: str = "standby", settings: str = "") -> Server:
    """A streaming standby of a running server, started."""
    standby = Server(owned_folder(), settings=settings)
    standby.run(
        "pg_basebackup", "-h", "127.0.0.1", "-p", str(primary.port), "-U", "postgres",
        "-D", str(standby.folder), "-R", "-X", "stream", "-c", "fast", "-d", f"application_name={name}",
    )  # fmt: skip
    with (standby.folder / "postgresql.conf").open("a") as out:
        out.write(f"\nport = {standby.port}\n{settings}\n")
    standby.start()
    return standby


def owned_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="dateline-postgres-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    return folder


def as_postgres() -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
