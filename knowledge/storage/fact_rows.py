"""Facts as rows: what they are looked up by, and the fact itself as JSON."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, get_args

from knowledge.model import Event, Fact, Period, Role, Sentence
from knowledge.protocols import FactKind, StoredFact
from knowledge.storage.codes import folded
from knowledge.text.words import terms as terms_of

__all__ = ["FactRow", "counted", "delete", "events", "insert", "names_of", "placed", "select"]

_KINDS: dict[FactKind, type[Fact]] = {
    kind.model_fields["fact"].default: kind for kind in get_args(get_args(Fact)[0])
}
assert set(_KINDS) == set(get_args(FactKind))

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


def insert(connection: sqlite3.Connection, rows: Sequence[FactRow]) -> None:
    """File the facts under their sentences."""
    next_id = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM fact").fetchone()[0]
    numbered = list(enumerate(rows, next_id))
    connection.executemany(
        "INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?)",
        (
            (
                number,
                row.fact.fact,
                row.sentence,
                *_days(row.fact),
                row.fact.model_dump_json(exclude_defaults=True),
            )
            for number, row in numbered
        ),
    )
    connection.executemany(
        "INSERT INTO fact_name VALUES (?, ?)",
        ((name, number) for number, row in numbered for name in sorted(names_of(row.fact))),
    )
    connection.executemany(
        "INSERT INTO fact_term VALUES (?, ?)",
        (
            (term, number)
            for number, row in numbered
            if isinstance(row.fact, Role)
            for term in sorted(set(terms_of(row.fact.role)))
        ),
    )


def delete(connection: sqlite3.Connection, first: int, after: int) -> None:
    """Forget the facts of a range of sentences."""
    span = (first, after)
    for table in ("fact_name", "fact_term"):
        connection.execute(
            f"DELETE FROM {table} WHERE fact IN"  # noqa: S608 - one of the above
            " (SELECT id FROM fact WHERE sentence >= ? AND sentence < ?)",
            span,
        )
    connection.execute("DELETE FROM fact WHERE sentence >= ? AND sentence < ?", span)


def select(
    connection: sqlite3.Connection,
    kind: FactKind | None,
    name: str | None,
    within: Period | None,
    sources: Sequence[str] | None,
    sentences: Sequence[int] | None,
    terms: Sequence[str] | None,
) -> tuple[StoredFact, ...]:
    """Facts that fit every condition that is not None, in the order of sources and text."""
    start, values = _start(name, sources, sentences, terms)
    given = bool(values)
    conditions: list[str] = []
    if kind is not None:
        conditions.append("+fact.kind = ?" if given else "fact.kind = ?")  # "+": not by the index of kinds
        values.append(kind)
    if within is not None:
        first, after = _ends(within)
        conditions.append("fact.first < ? AND fact.after > ?")
        values += [after, first]
    if name is not None:
        conditions.append("EXISTS (SELECT 1 FROM fact_name WHERE name = ? AND fact = fact.id)")
        values.append(folded(name))
    if sources is not None:
        conditions.append("article.source IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(list(sources)))
    for term in dict.fromkeys(terms or ()):
        conditions.append("EXISTS (SELECT 1 FROM fact_term WHERE term = ? AND fact = fact.id)")
        values.append(term)
    where = " AND ".join(conditions) or "1"
    rows = connection.execute(
        "SELECT article.source, fact.sentence, fact.kind, fact.value"  # noqa: S608 - made of constants
        f" FROM {start} CROSS JOIN sentence ON sentence.id = fact.sentence"
        " CROSS JOIN paragraph ON paragraph.id = sentence.paragraph"
        " CROSS JOIN article ON article.id = paragraph.article"
        f" WHERE {where} ORDER BY article.source, fact.id",
        values,
    )
    return tuple(
        StoredFact(source, sentence, _KINDS[kind].model_validate_json(value))
        for source, sentence, kind, value in rows.fetchall()
    )


def _start(
    name: str | None,
    sources: Sequence[str] | None,
    sentences: Sequence[int] | None,
    terms: Sequence[str] | None,
) -> tuple[str, list[object]]:
    """Where to begin looking: at what is likely to leave the fewest facts, which SQLite cannot know.

    What stands after FROM, and the values in it; without any, all facts are looked at.
    """
    if sentences is not None:
        chosen = "fact.sentence IN (SELECT value FROM json_each(?))"
        values: list[object] = [json.dumps(list(sentences))]
    elif name is not None:
        chosen, values = "fact.id IN (SELECT fact FROM fact_name WHERE name = ?)", [folded(name)]
    elif terms:
        each = " INTERSECT ".join(["SELECT fact FROM fact_term WHERE term = ?"] * len(terms))
        chosen, values = f"fact.id IN ({each})", list(terms)
    elif sources is not None:
        chosen = (
            "fact.sentence IN (SELECT sentence.id FROM json_each(?) CROSS JOIN article ON source = value"
            " CROSS JOIN sentence ON sentence.id >= article.first AND sentence.id < article.after)"
        )
        values = [json.dumps(list(sources))]
    else:
        return "fact", []
    first = f"(SELECT id AS chosen FROM fact WHERE {chosen})"  # noqa: S608 - one of the above
    return f"{first} CROSS JOIN fact ON fact.id = chosen", values


def events(connection: sqlite3.Connection, within: Period | None, most: int) -> tuple[StoredFact, ...]:
    """The events that begin last, read along the index of days, in the order of sources and text."""
    first, after = (None, None) if within is None else _ends(within)
    rows = connection.execute(
        "SELECT article.source, fact.sentence, fact.value FROM"
        " (SELECT id AS chosen FROM fact WHERE kind = 'event'"
        "  AND (:first IS NULL OR (fact.first < :after AND fact.after > :first))"
        "  ORDER BY fact.first DESC, fact.after DESC LIMIT :most)"
        " CROSS JOIN fact ON fact.id = chosen"
        " CROSS JOIN sentence ON sentence.id = fact.sentence"
        " CROSS JOIN paragraph ON paragraph.id = sentence.paragraph"
        " CROSS JOIN article ON article.id = paragraph.article"
        " ORDER BY article.source, fact.id",
        {"first": first, "after": after, "most": most},
    )
    return tuple(
        StoredFact(source, sentence, Event.model_validate_json(value)) for source, sentence, value in rows
    )


def counted(connection: sqlite3.Connection, first: int, after: int) -> list[Fact]:
    """The facts of a range of sentences by which names are counted."""
    # "+": not by the index of kinds
    rows = connection.execute(
        "SELECT kind, value FROM fact WHERE sentence >= ? AND sentence < ?"
        " AND +kind IN ('mention', 'alias', 'event')",
        (first, after),
    )
    return [_KINDS[kind].model_validate_json(value) for kind, value in rows.fetchall()]


def _days(fact: Fact) -> tuple[int | None, int | None]:
    period = next((days for field in _DATED if (days := getattr(fact, field, None)) is not None), None)
    return (None, None) if period is None else _ends(period)


def _ends(period: Period) -> tuple[int, int]:
    first = _EVER if period.first is None else period.first.toordinal()
    after = _NEVER if period.after is None else period.after.toordinal()
    return first, after
