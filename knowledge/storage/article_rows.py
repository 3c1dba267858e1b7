"""Articles, paragraphs and sentences as rows: checked on the way in, read back as they were."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from knowledge.model import Article, Period, Sentence, Source, Span
from knowledge.protocols import Bag, Change, Row
from knowledge.storage.codes import counted_in, from_lines, to_lines
from knowledge.text.sketches import sketch
from knowledge.text.words import terms as terms_of

__all__ = [
    "Place", "Stored", "bags", "changes", "check", "delete", "digests", "insert", "newest", "place_of",
    "rows", "select", "sketches", "sources", "stored_in",
]  # fmt: skip

Stored = tuple[tuple[Sentence, tuple[str, ...]], ...]
"""Sentences as the store numbers them, with their terms, in reading order."""


class Place(NamedTuple):
    """Where an article's rows are."""

    id: int
    first: int
    after: int
    day: int
    """Of its publication; 0 where it is not known."""


def check(article: Article, sentences: Sequence[Sentence]) -> None:
    """Raises ValueError unless each sentence is what stands at its span, in its paragraph, in order."""
    end, number = 0, 0
    for sentence in sentences:
        here = f"{article.source.id}: sentence {sentence.number}"
        if sentence.text != article.text[sentence.start : sentence.end] or not sentence.text:
            raise ValueError(f"{here} is not what stands at its span")
        if not 1 <= sentence.paragraph <= len(article.paragraphs):
            raise ValueError(f"{here}: there is no paragraph {sentence.paragraph}")
        first, after = article.paragraphs[sentence.paragraph - 1]
        if not max(first, end) <= sentence.start < sentence.end <= after:
            raise ValueError(f"{here} is out of its place")
        if sentence.number <= number or sentence.source != article.source.id:
            raise ValueError(f"{here} is not the next of this article")
        end, number = sentence.end, sentence.number


def insert(
    connection: sqlite3.Connection,
    article: Article,
    stored: Stored,
    first: int,
    digest: str,
    generation: int,
    details: Mapping[int, bytes],
) -> None:
    """Write an article whose sentences have the ids from ``first`` on, with the details of each."""
    every = [term for _, terms in stored for term in terms]
    identity = connection.execute(
        "INSERT INTO article (source, about, title, text, digest, first, after, words, sketch, generation,"
        " published) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            article.source.id,
            article.source.model_dump_json(exclude_defaults=True),
            to_lines([terms_of(article.source.title)]),
            article.text,
            digest,
            first,
            first + len(stored),
            len(every),
            sketch(every),
            generation,
            None if (day := article.source.published) is None else day.toordinal(),
        ),
    ).fetchone()[0]
    _insert_paragraphs(connection, article, identity, stored, first, details)


@lru_cache(maxsize=2048)  # a question reads its sources to rank, to compare and to cite
def _source(about: str) -> Source:
    return Source.model_validate_json(about)


def place_of(connection: sqlite3.Connection, source: str) -> Place | None:
    """Where an article's rows are, or None."""
    found = connection.execute(
        "SELECT id, first, after, coalesce(published, 0) FROM article WHERE source = ?", (source,)
    ).fetchone()
    return None if found is None else Place(*found)


def delete(connection: sqlite3.Connection, place: Place) -> None:
    """Forget an article's rows."""
    connection.execute("DELETE FROM sentence WHERE id >= ? AND id < ?", (place.first, place.after))
    connection.execute("DELETE FROM paragraph WHERE article = ?", (place.id,))
    connection.execute("DELETE FROM article WHERE id = ?", (place.id,))


def select(connection: sqlite3.Connection, source: str) -> Article | None:
    """The article as it was put, or None."""
    found = connection.execute("SELECT id, about, text FROM article WHERE source = ?", (source,)).fetchone()
    if found is None:
        return None
    identity, about, text = found
    spans = connection.execute(
        "SELECT start, stop FROM paragraph WHERE article = ? ORDER BY number", (identity,)
    ).fetchall()
    return Article(source=_source(about), text=text, paragraphs=tuple(Span(*span) for span in spans))


def sources(connection: sqlite3.Connection, ids: Iterable[str] | None) -> tuple[Source, ...]:
    """What is known of the sources, ordered by id; of all of them for None."""
    if ids is None:
        found = connection.execute("SELECT about FROM article ORDER BY source")
    else:
        found = connection.execute(
            "SELECT about FROM json_each(?) CROSS JOIN article ON article.source = value ORDER BY source",
            (json.dumps(sorted(set(ids))),),
        )
    return tuple(_source(about) for (about,) in found.fetchall())


def newest(connection: sqlite3.Connection, most: int, within: Sequence[Period]) -> tuple[Source, ...]:
    """The sources published last, of those that were published in one of the periods, if any is given."""
    spans = [
        (
            period.first.toordinal() if period.first else 0,
            period.after.toordinal() if period.after else 1 << 30,
        )
        for period in within
    ]
    inside = " OR ".join(["published >= ? AND published < ?"] * len(spans)) or "1"
    found = connection.execute(
        f"SELECT about FROM article WHERE {inside} ORDER BY published DESC, source LIMIT ?",  # noqa: S608
        (*(day for span in spans for day in span), most),
    )
    return tuple(_source(about) for (about,) in found.fetchall())


