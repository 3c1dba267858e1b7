"""What an operator does with the database: dumps put back, encrypted lines, a role that may little."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cluster.pairs import until
from cluster.servers import Server

from knowledge.errors import SettingError
from knowledge.indexing.prepare import prepared, put
from knowledge.library import Library
from knowledge.model import Article, Source
from knowledge.settings import Settings
from knowledge.storage.postgres.cluster import Cluster
from knowledge.storage.postgres.database import EVERYTHING, Database
from knowledge.storage.postgres.truth import Truth


def write(truth: Truth, name: str) -> None:
    put(truth, prepared(Article.of(Source(id=name, title=name), ["The harbour is closed."])))


def followed(url: str, home: Path, library: str) -> Library:
    given = {"database_url": url, "home": home, "meaning": "off", "library": library}
    return Library.open(Settings.model_validate(given, strict=False))


def names(library: Library) -> list[str]:
    return [source.id for source in library.sources()]


def dumped(server: Server, database: str, into: str) -> None:
    """As docs/cluster.md has it."""
    at = ("-h", "127.0.0.1", "-p", str(server.port), "-U", "postgres")
    file = server.folder / f"{database}.dump"
    server.run("pg_dump", *at, "-Fc", "-f", str(file), database)
    server.sql(f"DROP DATABASE IF EXISTS {into} WITH (FORCE)")
    server.sql(f"CREATE DATABASE {into}")
    server.run("pg_restore", *at, "--exit-on-error", "-d", into, str(file))


def test_a_dump_put_back_elsewhere_has_everything_and_is_followed(
    servers: tuple[Server, Server], tmp_path: Path, library: str
) -> None:
    servers[0].prepare("dumped")
    with closing(Cluster(servers[0].url("dateline", "dumped"))) as cluster:
        write(cluster.truth(library), "a")
    dumped(servers[0], "dumped", "elsewhere")
    url = servers[0].url("dateline", "elsewhere")
    with closing(Cluster(url)) as cluster, followed(url, tmp_path, library) as opened:
        assert names(opened) == ["a"]
        write(cluster.truth(library), "b")
        until(lambda: names(opened) == ["a", "b"])


def test_a_copy_that_is_ahead_of_what_was_put_back_is_made_anew(
    servers: tuple[Server, Server], tmp_path: Path, library: str
) -> None:
    servers[0].prepare("first")
    url = servers[0].url("dateline", "first")
    with closing(Cluster(url)) as cluster:
        write(cluster.truth(library), "a")
        dumped(servers[0], "first", "kept")
        write(cluster.truth(library), "lost-by-restoring")
        with followed(url, tmp_path, library) as opened:
            assert names(opened) == ["a", "lost-by-restoring"]
    dumped(servers[0], "kept", "first")
    with closing(Cluster(url)) as cluster:
        write(cluster.truth(library), "b")  # as far as the copy had come, by another way
        with followed(url, tmp_path, library) as opened:
            assert names(opened) == ["a", "b"]


def test_the_role_owns_its_schema_and_nothing_else(database: Database) -> None:
    with database.reading(EVERYTHING) as connection:
        owned = connection.execute(
            "SELECT DISTINCT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relowner = current_user::regrole AND n.nspname NOT LIKE 'pg_toast%'"
        ).fetchall()
        role = connection.execute(
            "SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls FROM pg_roles"
            " WHERE rolname = current_user"
        ).fetchone()
    assert owned == [("dateline",)]
    assert role == (False,) * 5


@pytest.fixture
def encrypted(servers: tuple[Server, Server], tmp_path: Path) -> Iterator[tuple[Server, Path]]:
    """A server that takes encrypted connections only, and the authority that vouches for it."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificates")
    key, signed = tmp_path / "server.key", tmp_path / "server.crt"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", signed],
        check=True, capture_output=True,
    )  # fmt: skip
    server = Server.new(settings="ssl = on")
    for file in (key, signed):
        shutil.copy(file, server.folder / file.name)
        shutil.chown(server.folder / file.name, server.folder.owner(), server.folder.group())
        (server.folder / file.name).chmod(0o600)
    (server.folder / "pg_hba.conf").write_text("hostssl all all 127.0.0.1/32 trust\n")
    server.start()
    server.prepare("dateline")
    yield server, signed
    server.remove()


def test_a_line_is_encrypted_and_the_server_is_who_it_says(
    encrypted: tuple[Server, Path], library: str
) -> None:
    server, authority = encrypted
    url = f"postgresql://dateline@localhost:{server.port}/dateline?hostaddr=127.0.0.1&sslmode=verify-full"
    with closing(Cluster(f"{url}&sslrootcert={authority}")) as cluster:
        write(cluster.truth(library), "a")
        with cluster.database.reading(EVERYTHING) as connection:
            found = connection.execute("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").fetchone()
        assert found == (True,)
        assert cluster.database.is_private


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("sslmode=disable", "does not let us in"),
        ("sslmode=verify-full&sslrootcert={other}", "is not who it should be"),
    ],
)
def test_a_line_that_is_not_safe_is_not_used(
    encrypted: tuple[Server, Path], tmp_path: Path, wrong: str, told: str
) -> None:
    other = tmp_path / "other.crt"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=other",
         "-keyout", tmp_path / "other.key", "-out", other],
        check=True, capture_output=True,
    )  # fmt: skip
    url = f"postgresql://dateline@localhost:{encrypted[0].port}/dateline?hostaddr=127.0.0.1&"
    with (
        closing(Database(url + wrong.format(other=other), patience=0)) as database,
        pytest.raises(SettingError, match=told),
    ):
        database.connect(read_write=True)
