"""What every answer needs: settings, what is kept, the libraries, and the last questions."""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

from bot.protocols import Library
from bot.settings import BotSettings
from bot.state.guild_settings import GuildSettings, parsed
from bot.state.library_pool import LibraryPool
from knowledge.errors import DatelineError
from knowledge.settings import Settings
from knowledge.storage.guild_store import Exchange, GuildStore

__all__ = ["Asker", "Context", "Recent", "open_context", "tidy"]

CONTEXT_SECONDS: Final = 600
_log = logging.getLogger(__name__)


class Asker(NamedTuple):
    """Who asks, where and when. ``server`` is 0 outside servers; ``now`` in Unix seconds."""

    server: int
    person: int
    channel: int
    now: float
    manages: bool = False

    @property
    def today(self) -> date:
        """The day of asking, in UTC."""
        return datetime.fromtimestamp(self.now, UTC).date()


class Recent:
    """The last question of each person in each channel, forgotten after ten minutes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._questions: dict[tuple[int, int], tuple[str, float]] = {}

    def before(self, asker: Asker) -> str | None:
        """The question before, or None."""
        with self._lock:
            question, at = self._questions.get((asker.person, asker.channel), ("", -CONTEXT_SECONDS))
        return question if question and 0 <= asker.now - at < CONTEXT_SECONDS else None

    def note(self, asker: Asker, question: str) -> None:
        """Remember the question, and forget those whose time is over."""
        with self._lock:
            self._questions.pop((asker.person, asker.channel), None)
            self._questions[asker.person, asker.channel] = (question, asker.now)
            while self._questions:
                first = next(iter(self._questions))
                if asker.now - self._questions[first][1] < CONTEXT_SECONDS:
                    break
                del self._questions[first]

    def forget(self, person: int) -> None:
        """Forget a person's questions at once."""
        with self._lock:
            for key in [key for key in self._questions if key[0] == person]:
                del self._questions[key]


class Context(NamedTuple):
    """Safe to use from any thread."""

    settings: BotSettings
    store: GuildStore
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


def tidy(context: Context, now: float) -> None:
    """Delete questions kept for long enough, and drafts that nobody said yes to for a day."""
    context.store.forget_before(int(now) - context.settings.keep_days * 86_400)
    for draft in context.settings.home.glob("servers/*/drafts/*.jsonl"):
        with suppress(FileNotFoundError):  # added or discarded meanwhile
            if now - draft.stat().st_mtime > 86_400:
                draft.unlink()


def open_context(settings: BotSettings, open_library: Callable[[Settings], Library]) -> Context:
    """Open what is kept under the settings' home; made when it is not there yet."""
    home = settings.home
    store = GuildStore(home / "bot.sqlite3")
    return Context(settings, store, LibraryPool(settings.library, home, open_library), Recent())