def rows(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Row]:
    """The known ones among the sentences, each with its terms and its paragraph."""
    found = connection.execute(
        "SELECT sentence.id, article.source, paragraph.number, sentence.number, sentence.start,"
        " sentence.stop, substr(article.text, sentence.start + 1, sentence.stop - sentence.start),"
        " sentence.details, paragraph.first, paragraph.after, paragraph.terms, article.title"
        " FROM json_each(?) AS wanted"
        " CROSS JOIN sentence ON sentence.id = wanted.value"
        " CROSS JOIN paragraph ON paragraph.id = sentence.paragraph"
        " CROSS JOIN article ON article.id = paragraph.article",
        (json.dumps(list(ids)),),
    ).fetchall()
    paragraphs: dict[int, tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]] = {}
    read: dict[int, Row] = {}
    for number, source, paragraph, place, start, stop, text, details, first, after, lines, title in found:
        if first not in paragraphs:
            paragraphs[first] = from_lines(lines), from_lines(title)[0]
        around, named = paragraphs[first]
        sentence = Sentence(number, source, paragraph, place, start, stop, text)
        read[number] = Row(sentence, around[number - first], range(first, after), around, named, details)
    return read


def stored_in(connection: sqlite3.Connection, first: int, after: int) -> Stored:
    """What is left of a range of sentences, in reading order."""
    found = rows(connection, range(first, after))
    return tuple((row.sentence, row.terms) for _, row in sorted(found.items()))


def bags(connection: sqlite3.Connection, sources: Sequence[str], terms: Sequence[str]) -> dict[str, Bag]:
    """Of each known source its number of words and how often each of the terms occurs in it."""
    found = connection.execute(
        "SELECT source, words,"
        " (SELECT group_concat(terms, char(30)) FROM paragraph WHERE article = article.id)"
        " FROM json_each(?) CROSS JOIN article ON article.source = value",
        (json.dumps(list(dict.fromkeys(sources))),),
    )
    wanted = list(dict.fromkeys(terms))
    return {source: Bag(words, counted_in(lines or "", wanted)) for source, words, lines in found.fetchall()}


def digests(connection: sqlite3.Connection, sources: Iterable[str] | None) -> dict[str, str]:
    """Of each source, or of those that are known among these, its digest."""
    if sources is None:
        return dict(connection.execute("SELECT source, digest FROM article").fetchall())
    found = connection.execute(
        "SELECT source, digest FROM json_each(?) CROSS JOIN article ON article.source = value",
        (json.dumps(sorted(set(sources))),),
    )
    return dict(found.fetchall())


def sketches(connection: sqlite3.Connection, sources: Iterable[str]) -> dict[str, bytes]:
    """Of each known source its sketch."""
    found = connection.execute(
        "SELECT source, sketch FROM json_each(?) CROSS JOIN article ON article.source = value",
        (json.dumps(sorted(set(sources))),),
    )
    return dict(found.fetchall())


def changes(connection: sqlite3.Connection, generation: int, *, start: int, limit: int) -> list[Change]:
    """The next changes after a generation, at most ``limit``, for an index that started from ``start``.

    One that started from 0 knows none of the sentences that went, and is not told of them.
    """
    places = connection.execute(
        "SELECT generation, first, after, 0, 0 FROM article WHERE generation > :since"
        " UNION ALL SELECT generation, 0, 0, first, after FROM tombstone"
        " WHERE generation > :since AND :start > 0"
        " ORDER BY 1 LIMIT :most",
        {"since": generation, "start": start, "most": 2 * limit},  # an article and a tombstone each
    ).fetchall()
    told: list[Change] = []
    for number, same in groupby(places, key=lambda place: place[0]):
        spans = list(same)
        added = tuple(pair for span in spans for pair in stored_in(connection, span[1], span[2]))
        removed = next((range(span[3], span[4]) for span in spans if span[4]), range(0))
        told.append(Change(number, removed, added))
    return told[:limit]


def _insert_paragraphs(
    connection: sqlite3.Connection,
    article: Article,
    identity: int,
    stored: Stored,
    first: int,
    details: Mapping[int, bytes],
) -> None:
    grouped = {n: list(pairs) for n, pairs in groupby(stored, key=lambda pair: pair[0].paragraph)}
    next_id = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM paragraph").fetchone()[0]
    paragraphs, sentences, at = [], [], first
    for number, span in enumerate(article.paragraphs, 1):
        pairs = grouped.get(number, [])
        row = next_id + number - 1
        lines = to_lines(terms for _, terms in pairs)
        paragraphs.append((row, identity, number, span.start, span.end, at, at + len(pairs), lines))
        sentences += [(s.id, row, s.number, s.start, s.end, details[s.id]) for s, _ in pairs]
        at += len(pairs)
    connection.executemany("INSERT INTO paragraph VALUES (?, ?, ?, ?, ?, ?, ?, ?)", paragraphs)
    connection.executemany("INSERT INTO sentence VALUES (?, ?, ?, ?, ?, ?)", sentences)
