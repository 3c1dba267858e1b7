"""The vectors of a store's sentences, kept in a file beside it: a question's vector → the sentences near it.

A component is kept as a whole number from -127 to 127. Products of such numbers add up exactly in single
precision, in any order, so that a cosine is the same however the work is shared; it is off by about 0.001.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

from knowledge.embedding.alignment import Alignment, align, signs
from knowledge.embedding.nearest import alike_rows, cosines, grid, nearest
from knowledge.embedding.records import Records
from knowledge.embedding.view import View
from knowledge.errors import IndexDamagedError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.model import Sentence
    from knowledge.protocols import Change, Encoded, Encoder, Store, Tokens

__all__ = ["Alike", "Near", "Progress", "Vectors", "open_vectors"]

Progress = Callable[[int, int, str], None]
"""Called with (sentences done, sentences in all, source)."""

AT_ONCE = 64
"""Sentences encoded between two commits: a second or two of work are lost at most, and no longer does whoever
closes wait."""


VIEWS = 2
"""A sentence is encoded by itself and after its article's title: on 25 public articles the right sentence was
found more often with the title (first in 0.586 of questions, without it in 0.573), and the bare sentence told
better whether a question has an answer at all."""


class Alike(NamedTuple):
    """How near a sentence is in meaning: cosines, of which beyond 0.6 or so speak of the same thing."""

    own: float
    titled: float


class Near(NamedTuple):
    """A sentence near in meaning."""

    sentence: int
    alike: Alike


def open_vectors(encoder: Encoder, folder: Path | None = None, *, of: str = "") -> Vectors:
    """The vectors kept in the folder (in memory without one) for the store whose identity is ``of``.

    Vectors of another encoder or another store are no use here, and their files are deleted.
    """
    if folder is None:
        return Vectors(encoder, None)
    name = f"vectors-{of}-{encoder.name}"
    for other in folder.glob("vectors-*"):
        if not other.name.startswith(name):
            other.unlink(missing_ok=True)
    return Vectors(encoder, folder / name)


class Vectors:
    """Open until ``close``; any number of threads may ask while one brings the vectors up."""

    def __init__(self, encoder: Encoder, path: Path | None) -> None:
        self.encoder = encoder
        self._path = path
        self._records = Records(path, (VIEWS, encoder.width))
        self._view = View.of(self._records)
        self._stopped = Event()
        self._encoded = lru_cache(maxsize=256)(self._encode)

    @property
    def generation(self) -> int:
        """The store's generation that the vectors have followed to; equal to it, all are there."""
        return self._view.generation

    def follow(self, store: Store, *, progress: Progress | None = None) -> None:
        """Bring the vectors up to the store, oldest change first, committing now and then.

        While another process does so, it only looks how far that one has come. Ends early on ``close``.
        """
        with self._alone() as alone:
            self._records.refresh()
            self._look()
            if alone:
                self._follow(store, progress or _silent)

    def vector(self, text: str) -> NDArray[np.float32]:
        """Of a question, of unit length; the last few are remembered."""
        found: NDArray[np.float32] = self._encoded(text).vectors[0]
        return found

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where a question's tokens stand in it."""
        return self._encoded(text).tokens[0].spans

    def aligned(self, text: str, weights: Sequence[float], ids: Sequence[int]) -> list[Alignment]:
        """The question's tokens, weighted in the order of ``spans``, against each sentence's."""
        view = self._view
        places = view.places(ids)
        held = [view.signs[first : first + count] for first, count in places]
        return align(self._encoded(text).tokens[0].states, weights, held)

    def similar(self, vector: NDArray[np.float32], k: int) -> list[Near]:
        """At most ``k`` sentences, nearest first, ties by id; of more than 100,000 a few may be missed."""
        view = self._view
        return [Near(i, Alike(*c)) for i, c in nearest(view.ids, view.vectors, view.sketches, vector, k)]

    def alike(self, vector: NDArray[np.float32], ids: Sequence[int]) -> dict[int, Alike]:
        """Of the sentences asked for, those that have a vector."""
        import numpy as np

        view = self._view
        if not len(view.ids):
            return {}
        asked = np.asarray(ids, dtype=np.int64)
        at, held = view.rows(asked)
        found = cosines(view.vectors[at[held]], vector)
        return {i: Alike(*c) for i, c in zip(asked[held].tolist(), found.tolist(), strict=True)}

    def between(self, pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Alike]:
        """How near the sentences of each pair are, alone and each after its title; none without vectors."""
        import numpy as np

        asked = sorted(set(pairs))
        view = self._view
        if not asked or not len(view.ids):
            return {}
        first, second = (np.asarray(ids, dtype=np.int64) for ids in zip(*asked, strict=True))
        (at, held), (to, also) = view.rows(first), view.rows(second)
        both = held & also
        found = alike_rows(view.vectors, at[both], to[both])
        kept = [pair for pair, has in zip(asked, both.tolist(), strict=True) if has]
        return {pair: Alike(*cosines) for pair, cosines in zip(kept, found.tolist(), strict=True)}

    def close(self) -> None:
        """Let bringing up end soon."""
        self._stopped.set()

    def _encode(self, text: str) -> Encoded:
        found = self.encoder.read([text])
        found.vectors.setflags(write=False)
        found.tokens[0].states.setflags(write=False)
        return found

    def _look(self) -> None:
        self._view = View.of(self._records)

    def _follow(self, store: Store, progress: Progress) -> None:
        total, done = store.statistics().sentences, int((self._records.rows["id"] > 0).sum())
        for changes in _batches(self._missed(store)):
            if self._stopped.is_set():
                return
            for change in changes:
                if len(change.removed):
                    self._records.cross_out(range(change.removed[0], change.removed[-1] + 1))
            sentences = [sentence for change in changes for sentence, _ in change.added]
            sources = store.sources({sentence.source for sentence in sentences})
            self._add(sentences, {source.id: source.title for source in sources})
            self._records.commit(changes[-1].generation)
            self._look()
            done += len(sentences)
            progress(min(done, total), total, sentences[-1].source if sentences else "")

    def _missed(self, store: Store) -> Iterable[Change]:
        try:
            return store.changes_since(self._records.generation)
        except IndexDamagedError:
            self._records.clear()
            return store.changes_since(0)

    def _add(self, sentences: Sequence[Sentence], titles: Mapping[str, str]) -> None:
        """Of sentences whose text has a vector already, perhaps a crossed-out one, that one is taken."""
        import numpy as np

        if not sentences:
            return
        texts = [_views(sentence, titles.get(sentence.source, "")) for sentence in sentences]
        keys = np.array([_key(text) for text in texts], dtype=np.uint64)
        rows = _rows_of(keys, self._records.rows["key"])
        vectors = np.empty((len(texts), VIEWS, self.encoder.width), dtype=np.int8)
        places = np.empty((len(texts), 2), dtype=np.int64)
        known = self._records.rows[rows[rows >= 0]]
        vectors[rows >= 0] = known["vectors"]
        places[rows >= 0] = np.stack([known["first"], known["tokens"]], axis=1).astype(np.int64)
        fresh = np.flatnonzero(rows < 0)
        made = self.encoder.read([view for i in fresh for view in texts[i]])
        vectors[fresh] = grid(made.vectors).reshape(len(fresh), VIEWS, self.encoder.width)
        kept = [
            signs(_tail(tokens, len(texts[i][1]) - len(texts[i][0])))
            for i, tokens in zip(fresh, made.tokens[1::VIEWS], strict=True)
        ]
        first = self._records.add_signs(np.concatenate(kept)) if kept else 0
        for i, lines in zip(fresh, kept, strict=True):
            places[i] = first, len(lines)
            first += len(lines)
        self._records.add([sentence.id for sentence in sentences], keys, vectors, places)

    def _alone(self) -> AbstractContextManager[bool]:
        return nullcontext(True) if self._path is None else _held(self._path)


