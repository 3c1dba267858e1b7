"""What the bot keeps, in a database that all its processes share."""

from __future__ import annotations

from contextlib import suppress

from bot.operations.indexer import index_server
from bot.protocols import Workers
from bot.settings import BotSettings
from bot.state.library_pool import LibraryPool, server_folder
from bot.state.mirrored_files import MirroredFiles
from bot.state.steady_state import SteadyState
from knowledge.errors import UnreachableError
from knowledge.storage.postgres.allowances import Allowances
from knowledge.storage.postgres.cluster import Cluster
from knowledge.storage.postgres.guild_files import GuildFiles

__all__ = ["in_database"]


def in_database(
    settings: BotSettings, pool: LibraryPool, indexing: Workers
) -> tuple[SteadyState, MirroredFiles, Allowances]:
    """State, files, and what is counted together; closing the files closes the database."""
    assert settings.library.database_url is not None
    cluster = Cluster(settings.library.database_url.get_secret_value())

    def prepare(server: int) -> None:
        if not server:
            pool.refresh()
        elif (server_folder(settings.home, server) / "index").exists():
            # Whoever asks meanwhile is answered from the articles as they were.
            index_server(pool.own_settings(server), indexing, turn=server)

    files = MirroredFiles(
        GuildFiles(cluster.database), settings.library,
        takes=settings.takes, prepare=prepare, close=cluster.close,
    )  # fmt: skip
    if settings.takes(0):
        # Before anybody indexes them: what is not here would be taken for gone.
        with suppress(UnreachableError):
            files.level(0)
    return SteadyState(cluster), files, Allowances(cluster.database)
