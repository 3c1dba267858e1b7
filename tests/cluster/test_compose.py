"""deploy/compose.yaml, followed to the letter without a container: its scripts, commands and two bots."""

from __future__ import annotations

import os
import re
import secrets
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from cluster.pairs import until
from cluster.servers import Server, as_postgres, binaries, owned_folder

from bot.settings import load
from bot.state.context import open_context
from knowledge.errors import DatelineError
from knowledge.library import Library
from knowledge.storage.postgres.database import Database

FILE = Path(__file__).parents[2] / "deploy" / "compose.yaml"
SERVER = 7
pytestmark = pytest.mark.timeout(300)
"""Two servers for each, and a busy machine."""


class Composed(NamedTuple):
    """What stands in the file, and where it is tried."""

    told: Mapping[str, Any]
    folder: Path
    primary: Server
    standby: Server

    def script(self, name: str) -> str:
        """A script of the file, with hosts, ports and folders of this machine."""
        text = str(self.told["configs"][name]["content"]).replace("$$", "$")
        text = text.replace("/run/secrets", str(self.folder))
        text = text.replace("exec postgres", f"exec postgres -p {self.standby.port}")
        return text.replace("host=primary", f"host=127.0.0.1 port={self.primary.port}")

    def run(self, name: str, server: Server) -> subprocess.Popen[bytes]:
        """Run a script as the image of PostgreSQL does."""
        path = self.folder / name
        path.write_text(self.script(name))
        path.chmod(0o755)
        environment = {
            "PATH": f"{binaries()}:{os.environ['PATH']}", "PGDATA": str(server.folder),
            "PGHOST": "127.0.0.1", "PGPORT": str(server.port),
        }  # fmt: skip
        with (self.folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen([*as_postgres(), path], env=environment, stdout=log, stderr=log, cwd="/")

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text()

    def is_healthy(self, server: Server) -> bool:
        """What the file's check of PostgreSQL's health says; it speaks to the server of its own container."""
        how, *check = self.told["services"]["primary"]["healthcheck"]["test"]
        assert how == "CMD"
        where = {
            "PATH": f"{binaries()}:{os.environ['PATH']}",
            "PGHOST": "127.0.0.1",
            "PGPORT": str(server.port),
        }
        return subprocess.run(check, env=where, stdout=subprocess.DEVNULL, check=False).returncode == 0

    def bot(self, service: str, home: Path) -> dict[str, str]:
        """The environment of a bot, its secrets where they are tried."""
        given = {name: str(value) for name, value in self.told["services"][service]["environment"].items()}
        here = {name: value.replace("/run/secrets", str(self.folder)) for name, value in given.items()}
        return {**here, "DATELINE_HOME": str(home), "DATELINE_MEANING": "off"}


@pytest.fixture
def composed(servers: tuple[Server, Server]) -> Iterator[Composed]:
    """A primary begun as the image begins one, with the secrets that the head of the file makes."""
    told = yaml.safe_load(FILE.read_text())
    folder = owned_folder()
    primary = Server.new()
    standby = Server(owned_folder())
    password = secrets.token_hex(24)
    (folder / "database_password").write_text(f"{password}\n")
    (folder / "discord_token").write_text("a.token.of-a-test")
    for line in re.findall(r'echo "(postgresql://[^"]*)"', FILE.read_text()):
        url = line.replace("$(cat secrets/database_password)", password)
        hosts = f"127.0.0.1:{primary.port},127.0.0.1:{standby.port}"
        (folder / "database_url").write_text(url.replace("primary,standby", hosts))
    command = told["services"]["primary"]["command"]
    assert command[0] == "postgres"
    given = [part.replace("${SYNCHRONOUS:-", "").rstrip("}") for part in command[1:]]
    # The image asks everybody but who sits on the machine for a password; this test's own hand is "postgres".
    (primary.folder / "pg_hba.conf").write_text(
        "host all postgres 127.0.0.1/32 trust\nhost all all all scram-sha-256\n"
    )
    primary.run(
        "pg_ctl", "-D", str(primary.folder), "-l", str(primary.folder / "log"), "-w", "-s",
        "-o", shlex.join(given), "start",
    )  # fmt: skip
    try:
        yield Composed(told, folder, primary, standby)
    finally:
        standby.remove()
        primary.remove()
        shutil.rmtree(folder, ignore_errors=True)


def test_the_scripts_make_a_primary_its_standby_and_a_role_for_two_bots_that_survive_the_loss(
    composed: Composed, tmp_path: Path
) -> None:
    prepared = composed.run("prepare", composed.primary)
    assert prepared.wait(timeout=60) == 0, composed.log("prepare")
    composed.primary.sql("SELECT pg_reload_conf()")
    standby = composed.run("follow", composed.standby)
    try:
        synchronous = "SELECT 1 FROM pg_stat_replication WHERE application_name = 'standby'"
        until(lambda: composed.primary.sql(synchronous) == "1")
        settings = [load(composed.bot(f"bot-{n}", tmp_path / str(n))) for n in (0, 1)]
        assert [one.shard_ids for one in settings] == [(0,), (1,)]
        assert {one.token.get_secret_value() for one in settings if one.token} == {"a.token.of-a-test"}
        with (
            closing(open_context(settings[0], Library.open)) as one,
            closing(open_context(settings[1], Library.open)) as other,
        ):
            with one.pool.library(SERVER) as library:
                assert "Syria" in library.ask("How many US troops will leave Syria?").answer
            one.store.set_setting(SERVER, "{}")
            composed.primary.kill()
            composed.standby.promote()
            other.store.set_setting(SERVER, '{"private": true}')
            assert one.guild_settings(SERVER).private
    finally:
        standby.send_signal(signal.SIGQUIT)
        standby.wait()


def test_a_server_is_healthy_as_long_as_it_takes_connections(composed: Composed) -> None:
    assert composed.is_healthy(composed.primary)
    composed.primary.kill()
    assert not composed.is_healthy(composed.primary)


def test_what_a_service_waits_for_and_uses_stands_in_the_file(composed: Composed) -> None:
    told = composed.told
    for service in told["services"].values():
        for other, when in service.get("depends_on", {}).items():
            assert when == {"condition": "service_healthy"}
            assert "healthcheck" in told["services"][other]
        assert {*service.get("secrets", ())} <= {*told["secrets"]}
        assert {one["source"] for one in service.get("configs", ())} <= {*told["configs"]}
        assert {one.partition(":")[0] for one in service["volumes"]} <= {*told["volumes"]}


def test_the_role_of_the_file_may_not_touch_what_is_not_its_own(composed: Composed) -> None:
    assert composed.run("prepare", composed.primary).wait(timeout=60) == 0
    url = (composed.folder / "database_url").read_text()
    with closing(Database(url)) as database, database.connect(read_write=True) as connection:
        for statement in (b"CREATE TABLE public.mine ()", b"CREATE ROLE other", b"CREATE DATABASE other"):
            with pytest.raises(Exception, match="permission denied"):
                connection.execute(statement)
        assert connection.execute("SELECT current_user").fetchone() == ("dateline",)


def test_without_the_password_nobody_comes_in(composed: Composed) -> None:
    assert composed.run("prepare", composed.primary).wait(timeout=60) == 0
    url = re.sub(r":[0-9a-f]{48}@", ":wrong@", (composed.folder / "database_url").read_text())
    with closing(Database(url, patience=0)) as database, pytest.raises(DatelineError):
        database.connect(read_write=True)
