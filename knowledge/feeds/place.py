"""Where what concerns feeds is kept: the bot's state, and a folder for articles that all share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.settings import Settings

if TYPE_CHECKING:
    from knowledge.storage.guild_state import GuildState

__all__ = ["folder_of", "home_of", "opened_state", "shared_folder", "with_feeds", "with_read_feeds"]


def home_of(settings: Settings) -> Path:
    """The folder in which lies what must not be lost; the bot's too."""
    if settings.home is not None:
        return settings.home
    from platformdirs import user_data_path

    return user_data_path("dateline")


def shared_folder(settings: Settings) -> Path:
    """Where the articles lie that feeds bring which are no single server's."""
    return home_of(settings) / "feeds"


def folder_of(settings: Settings, server: int) -> Path:
    """Where the articles of a server's own feeds lie; for 0, of those that are no single server's."""
    return home_of(settings) / "servers" / str(server) / "articles" if server else shared_folder(settings)


def with_feeds(settings: Settings) -> Settings:
    """The settings with these articles among the sources, where there are or will be any."""
    folder = shared_folder(settings)
    if settings.feeds:
        folder.mkdir(parents=True, exist_ok=True)
    if not folder.is_dir():
        return settings
    from knowledge.indexing import default_sources

    return settings.model_copy(update={"sources": (*(settings.sources or (default_sources(),)), folder)})


def with_read_feeds(settings: Settings) -> Settings:
    """As ``with_feeds``, once any article has come: an empty folder is no news to who asks a question."""
    folder = shared_folder(settings)
    return with_feeds(settings) if folder.is_dir() and any(folder.iterdir()) else settings


@contextmanager
def opened_state(settings: Settings) -> Iterator[GuildState]:
    """The bot's state: in the database that the settings name, else in its file."""
    if settings.database_url is None:
        from knowledge.storage.guild_store import GuildStore

        with closing(GuildStore(home_of(settings) / "bot.sqlite3")) as store:
            yield store
        return
    from knowledge.storage.postgres.cluster import Cluster
    from knowledge.storage.postgres.guild_store import PostgresGuildStore

    with closing(Cluster(settings.database_url.get_secret_value())) as cluster:
        yield PostgresGuildStore(cluster)
