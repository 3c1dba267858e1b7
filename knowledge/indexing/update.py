"""A difference between files and store → the changes that close it, made one article at a time."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Protocol, TypeVar

from knowledge.errors import ReadingError
from knowledge.indexing.files import (
    UNSETTLED,
    Contents,
    Difference,
    Listed,
    Look,
    Progress,
    Read,
    looked_at,
    printable,
    row_of,
)
from knowledge.indexing.hidden import NOTHING, Hidden
from knowledge.indexing.prepare import Holder, digest_of, put
from knowledge.indexing.preparing import Unprepared, prepared_in_turn
from knowledge.model import Article
from knowledge.storage.file_rows import FileRow

__all__ = ["Target", "changes"]

_log = logging.getLogger(__name__)
_log.addHandler(logging.NullHandler())  # whoever wants to see it adds a handler of their own


C_co = TypeVar("C_co", covariant=True)
"""What the target tells of a change."""


class Target(Holder[C_co], Protocol[C_co]):
    """What is filled from files; ``C`` is what it tells of a change."""

    def files(self) -> Mapping[str, FileRow]:
        """What is known of each file, by its path."""
        ...

    def digests(self) -> Mapping[str, str]:
        """Per source the digest that it was put with."""
        ...

    def remove(self, source: str) -> C_co:
        """Forget an article."""
        ...

    def put_file(self, row: FileRow) -> None:
        """Remember a file as it was when it was read."""
        ...

    def remove_file(self, path: str) -> None:
        """Forget a file; its articles stay."""
        ...


def changes(
    store: Target[C_co], difference: Difference, read: Read, *, now: int, progress: Progress,
    hidden: Hidden = NOTHING,
) -> Iterator[C_co]:  # fmt: skip
    """Put what is new or changed, remove what is gone, remember each file; to be run in a batch of the store.

    An article that two files hold is kept from the one that had it first; what is ``hidden`` is not put.
    ``now`` is in nanoseconds.
    """
    rows = store.files()
    ledger = _Ledger(rows, difference)
    count = _Count(len(difference.read), progress)
    known = store.digests()
    for file in difference.read:
        yield from _read_one(store, file, read, ledger, known, now, count, hidden)
    for path in difference.gone:
        store.remove_file(path)
    for source in sorted(ledger.orphans & known.keys()):
        yield store.remove(source)
    for look in difference.touched:
        row = rows[look.listed.name]
        store.put_file(row_of(look, now, row.sources, row.problems))


class _Ledger:
    """Which file holds which article; ``orphans`` are those whose file is gone or read again."""

    def __init__(self, rows: Mapping[str, FileRow], difference: Difference) -> None:
        self.owners = {source: path for path, row in rows.items() for source in row.sources}
        stale = {*difference.gone, *(file.name for file in difference.read)}
        self.orphans = {source for source, path in self.owners.items() if path in stale}

    def other_owner(self, source: str) -> str | None:
        """The file that holds the article already, if any."""
        return None if source in self.orphans else self.owners.get(source)

    def claim(self, source: str, path: str) -> None:
        """From now on the article is of this file."""
        self.owners[source] = path
        self.orphans.discard(source)


class _Count:
    """Articles done, of those known to come."""

    def __init__(self, total: int, progress: Progress) -> None:
        self.done, self.total, self.progress = 0, total, progress

    def expect(self, more: int) -> None:
        self.total += more

    def step(self, name: str) -> None:
        self.done += 1
        self.progress(self.done, self.total, name)


def _read_one(
    store: Target[C_co],
    file: Listed,
    read: Read,
    ledger: _Ledger,
    known: Mapping[str, str],
    now: int,
    count: _Count,
    hidden: Hidden,
) -> Iterator[C_co]:
    look, contents = _opened(file, read)
    count.expect(len(contents.articles))
    mine, problems = [], list(contents.problems)
    shown = hidden.shown(contents.articles)
    changed = [
        (article, without)
        for article in shown
        if not ledger.other_owner(article.source.id)
        and not _is_known(article, without := hidden.of(article.source.id), known)
    ]
    ready = prepared_in_turn(changed)
    to_come = {id(article) for article, _ in changed}
    for article in shown:
        source = article.source.id
        count.step(source)
        made = next(ready) if id(article) in to_come else None
        if other := ledger.other_owner(source):
            problems.append(f"the article {source!r} is also in {other}, which came first")
            look = look._replace(digest="", modified=UNSETTLED)  # the other may lose it: look again next time
            continue
        if isinstance(made, Unprepared):
            _log.warning("%s: %s cannot be indexed (%s)", file.name, source, made)
            problems.append(f"the article {source!r} cannot be indexed ({made})")
            continue
        ledger.claim(source, file.name)
        mine.append(source)
        if made is not None:
            yield put(store, made)
    store.put_file(row_of(look, now, mine, problems))
    count.step(printable(file.path.name))


def _is_known(article: Article, without: frozenset[str], known: Mapping[str, str]) -> bool:
    """Whether the article is stored as it is; one that cannot be written down is told when it is prepared."""
    with suppress(ValueError):
        return known.get(article.source.id) == digest_of(article, without=without)
    return False


def _opened(file: Listed, read: Read) -> tuple[Look, Contents]:
    """What the file holds; what cannot be read is a problem and no article."""
    try:
        look = looked_at(file)
    except OSError as error:
        return Look(file, 0, 0, ""), Contents((), (f"cannot be read ({error.strerror or error})",))
    try:
        return look, read(file)
    except ReadingError as error:
        return look, Contents((), (error.why,))
    except Exception as error:  # noqa: BLE001 - a fault of ours in one file must not cost the others
        _log.warning("%s", file.name, exc_info=error)
        return look, Contents((), (f"cannot be read ({type(error).__name__}: {error})",))
