"""Names as rows: how often each is mentioned, told as an alias and takes part in events, by what it is found.

Kept up by every change, so that nobody has to read all facts to know a name.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

from knowledge.extraction.described import BY_KIND
from knowledge.model import Alias, Event, Fact, Mention
from knowledge.storage.fact_rows import names_of
from knowledge.text.names import name_form

__all__ = ["SHORT", "NameGrowth", "apply_names", "starts_of", "typed"]

SHORT = 3
"""Letters of a beginning up to which the names that begin so are kept in the order of their frequency."""

_HERE_ONLY = frozenset({"capital_for_government", BY_KIND})
"""Rules of aliases that hold in their article only: a capital stands for its government where that acts."""


class NameGrowth:
    """By how much more, or less, each name is mentioned, told of and linked to others."""

    def __init__(self) -> None:
        self.names: dict[str, list[int]] = {}
        self.kinds: Counter[tuple[str, str]] = Counter()
        self.links: Counter[tuple[str, str]] = Counter()

    def count(self, facts: Iterable[Fact], sign: Literal[1, -1]) -> None:
        """Count the facts of an article in, or out."""
        for fact in facts:
            if isinstance(fact, Mention):
                self._add(fact.entity, 0, sign)
                for name in names_of(fact):
                    self.kinds[name, fact.kind] += sign
            elif isinstance(fact, Alias):
                self._count_alias(fact, sign)
            elif isinstance(fact, Event):
                for name in dict.fromkeys(fact.participants):
                    self._add(name, 2, sign)

    def _count_alias(self, alias: Alias, sign: int) -> None:
        self._add(alias.entity, 1, sign)
        if alias.rule != BY_KIND:
            self._add(alias.alias, 1, sign)
        if alias.rule not in _HERE_ONLY:
            one, other = name_form(alias.entity), name_form(alias.alias)
            self.links[one, other] += sign
            self.links[other, one] += sign

    def _add(self, name: str, place: int, sign: int) -> None:
        if name:
            self.names.setdefault(name, [0, 0, 0])[place] += sign


def apply_names(connection: sqlite3.Connection, growth: NameGrowth) -> None:
    """Bring the names up to date; one that stands nowhere any more is forgotten."""
    for name, more in sorted(growth.names.items()):
        if any(more):
            _count_name(connection, name, more)
    for table, columns, counts in (
        ("name_kind", ("name", "kind"), growth.kinds),
        ("name_link", ("form", "other"), growth.links),
    ):
        changed = [(*key, more) for key, more in sorted(counts.items()) if more]
        connection.executemany(
            f"INSERT INTO {table} VALUES (?, ?, ?)"  # noqa: S608 - names of the schema
            f" ON CONFLICT ({', '.join(columns)}) DO UPDATE SET count = count + excluded.count",
            changed,
        )
        connection.executemany(
            f"DELETE FROM {table} WHERE {columns[0]} = ? AND {columns[1]} = ? AND count <= 0",  # noqa: S608
            [(*key,) for *key, more in changed if more < 0],
        )


def typed(text: str) -> str:
    """The beginning of a name as it is looked up.

    >>> typed("  Ada  F")
    'ada f'
    """
    return " ".join(text.casefold().split())


def starts_of(name: str) -> Iterator[str]:
    """A name can be begun at any of its words."""
    words = name.casefold().split()
    return (" ".join(words[start:]) for start in range(len(words)))


def _count_name(connection: sqlite3.Connection, name: str, more: list[int]) -> None:
    identity, mentions, *others = connection.execute(
        "INSERT INTO name (name, form, mentions, told, events) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET mentions = mentions + excluded.mentions,"
        " told = told + excluded.told, events = events + excluded.events"
        " RETURNING id, mentions, told, events",
        (name, name_form(name), *more),
    ).fetchone()
    if not any((mentions, *others)):
        connection.execute("DELETE FROM name WHERE id = ?", (identity,))
        _change_keys(
            connection, "DELETE FROM name_key WHERE sort = ? AND key = ? AND name = ?", identity, name
        )
    elif [mentions, *others] == more:
        _change_keys(connection, "INSERT OR IGNORE INTO name_key VALUES (?, ?, ?)", identity, name)
    if more[0]:
        _change_shorts(connection, name, mentions - more[0], mentions)


def _change_keys(connection: sqlite3.Connection, statement: str, identity: int, name: str) -> None:
    connection.executemany(statement, [(sort, key, identity) for sort, key in sorted(_keys(name))])


def _keys(name: str) -> set[tuple[str, str]]:
    """By what a name is found: an end or any word of its form, the start of any of its words."""
    form = name_form(name)
    ends = {*form.split(" ", 1), form.rsplit(" ", 1)[-1]}
    return {
        *(("end", end) for end in ends),
        *(("word", word) for word in form.split()),
        *(("start", start) for start in starts_of(name)),
    }


def _change_shorts(connection: sqlite3.Connection, name: str, before: int, now: int) -> None:
    shorts = sorted({start[:length] for start in starts_of(name) for length in range(1, SHORT + 1)})
    if before > 0:
        connection.executemany(
            "DELETE FROM name_short WHERE start = ? AND mentions = ? AND name = ?",
            [(short, before, name) for short in shorts],
        )
    if now > 0:
        connection.executemany(
            "INSERT OR IGNORE INTO name_short VALUES (?, ?, ?)", [(short, now, name) for short in shorts]
        )
