"""Facts as rows: those of a sentence together, and by what they are found: names, words of roles, days."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from knowledge.model import Event, Fact, Period, Role, Sentence
from knowledge.protocols import FactKind, StoredFact
from knowledge.storage.codes import folded
from knowledge.storage.fact_codes import KINDS, packed, unpacked
from knowledge.text.words import terms as terms_of

__all__ = ["FactRow", "events", "insert", "names_of", "placed", "select", "take_out"]

_NUMBER: dict[FactKind, int] = {kind: number for number, kind in enumerate(KINDS)}

_NAMED: dict[FactKind, tuple[str, ...]] = {
    "timex": (),
    "mention": ("entity", "text"),
    "alias": ("entity", "alias"),
    "role": ("entity",),
    "figure": ("counted", "place"),
    "statement": ("speaker", "via"),
    "event": ("participants", "place", "teller"),
    "relation": ("subject", "object"),
}
"""The fields that hold names which a fact can be asked for by."""
_DATED = ("period", "as_of", "when")
"""Fields that hold the days which a fact is about; no fact has two."""
_EVER, _NEVER = date.min.toordinal() - 1, date.max.toordinal() + 1
"""Day numbers that stand for an open end."""
_NO_DAY = _EVER - 1
"""Before all days: where the newest come first, what has no day comes last, and no period meets it."""


class FactRow(NamedTuple):
    """A fact and the id of the sentence it starts in."""

    sentence: int
    fact: Fact


def names_of(fact: Fact) -> frozenset[str]:
    """Every name that the fact can be asked for by, folded; none for time expressions."""
    held = (getattr(fact, field) for field in _NAMED[fact.fact])
    names = (name for one in held for name in ((one,) if isinstance(one, str) else one or ()))
    return frozenset(found for name in names if name and (found := folded(name)))


def placed(facts: Sequence[Fact], sentences: Sequence[Sentence]) -> list[FactRow]:
    """Each fact with the (stored) sentence it starts in, in the order of the text.

    One that starts between two belongs to the one before it, one before the first to the first. Without a
    sentence there is nothing to file a fact under, and ValueError is raised.
    """
    if facts and not sentences:
        raise ValueError("facts need a sentence to stand in")
    at, found = 0, []
    for fact in sorted(facts, key=lambda fact: (fact.start, fact.end)):
        while at + 1 < len(sentences) and sentences[at + 1].start <= fact.start:
            at += 1
        found.append(FactRow(sentences[at].id, fact))
    return found


class _Keys(NamedTuple):
    """By what facts are found: rows of the tables beside theirs."""

    names: set[tuple[str, int, int, int]]
    """Name, kind, day of the article, sentence."""
    terms: set[tuple[str, int, int]]
    """Of a role; day of the article, sentence."""
    days: set[tuple[int, int, int]]
    """Of an event, first and after (an event without days has two that no day has); sentence."""


def insert(connection: sqlite3.Connection, rows: Sequence[FactRow], day: int) -> None:
    """File the facts of an article of that day under their sentences."""
    by_sentence = groupby(rows, key=lambda row: row.sentence)
    connection.executemany(
        "INSERT INTO fact VALUES (?, ?)",
        ((sentence, packed(row.fact for row in here)) for sentence, here in by_sentence),
    )
    names, terms, days = _keys(rows, day)
    connection.executemany("INSERT INTO fact_name VALUES (?, ?, ?, ?)", sorted(names))
    connection.executemany("INSERT INTO fact_term VALUES (?, ?, ?)", sorted(terms))
    connection.executemany("INSERT INTO event_day VALUES (?, ?, ?)", sorted(days))


def take_out(connection: sqlite3.Connection, first: int, after: int, day: int) -> list[Fact]:
    """Forget the facts of a range of sentences, which are those of an article of that day; and say which."""
    held = connection.execute(
        "SELECT sentence, held FROM fact WHERE sentence >= ? AND sentence < ?", (first, after)
    )
    rows = [FactRow(sentence, fact) for sentence, content in held.fetchall() for fact in unpacked(content)]
    names, terms, days = _keys(rows, day)
    connection.executemany(
        "DELETE FROM fact_name WHERE name = ? AND kind = ? AND day = ? AND sentence = ?", names
    )
    connection.executemany("DELETE FROM fact_term WHERE term = ? AND day = ? AND sentence = ?", terms)
    connection.executemany("DELETE FROM event_day WHERE first = ? AND after = ? AND sentence = ?", days)
    connection.execute("DELETE FROM fact WHERE sentence >= ? AND sentence < ?", (first, after))
    return [row.fact for row in rows]


def _keys(rows: Iterable[FactRow], day: int) -> _Keys:
    keys = _Keys(set(), set(), set())
    for sentence, fact in rows:
        keys.names.update((name, _NUMBER[fact.fact], day, sentence) for name in names_of(fact))
        if isinstance(fact, Role):
            keys.terms.update((term, day, sentence) for term in terms_of(fact.role))
        if isinstance(fact, Event):
            keys.days.add((*_days(fact), sentence))
    return keys


def select(
    connection: sqlite3.Connection,
    kind: FactKind | tuple[FactKind, ...] | None,
    name: str | None,
    within: Period | None,
    sources: Sequence[str] | None,
    sentences: Sequence[int] | None,
    terms: Sequence[str] | None,
    most: int | None,
) -> tuple[StoredFact, ...]:
    """Facts that fit every condition that is not None, in the order of sources and text."""
    start, values = _start(kind, name, sources, sentences, terms, most)
    where = "1"
    if sources is not None:
        where = "article.source IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(list(sources)))
    rows = connection.execute(
        "SELECT article.source, fact.sentence, fact.held"  # noqa: S608 - made of constants
        f" FROM {start} CROSS JOIN sentence ON sentence.id = fact.sentence"
        " CROSS JOIN paragraph ON paragraph.id = sentence.paragraph"
        " CROSS JOIN article ON article.id = paragraph.article"
        f" WHERE {where} ORDER BY article.source, fact.sentence",
        values,
    )
    wanted, words = None if name is None else folded(name), frozenset(terms or ())
    return tuple(
        StoredFact(source, sentence, fact)
        for source, sentence, held in rows.fetchall()
        for fact in unpacked(held, kind)
        if _fits(fact, wanted, within, words)
    )


def _start(
    kind: FactKind | tuple[FactKind, ...] | None,
    name: str | None,
    sources: Sequence[str] | None,
    sentences: Sequence[int] | None,
    terms: Sequence[str] | None,
    most: int | None,
) -> tuple[str, list[object]]:
    """Where to begin looking: at what is likely to leave the fewest sentences, which SQLite cannot know.

    What stands after FROM, and the values in it; without any, all facts are looked at.
    """
    if sentences is not None:
        chosen = "SELECT value AS chosen FROM json_each(?)"
        values: list[object] = [json.dumps(list(dict.fromkeys(sentences)))]
    elif name is not None:
        # The newest of one kind are the end of a run of the key; of several they must be put in order.
        chosen, values = "SELECT sentence AS chosen FROM fact_name WHERE name = ?", [folded(name)]
        if isinstance(kind, str):
            chosen, values = f"{chosen} AND kind = ?", [*values, _NUMBER[kind]]
        else:
            if kind is not None:
                chosen += " AND kind IN (SELECT value FROM json_each(?))"
                values.append(json.dumps([_NUMBER[one] for one in kind]))
            chosen += " GROUP BY day, sentence"
        chosen, values = _newest(chosen, values, most)
    elif terms:
        same = "day = one.day AND sentence = one.sentence"
        beside = f" AND EXISTS (SELECT 1 FROM fact_term WHERE term = ? AND {same})" * (len(terms) - 1)  # noqa: S608
        chosen = "SELECT sentence AS chosen FROM fact_term AS one WHERE term = ?" + beside  # noqa: S608
        chosen, values = _newest(chosen, list(terms), most)
    elif sources is not None:
        chosen = (
            "SELECT sentence.id AS chosen FROM json_each(?) CROSS JOIN article ON source = value"
            " CROSS JOIN sentence ON sentence.id >= article.first AND sentence.id < article.after"
        )
        values = [json.dumps(list(sources))]
    else:
        return "fact", []
    return f"({chosen}) CROSS JOIN fact ON fact.sentence = chosen", values


def _newest(chosen: str, values: list[object], most: int | None) -> tuple[str, list[object]]:
    if most is None:
        return chosen, values
    return f"{chosen} ORDER BY day DESC, sentence DESC LIMIT ?", [*values, most]


def events(connection: sqlite3.Connection, within: Period | None, most: int) -> tuple[StoredFact, ...]:
    """The events that begin last, read along the index of days, in the order of sources and text."""
    first, after = (None, None) if within is None else _ends(within)
    rows = connection.execute(
        "SELECT article.source, chosen.sentence, fact.held, chosen.first, chosen.after FROM"
        " (SELECT first, after, sentence FROM event_day"
        "  WHERE :first IS NULL OR (first < :after AND after > :first)"
        "  ORDER BY first DESC, after DESC, sentence DESC LIMIT :most) AS chosen"
        " CROSS JOIN fact ON fact.sentence = chosen.sentence"
        " CROSS JOIN sentence ON sentence.id = chosen.sentence"
        " CROSS JOIN paragraph ON paragraph.id = sentence.paragraph"
        " CROSS JOIN article ON article.id = paragraph.article"
        " ORDER BY article.source, fact.sentence",
        {"first": first, "after": after, "most": most},
    )
    found = [
        (days, StoredFact(source, sentence, fact))
        for source, sentence, held, *days in rows.fetchall()
        for fact in unpacked(held, "event")
        if isinstance(fact, Event) and [*_days(fact)] == days
    ]
    if len(found) > most:  # where a sentence tells several of the same days
        found = sorted(found, key=lambda one: one[0], reverse=True)[:most]
    return tuple(sorted((stored for _, stored in found), key=_place))


def _place(stored: StoredFact) -> tuple[str, int, int, int]:
    return stored.source, stored.sentence, stored.fact.start, stored.fact.end


def _days(event: Event) -> tuple[int, int]:
    return (_NO_DAY, _NO_DAY) if event.period is None else _ends(event.period)


def _meets(fact: Fact, within: Period) -> bool:
    period = next((days for field in _DATED if (days := getattr(fact, field, None)) is not None), None)
    return period is not None and within.meets(period)


def _fits(fact: Fact, name: str | None, within: Period | None, words: frozenset[str]) -> bool:
    """Whether a fact has the name, a day of those, and is an office with the words, where any are given."""
    if name is not None and name not in names_of(fact):
        return False
    if within is not None and not _meets(fact, within):
        return False
    return not words or (isinstance(fact, Role) and words.issubset(terms_of(fact.role)))


def _ends(period: Period) -> tuple[int, int]:
    first = _EVER if period.first is None else period.first.toordinal()
    after = _NEVER if period.after is None else period.after.toordinal()
    return first, after