def _rows_of(keys: NDArray[np.uint64], held: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Where each key stands among those held; -1 where it does not."""
    import numpy as np

    if not len(held):
        return np.full(len(keys), -1)
    order = np.argsort(held, kind="stable")
    at = order[np.searchsorted(held, keys, sorter=order).clip(max=len(held) - 1)]
    return np.where(held[at] == keys, at, -1)


def _tail(tokens: Tokens, start: int) -> NDArray[np.float32]:
    """The states of the tokens from this place of the text on."""
    at = next((n for n, (first, _) in enumerate(tokens.spans) if first >= start), len(tokens.spans))
    return tokens.states[at:]


def _views(sentence: Sentence, title: str) -> tuple[str, str]:
    return sentence.text, f"{title}. {sentence.text}" if title else sentence.text


def _key(texts: tuple[str, str]) -> int:
    content = "\0".join(texts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(content, digest_size=8).digest(), "little")


def _batches(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Changes in order, as many together as make some ``AT_ONCE`` sentences."""
    batch: list[Change] = []
    for change in changes:
        batch.append(change)
        if sum(len(held.added) for held in batch) >= AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


@contextmanager
def _held(path: Path) -> Iterator[bool]:
    """Whether this process may write, for as long as it does; nothing is waited for."""
    from filelock import FileLock, Timeout

    lock = FileLock(path.with_name("vectors.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def _silent(done: int, total: int, name: str) -> None:
    pass
