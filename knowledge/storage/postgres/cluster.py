"""What all libraries of a process have in common when PostgreSQL holds the truth."""

from __future__ import annotations

import logging

from knowledge.errors import UnreachableError
from knowledge.storage.postgres.database import Database
from knowledge.storage.postgres.jobs import Job
from knowledge.storage.postgres.migrations import migrate
from knowledge.storage.postgres.truth import Truth
from knowledge.storage.postgres.watching import Watch

__all__ = ["Cluster"]

_log = logging.getLogger(__name__)
_log.addHandler(logging.NullHandler())


class Cluster:
    """Open until ``close``. Raises SettingError for a wrong address, OtherVersionError for newer tables.

    A database that is away is no reason not to open: what was followed before can still be asked.
    """

    def __init__(self, url: str) -> None:
        self.database = Database(url)
        self._checked = False
        try:
            self.check()
        except UnreachableError as error:
            _log.warning("%s", error)
        except BaseException:
            self.database.close()
            raise
        self.watch = Watch(self.database, prepare=self.check)

    def check(self) -> None:
        """Make the tables, or bring them up to this program. Raises OtherVersionError, UnreachableError."""
        if not self._checked:
            migrate(self.database)
            self._checked = True

    def truth(self, library: str) -> Truth:
        """A library in the database."""
        return Truth(self.database, library)

    def job(self, name: str) -> Job:
        """A piece of work that one process does for all."""
        return Job(self.database, name)

    def close(self) -> None:
        """Let go of the database."""
        self.watch.close()
        self.database.close()
