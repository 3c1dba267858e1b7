"""What every answer needs: settings, what is kept, the libraries, and the last questions."""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from collections.abc import Callable
from typing import NamedTuple

from bot.protocols import Library
from bot.settings import BotSettings
from bot.state.guild_settings import GuildSettings, parsed
from bot.state.library_pool import LibraryPool
from bot.state.recent import Asker, Recent
from knowledge.errors import DatelineError
from knowledge.settings import Settings
from knowledge.storage.guild_state import Exchange, GuildState
from knowledge.storage.guild_store import GuildStore

__all__ = ["Context", "open_context"]

_log = logging.getLogger(__name__)


class Context(NamedTuple):
    """Safe to use from any thread."""

    settings: BotSettings
    store: GuildState
    pool: LibraryPool
    recent: Recent

    def guild_settings(self, server: int) -> GuildSettings:
        """The server's settings; the defaults when they cannot be read just now."""
        try:
            return parsed(self.store.setting(server))
        except DatelineError as error:
            _log.warning("settings cannot be read: %s", error)
            return GuildSettings()

    def scrambled(self, person: int) -> str:
        """What stands for a person where questions are kept, by the store's secret."""
        # Asked for anew each time: with a backup that is put back while we run comes its own secret.
        secret = self.store.note("secret") or self.store.first_note("secret", secrets.token_hex(16))
        return hmac.new(secret.encode(), str(person).encode(), hashlib.sha256).hexdigest()[:24]

    def keep(
        self, asker: Asker, kind: str, question: str, *, context: str | None = None, private: bool = False,
        answered: bool = True, cited: str = "",
    ) -> int:  # fmt: skip
        """Keep an exchange for its buttons; 0 when it cannot be kept, which must not spoil the answer."""
        try:
            exchange = self.exchange(
                asker, kind, question, context=context, private=private, answered=answered, cited=cited
            )
            return self.store.remember(exchange)
        except DatelineError as error:
            _log.warning("a question is not kept: %s", error)
            return 0

    def exchange(
        self, asker: Asker, kind: str, question: str, *, context: str | None = None, private: bool = False,
        answered: bool = True, cited: str = "",
    ) -> Exchange:  # fmt: skip
        """An exchange, with a scrambled number for the person."""
        return Exchange(
            0, asker.server, self.scrambled(asker.person), kind, question, context, private, answered, cited,
            int(asker.now),
        )  # fmt: skip

    def close(self) -> None:
        """Let go of all files."""
        self.pool.close()
        self.store.close()


def open_context(settings: BotSettings, open_library: Callable[[Settings], Library]) -> Context:
    """Open what is kept under the settings' home; made when it is not there yet."""
    home = settings.home
    store = GuildStore(home / "bot.sqlite3")
    return Context(settings, store, LibraryPool(settings.library, home, open_library), Recent())
