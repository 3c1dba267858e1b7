"""What PostgreSQL and its driver complain of, in words for people: the thing, and the remedy; no secret."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors
from psycopg_pool import PoolTimeout, TooManyRequests

from knowledge.errors import DatelineError, SettingError, StorageError, UnreachableError

__all__ = ["AWAY", "in_words"]

AWAY = (
    psycopg.OperationalError, psycopg.InterfaceError, errors.ReadOnlySqlTransaction, PoolTimeout,
    TooManyRequests,
)  # fmt: skip
"""What is raised while a database is down, is starting, was lost, or has become a standby."""

_CLOSED = (errors.InvalidPassword, errors.InvalidAuthorizationSpecification, errors.InvalidCatalogName)
_OTHER_TABLES = (errors.UndefinedTable, errors.UndefinedColumn)
"""On a standby that has not followed yet, or where the tables were taken back for an older program."""
_FULL = (errors.DiskFull, errors.OutOfMemory, errors.ConfigurationLimitExceeded)


@contextmanager
def in_words(where: str) -> Iterator[None]:
    """Errors of the driver become StorageError, UnreachableError or SettingError.

    ``where`` names the database. Mistakes in our own use of it stay what they are.
    """
    try:
        yield
    except DatelineError:
        raise
    except _FULL as error:
        raise StorageError(f"{where}: the database has no room left ({_short(error)}); make some") from error
    except errors.InsufficientPrivilege as error:
        raise SettingError(
            f"{where}: our role may not do that ({_short(error)}); docs/cluster.md says what it needs"
        ) from error
    except _OTHER_TABLES as error:
        raise UnreachableError(
            f"{where}: the tables there are not those of this program, or not yet ({_short(error)});"
            " try again in a minute"
        ) from error
    except _CLOSED as error:
        raise SettingError(f"DATELINE_DATABASE_URL: {where} does not let us in ({_short(error)})") from error
    except AWAY as error:
        if "authentication failed" in str(error) or "no pg_hba.conf entry" in str(error):
            raise SettingError(f"DATELINE_DATABASE_URL: {where} does not let us in") from error
        if "certificate" in str(error):
            raise SettingError(
                f"DATELINE_DATABASE_URL: {where} is not who it should be ({_short(error)})"
            ) from error
        raise UnreachableError(
            f"{where}: the database is away, or takes no changes just now ({_short(error)});"
            " try again in a minute"
        ) from error


def _short(error: BaseException) -> str:
    lines = [line for line in str(error).splitlines() if line.strip()]
    return lines[0][:200] if lines else type(error).__name__
