"""The names of a store, looked up: by their form, an end, a word, a beginning, or a likeness in spelling."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Literal

from knowledge.protocols import NameEntry
from knowledge.storage.codes import folded
from knowledge.storage.connections import Connections
from knowledge.storage.name_rows import SHORT, typed
from knowledge.storage.vocabulary import neighbours
from knowledge.text.names import name_form

__all__ = ["StoredNames"]

MANY = 500
"""Names that share a word, of which no more are read: the first to be stored, as the frequent ones are."""

_LONG = 7
"""Letters of a word that may hold two slips."""

_COLUMNS = "name.name, name.form, name.mentions, name.told, name.events"
_ORDER = "ORDER BY name.mentions DESC, name.name"


class StoredNames:
    """Names (see ``knowledge.protocols``) as the tables hold them."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def written(self, names: Sequence[str]) -> tuple[NameEntry, ...]:
        """Those of the names that are known exactly so."""
        return self._among("name", names)

    def by_form(self, forms: Sequence[str]) -> tuple[NameEntry, ...]:
        """All names of these forms."""
        return self._among("form", forms)

    def by_end(self, end: str) -> tuple[NameEntry, ...]:
        """Names of which this is the first word, the last, or all but the first, in their form."""
        return self._by_key("end", end)

    def by_opening(self, opening: str) -> tuple[NameEntry, ...]:
        """Names whose form begins so."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM name WHERE form >= ? AND form < ? {_ORDER} LIMIT ?",  # noqa: S608
                (opening, _after(opening), MANY),
            )
            return tuple(NameEntry(*row) for row in rows.fetchall())

    def alike(self, name: str) -> tuple[NameEntry, ...]:
        """Names that have a word of this one, or a word that is a slip or two away."""
        keys = dict.fromkeys(name_form(name).split())
        with self._connections.reading() as connection:
            for word in folded(name).split():
                keys |= dict.fromkeys(_spelt_like(connection, word))
        found = {entry: None for key in keys for entry in self._by_key("word", key)}
        return tuple(sorted(found, key=lambda entry: (-entry.mentions, entry.name)))

    def starting(self, text: str, most: int) -> tuple[str, ...]:
        """Mentioned names with a word from which on they begin so, the most mentioned first."""
        begun = typed(text)
        with self._connections.reading() as connection:
            if not begun:
                rows = connection.execute(
                    "SELECT name FROM name WHERE mentions > 0 ORDER BY mentions DESC, name LIMIT ?", (most,)
                )
            elif len(begun) <= SHORT:
                rows = connection.execute(
                    "SELECT name FROM name_short WHERE start = ? ORDER BY mentions DESC, name LIMIT ?",
                    (begun, most),
                )
            else:
                rows = connection.execute(  # names repeat where two of their words begin so
                    "SELECT DISTINCT name.name FROM name_key JOIN name ON name.id = name_key.name"
                    " WHERE sort = 'start' AND key >= ? AND key < ? AND mentions > 0"
                    " ORDER BY name.mentions DESC, name.name LIMIT ?",
                    (begun, _after(begun), most),
                )
            return tuple(name for (name,) in rows.fetchall())

    def inside(self, text: str, most: int) -> tuple[str, ...]:
        """Mentioned names that have a word which begins so in its form: "baghd" in "al-Baghdadi"."""
        begun = folded(text)
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT DISTINCT name.name FROM"
                " (SELECT name FROM name_key WHERE sort = 'word' AND key >= ? AND key < ? LIMIT ?)"
                " AS chosen JOIN name ON name.id = chosen.name WHERE mentions > 0"
                " ORDER BY name.mentions DESC, name.name LIMIT ?",
                (begun, _after(begun), MANY, most),
            )
            return tuple(name for (name,) in rows.fetchall())

    def office_terms(self, opening: str, most: int) -> tuple[str, ...]:
        """At most so many terms of offices that begin so, in the order of the alphabet."""
        found, last = list[str](), opening
        with self._connections.reading() as connection:
            while len(found) < most:  # each is one step into the index, however many offices have the term
                sign = ">" if found else ">="
                (term,) = connection.execute(
                    f"SELECT min(term) FROM fact_term WHERE term {sign} ? AND term < ?",  # noqa: S608 - a sign
                    (last, _after(opening)),
                ).fetchone()
                if term is None:
                    break
                found.append(term)
                last = term
        return tuple(found)

    def most_frequent(self, by: Literal["mentions", "events"], most: int) -> tuple[NameEntry, ...]:
        """Those that are mentioned, or take part in events, most often."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM name WHERE {by} > 0 ORDER BY {by} DESC, name LIMIT ?",  # noqa: S608
                (most,),
            )
            return tuple(NameEntry(*row) for row in rows.fetchall())

    def links(self, form: str) -> tuple[str, ...]:
        """Forms that some text says mean the same."""
        with self._connections.reading() as connection:
            rows = connection.execute("SELECT other FROM name_link WHERE form = ? ORDER BY other", (form,))
            return tuple(other for (other,) in rows.fetchall())

    def kinds(self, name: str) -> Mapping[str, int]:
        """As what kinds of thing the name is mentioned, and how often, the most frequent first."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT kind, count FROM name_kind WHERE name = ? ORDER BY count DESC, kind", (folded(name),)
            )
            return dict(rows.fetchall())

    def _by_key(self, sort: str, key: str) -> tuple[NameEntry, ...]:
        chosen = f"SELECT name FROM name_key WHERE sort = '{sort}' AND key = ? LIMIT {MANY}"  # noqa: S608
        with self._connections.reading() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM ({chosen}) AS chosen JOIN name ON name.id = chosen.name {_ORDER}",  # noqa: S608
                (key,),
            )
            return tuple(NameEntry(*row) for row in rows.fetchall())

    def _among(self, column: Literal["name", "form"], values: Sequence[str]) -> tuple[NameEntry, ...]:
        with self._connections.reading() as connection:
            rows = connection.execute(
                f"SELECT DISTINCT {_COLUMNS} FROM json_each(?) AS wanted"  # noqa: S608 - constants
                f" CROSS JOIN name ON name.{column} = wanted.value {_ORDER}",
                (json.dumps(list(values)),),
            )
            return tuple(NameEntry(*row) for row in rows.fetchall())


def _spelt_like(connection: sqlite3.Connection, word: str) -> list[str]:
    found = [near.term.casefold() for near in neighbours(connection, word)]
    if not found and len(word) >= _LONG:
        shorter = dict.fromkeys(word[:i] + word[i + 1 :] for i in range(1, len(word)))
        found = [near.term.casefold() for one in shorter for near in neighbours(connection, one)]
    return found


def _after(start: str) -> str:
    """Sorts after everything that begins so."""
    return start + "\U0010ffff"
