"""The bot's state in PostgreSQL, so that no question waits for the database, and all go on while it is away.

What a question needs is as it was known last; what is kept of it is written by a thread, in its order.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Hashable
from time import monotonic
from typing import Final, NamedTuple

from knowledge.errors import DatelineError, UnreachableError
from knowledge.storage.exchange_ids import fits, new_id
from knowledge.storage.guild_state import Asked, Exchange, Gap
from knowledge.storage.postgres.cluster import Cluster
from knowledge.storage.postgres.guild_store import PostgresGuildStore

__all__ = ["SteadyState"]

_MOST: Final = 20_000
"""Exchanges that wait to be written; more are not kept."""
_MOMENT: Final = 1.0
"""Seconds for which what is known is not asked for again, and a database that was away not tried."""
_PATIENCE: Final = 10.0
"""Seconds for which who changes an exchange waits until that is written."""
_TO_READ: Final = 2.0
"""Seconds for which who reads a server's exchanges waits for those that this process has yet to write."""
_TO_END: Final = 2.0
_log = logging.getLogger(__name__)


class _Known(NamedTuple):
    """A value, and until when it is not asked for again, by the monotonic clock."""

    value: str | None
    until: float


class SteadyState(PostgresGuildStore):
    """A GuildState; open until ``close``."""

    def __init__(self, cluster: Cluster) -> None:
        super().__init__(cluster)
        self._known: dict[Hashable, _Known] = {}
        self._unwritten: dict[int, Exchange] = {}
        self._turn = threading.Condition()
        self._stopped = False
        self._writing = threading.Thread(target=self._write_down, name="writing down", daemon=True)
        self._writing.start()

    def close(self) -> None:
        """Write down what can be."""
        with self._turn:
            self._stopped = True
            self._turn.notify_all()
        self._writing.join(_TO_END)
        super().close()

    # What questions need

    def setting(self, server: int) -> str | None:
        """A server's settings as they were stored, or were known last."""
        return self._last_known(
            ("setting", server), lambda: super(SteadyState, self).setting(server), lasting=_MOMENT
        )

    def set_setting(self, server: int, value: str) -> None:
        """Store a server's settings whole."""
        super().set_setting(server, value)
        self._known["setting", server] = _Known(value, monotonic() + _MOMENT)

    def note(self, name: str) -> str | None:
        """Something the bot remembers about itself, or what was known of it last."""
        return self._last_known(("note", name), lambda: super(SteadyState, self).note(name))

    def _last_known(self, key: Hashable, ask: Callable[[], str | None], lasting: float = 0.0) -> str | None:
        known = self._known.get(key)
        if known is not None and monotonic() < known.until:
            return known.value
        try:
            self._known[key] = _Known(ask(), monotonic() + lasting)
        except UnreachableError:
            if known is None:
                raise
            self._known[key] = _Known(known.value, monotonic() + _MOMENT)
        return self._known[key].value

    # Exchanges

    def remember(self, exchange: Exchange) -> int:
        """Keep an exchange; found at once by this process, and by others as soon as it is written."""
        ref = new_id(exchange.shown)
        with self._turn:
            if len(self._unwritten) >= _MOST:
                raise UnreachableError(f"{self._database.where} is away for too long to keep what is asked")
            self._unwritten[ref] = exchange._replace(id=ref)
            self._turn.notify_all()
        return ref

    def recall(self, ref: int, *, server: int) -> Exchange | None:
        """The server's exchange of this id, as long as it is kept and the id fits it."""
        found = self._unwritten.get(ref)
        if found is None:
            return super().recall(ref, server=server)
        return found if found.server == server and fits(ref, found.shown) else None

    def rename(self, ref: int, *, server: int, kind: str) -> None:
        """Give the server's exchange of this id another kind."""
        self._until_written(ref)
        super().rename(ref, server=server, kind=kind)

    def vote(
        self, ref: int, person: str, *, server: int, good: bool, reason: str, words: str, at: int
    ) -> None:
        """One vote a person and exchange."""
        self._until_written(ref)
        super().vote(ref, person, server=server, good=good, reason=reason, words=words, at=at)

    def forget_person(self, person: str) -> int:
        """Delete a person's exchanges and votes, everywhere; how many there were."""
        self._until_written(*self._unwritten)
        return super().forget_person(person)

    def forget_questions(self, server: int) -> int:
        """Delete a server's exchanges, with their votes; how many there were."""
        self._until_written(*self._unwritten)
        return super().forget_questions(server)

    def gaps(self, server: int) -> tuple[Gap, ...]:
        """The questions of a server that stayed open."""
        self._for_a_moment(server)
        return super().gaps(server)

    def asked(self, server: int, since: int) -> tuple[Asked, ...]:
        """What a server was asked since then."""
        self._for_a_moment(server)
        return super().asked(server, since)

    def cited_since(self, server: int, at: int) -> tuple[str, ...]:
        """What answers of a server have cited since then."""
        self._for_a_moment(server)
        return super().cited_since(server, at)

    def _for_a_moment(self, server: int) -> None:
        """Let what was just asked be written; a database that stays away is for who reads it to meet."""
        with self._turn:
            self._turn.wait_for(
                lambda: all(one.server != server for one in self._unwritten.values()), _TO_READ
            )

    def _until_written(self, *refs: int) -> None:
        with self._turn:
            if not self._turn.wait_for(lambda: self._unwritten.keys().isdisjoint(refs), _PATIENCE):
                raise UnreachableError(f"{self._database.where} is away, or takes no changes just now")

    def _write_down(self) -> None:
        while (exchange := self._next()) is not None:
            try:
                self.put_exchange(exchange)
            except UnreachableError as error:
                if self._stopped:
                    _log.warning("%d questions are not kept: %s", len(self._unwritten), error)
                    return
                with self._turn:
                    self._turn.wait_for(lambda: self._stopped, _MOMENT)
                continue
            except DatelineError as error:
                _log.warning("a question is not kept: %s", error)
            with self._turn:
                del self._unwritten[exchange.id]
                self._turn.notify_all()

    def _next(self) -> Exchange | None:
        """The oldest that is not written yet; None in the end."""
        with self._turn:
            self._turn.wait_for(lambda: self._unwritten or self._stopped)
            return next(iter(self._unwritten.values()), None)
