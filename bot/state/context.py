"""What every answer needs: settings, what is kept, the libraries, and the last questions."""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot.operations.workers import InThisProcess
from bot.protocols import Library, Workers
from bot.settings import BotSettings
from bot.state.guild_settings import GuildSettings, parsed
from bot.state.library_pool import LibraryPool
from bot.state.recent import Asker, Recent
from bot.state.server_files import LocalFiles, ServerFiles
from knowledge.errors import DatelineError, StorageError
from knowledge.feeds.place import with_feeds
from knowledge.settings import Settings
from knowledge.storage.guild_state import Exchange, GuildState
from knowledge.storage.guild_store import GuildStore

if TYPE_CHECKING:
    from knowledge.feeds.fetching import Web
    from knowledge.storage.postgres.allowances import Allowances

__all__ = ["Context", "open_context"]

_log = logging.getLogger(__name__)


def _web() -> Web:
    from knowledge.feeds.fetching import Web

    return Web()


class Context(NamedTuple):
    """Safe to use from any thread."""

    settings: BotSettings
    store: GuildState
    files: ServerFiles
    pool: LibraryPool
    recent: Recent
    reading: Workers
    """Reads what people send in."""
    indexing: Workers
    started: str
    """Tells this start from every other."""
    ran: Callable[[], float]
    """Seconds since this start, by a clock that nobody sets."""
    unkept: str = ""
    """Why nothing can be kept; empty where it can."""
    allowances: Allowances | None = None
    """Counts with other processes what people ask; None where they share no database."""
    web: Callable[[], Web] = _web
    """Opens the web; only tests have another."""

    def guild_settings(self, server: int) -> GuildSettings:
        """The server's settings; the defaults when they cannot be read just now."""
        try:
            return parsed(self.store.setting(server))
        except DatelineError as error:
            _log.warning("settings cannot be read: %s", error)
            return GuildSettings()

    @contextmanager
    def library(self, asker: Asker) -> Iterator[Library]:
        """What is answered from where it is asked; it stays open while the block runs."""
        own = bool(asker.server) and self.guild_settings(asker.server).only_own_in(asker.places)
        with self.pool.library(asker.server, own=own) as library:
            yield library

    def edits(self, asker: Asker) -> bool:
        """Whether somebody may add and remove articles: who manages the server, and its editors."""
        if asker.manages or not asker.roles:
            return asker.manages
        return not set(self.guild_settings(asker.server).editors).isdisjoint(asker.roles)

    def scrambled(self, person: int) -> str:
        """What stands for a person where questions are kept, by the store's secret."""
        # Asked for anew each time: with a backup that is put back while we run comes its own secret.
        secret = self.store.note("secret") or self.store.first_note("secret", secrets.token_hex(16))
        return hmac.new(secret.encode(), str(person).encode(), hashlib.sha256).hexdigest()[:24]

    def left(self, asked: Mapping[int, int]) -> Mapping[int, float]:
        """What is left to each person who asked, as all processes count. Raises UnreachableError."""
        if self.allowances is None:
            return {}
        names = {self.scrambled(person): person for person in asked}
        taken = {name: asked[person] for name, person in names.items()}
        left = self.allowances.take(taken, self.settings.person_minute)
        return {names[name]: tokens for name, tokens in left.items()}

    def keep(
        self, asker: Asker, kind: str, question: str, *, context: str | None = None, private: bool = False,
        answered: bool = True, cited: str = "", reason: str = "",
    ) -> int:  # fmt: skip
        """Keep an exchange for its buttons; 0 when it cannot be kept, which must not spoil the answer."""
        try:
            exchange = self.exchange(
                asker, kind, question, context=context, private=private, answered=answered, cited=cited,
                reason=reason,
            )  # fmt: skip
            return self.store.remember(exchange)
        except DatelineError as error:
            _log.warning("a question is not kept: %s", error)
            return 0

    def exchange(
        self, asker: Asker, kind: str, question: str, *, context: str | None = None, private: bool = False,
        answered: bool = True, cited: str = "", reason: str = "",
    ) -> Exchange:  # fmt: skip
        """An exchange, with a scrambled number for the person."""
        return Exchange(
            0, asker.server, self.scrambled(asker.person), kind, question, context, private, answered, cited,
            int(asker.now), reason,
        )  # fmt: skip

    def close(self) -> None:
        """End what runs, and let go of all files."""
        self.reading.close()
        self.indexing.close()
        self.pool.close()
        self.store.close()
        self.files.close()


def open_context(
    settings: BotSettings, open_library: Callable[[Settings], Library], *,
    reading: Workers | None = None, indexing: Workers | None = None,
) -> Context:  # fmt: skip
    """Open what is kept under the settings' home; made when it is not there yet.

    Without workers everything is done in this process.
    """
    begun, library = time.monotonic(), settings.library
    reading, indexing = reading or InThisProcess(), indexing or InThisProcess()
    follows = library.database_url is not None
    # Who follows a database and names no feeds fills nothing.
    pool = LibraryPool(
        library if follows and not library.feeds else with_feeds(library), settings.home, open_library
    )
    kept = _in_database(settings, pool, indexing) if follows else _in_files(settings.home)
    return Context(
        settings, kept.state, kept.files, pool, Recent(), reading, indexing, secrets.token_hex(8),
        lambda: time.monotonic() - begun, kept.unkept, kept.allowances,
    )  # fmt: skip


class _Kept(NamedTuple):
    state: GuildState
    files: ServerFiles
    unkept: str = ""
    """Why nothing can be kept."""
    allowances: Allowances | None = None


def _in_database(settings: BotSettings, pool: LibraryPool, indexing: Workers) -> _Kept:
    from bot.state.shared_state import in_database

    state, files, allowances = in_database(settings, pool, indexing)
    return _Kept(state, files, allowances=allowances)


def _in_files(home: Path) -> _Kept:
    """Where nothing can be kept, a copy in memory. Raises StorageError."""
    path, files = home / "bot.sqlite3", LocalFiles(home)
    try:
        return _Kept(GuildStore(path), files)
    except StorageError as error:
        if not home.is_dir():
            raise
        _log.warning("nothing can be kept: %s", error)
        return _Kept(GuildStore.copy_of(path), files, str(error))
