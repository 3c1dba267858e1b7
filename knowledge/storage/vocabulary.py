"""Which terms are known and how widespread they are, and which known words lie one edit from a word.

The neighbourhood is that of SymSpell (Wolf Garbe, 2012) at distance 1: a word is filed under itself and
under each form of it with one letter left out; two words one edit apart always share such a form. Words are
filed as they are written, not as terms: one wrong letter can change what a stemmer makes of a word.
"""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Literal

from knowledge.protocols import Neighbour, Spread
from knowledge.storage.article_rows import Stored
from knowledge.storage.codes import folded, one_edit_apart
from knowledge.storage.connections import Connections
from knowledge.text.words import Word

__all__ = ["Growth", "Vocabulary", "apply_growth", "form_of", "neighbours", "spread", "variants"]

SHORTEST, LONGEST = 3, 40
"""Letters of a word that may be misspelt: of shorter ones anything is a neighbour, longer ones are no words
(and would fill the table: a word is filed once for each letter)."""

REMEMBERED = 10_000
"""Terms of which the count is remembered."""

_POSSESSIVE = re.compile(r"'s?$")


class Growth:
    """By how many sentences, paragraphs and articles each term has become more, or less, widespread."""

    def __init__(self) -> None:
        self.terms: dict[str, list[int]] = {}
        self.forms: Counter[tuple[str, str]] = Counter()
        self.sentences = self.paragraphs = self.articles = self.words = 0

    def count(self, stored: Stored, found: Iterable[Word], sign: Literal[1, -1]) -> None:
        """Count one article in, or out: its sentences with their terms, and the words they are made of."""
        paragraphs = [
            [set(terms) for _, terms in pairs]
            for _, pairs in groupby(stored, key=lambda pair: pair[0].paragraph)
        ]
        self._count(0, sign, (term for sets in paragraphs for terms in sets for term in terms))
        unions = [set[str]().union(*sets) for sets in paragraphs]
        self._count(1, sign, (term for union in unions for term in union))
        self._count(2, sign, set[str]().union(*unions))
        for word in found:
            self.forms[word.text, word.term] += sign
            self.words += sign
        self.sentences += sign * len(stored)
        self.paragraphs += sign * len(paragraphs)
        self.articles += sign

    def _count(self, level: int, sign: int, terms: Iterable[str]) -> None:
        for term in terms:
            self.terms.setdefault(term, [0, 0, 0])[level] += sign


class Vocabulary(Mapping[str, int]):
    """Each term with the number of sentences that hold it, looked up one by one; the last are remembered."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._seen: dict[str, int | None] = {}

    def __getitem__(self, term: str) -> int:
        if term not in self._seen:
            if len(self._seen) >= REMEMBERED:
                self._seen.clear()
            with self._connections.reading() as connection:
                found = spread(connection, [term]).get(term)
            self._seen[term] = found.sentences if found else None
        count = self._seen[term]
        if count is None:
            raise KeyError(term)
        return count

    def __iter__(self) -> Iterator[str]:
        with self._connections.reading() as connection:
            rows = connection.execute("SELECT term FROM vocabulary ORDER BY term").fetchall()
        return (term for (term,) in rows)

    def __len__(self) -> int:
        with self._connections.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM vocabulary").fetchone()[0])


def form_of(word: str) -> str:
    """A word as it is filed: case, accents and the possessive do not count.

    >>> form_of("Ministers’"), form_of("Café's")
    ('ministers', 'cafe')
    """
    return _POSSESSIVE.sub("", folded(word))


def variants(form: str) -> set[int]:
    """Checksums of the word and of each form of it with one letter left out."""
    shorter = (form[:i] + form[i + 1 :] for i in range(len(form)))
    return {zlib.crc32(variant.encode()) for variant in (form, *shorter)}


def neighbours(connection: sqlite3.Connection, word: str) -> tuple[Neighbour, ...]:
    """Known words exactly one edit away, the most widespread first, then in order of the alphabet."""
    form = form_of(word)
    if not form or len(form) > LONGEST + 1:
        return ()
    rows = connection.execute(
        "SELECT form.form, form.term, form.count, vocabulary.sentences FROM json_each(?) AS wanted"
        " CROSS JOIN neighbourhood ON neighbourhood.variant = wanted.value"
        " CROSS JOIN form ON form.id = neighbourhood.form"
        " CROSS JOIN vocabulary ON vocabulary.term = form.term",
        (json.dumps(sorted(variants(form))),),
    )
    found = {Neighbour(*row) for row in rows.fetchall() if one_edit_apart(form, row[0])}
    return tuple(sorted(found, key=lambda n: (-n.sentences, -n.written, n.word, n.term)))


def spread(connection: sqlite3.Connection, terms: Sequence[str]) -> dict[str, Spread]:
    """Of each known term, in how many sentences, paragraphs and articles it stands."""
    rows = connection.execute(
        "SELECT term, sentences, paragraphs, articles FROM json_each(?)"
        " CROSS JOIN vocabulary ON vocabulary.term = value",
        (json.dumps(list(dict.fromkeys(terms))),),
    )
    return {term: Spread(*counts) for term, *counts in rows.fetchall()}


def apply_growth(connection: sqlite3.Connection, growth: Growth) -> None:
    """Bring the counts up to date; what stands nowhere any more is forgotten.

    Most counts of an article that is put again are taken out and put in: nothing is written of those.
    """
    grown = {term: more for term, more in growth.terms.items() if any(more)}
    connection.executemany(
        "INSERT INTO vocabulary (term, sentences, paragraphs, articles) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (term) DO UPDATE SET sentences = sentences + excluded.sentences,"
        " paragraphs = paragraphs + excluded.paragraphs, articles = articles + excluded.articles",
        [(term, *more) for term, more in sorted(grown.items())],
    )
    connection.executemany(
        "DELETE FROM vocabulary WHERE term = ? AND sentences <= 0",
        [(term,) for term, more in grown.items() if more[0] <= 0],
    )
    forms: Counter[tuple[str, str]] = Counter()
    for (word, term), more in growth.forms.items():
        if more and _can_be_misspelt(form := form_of(word)):
            forms[form, term] += more
    for (form, term), more in sorted(forms.items()):
        if more:
            _count_form(connection, form, term, more)
    connection.executemany(
        "UPDATE counter SET value = value + ? WHERE name = ?",
        [(getattr(growth, name), name) for name in ("sentences", "paragraphs", "articles", "words")],
    )


def _count_form(connection: sqlite3.Connection, form: str, term: str, more: int) -> None:
    identity, count = connection.execute(
        "INSERT INTO form (form, term, count) VALUES (?, ?, ?)"
        " ON CONFLICT (form, term) DO UPDATE SET count = count + excluded.count RETURNING id, count",
        (form, term, more),
    ).fetchone()
    if count <= 0:
        connection.execute("DELETE FROM form WHERE id = ?", (identity,))
    if count <= 0 or count == more:
        statement = "INSERT OR IGNORE INTO neighbourhood VALUES (?, ?)"
        if count <= 0:
            statement = "DELETE FROM neighbourhood WHERE variant = ? AND form = ?"
        connection.executemany(statement, [(variant, identity) for variant in sorted(variants(form))])


def _can_be_misspelt(form: str) -> bool:
    return SHORTEST <= len(form) <= LONGEST and not any(letter.isdigit() for letter in form)
