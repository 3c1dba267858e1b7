"""The four seams: what the rest of the program asks of a store, an index, a scorer and an encoder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.model import Article, Fact, Period, Sentence, Source

__all__ = ["Candidate", "Change", "Encoder", "FactKind", "Index", "Scorer", "Store", "StoredFact"]

FactKind = Literal["timex", "mention", "alias", "role", "figure", "statement", "event"]


class StoredFact(NamedTuple):
    """A fact with the source and the sentence (its id) that it stands in."""

    source: str
    sentence: int
    fact: Fact


class Candidate(NamedTuple):
    """A sentence that the index proposes; ``score`` is the index's own."""

    sentence: int
    score: float


class Change(NamedTuple):
    """What the index must do to follow the store: forget these sentences, then learn those."""

    generation: int
    removed: tuple[int, ...]
    added: tuple[tuple[Sentence, tuple[str, ...]], ...]
    """Sentences with their terms, in reading order."""


class Store(Protocol):
    """The truth. One writer, many readers; every ``put`` and ``remove`` is one transaction."""

    @property
    def generation(self) -> int:
        """Counts the changes; an index that carries the same number is up to date."""
        ...

    def put(
        self, article: Article, sentences: Sequence[Sentence], facts: Sequence[Fact], *, digest: str
    ) -> Change:
        """Replaces the article whole. ``digest`` tells later whether its file has changed."""
        ...

    def remove(self, source: str) -> Change:
        """Forgets an article. Raises UnknownSourceError."""
        ...

    def sources(self) -> tuple[Source, ...]:
        """All sources, ordered by id."""
        ...

    def digests(self) -> Mapping[str, str]:
        """Per source the ``digest`` that it was put with."""
        ...

    def article(self, source: str) -> Article:
        """Raises UnknownSourceError."""
        ...

    def sentences(self, ids: Sequence[int]) -> tuple[Sentence, ...]:
        """In the order asked for; unknown ids are left out."""
        ...

    def sentences_of(self, source: str) -> tuple[Sentence, ...]:
        """In reading order."""
        ...

    def terms(self, ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
        """The normal forms of each sentence's words, in reading order."""
        ...

    def facts(
        self, kind: FactKind | None = None, *, name: str | None = None, within: Period | None = None,
        sources: Sequence[str] | None = None, sentences: Sequence[int] | None = None,
    ) -> tuple[StoredFact, ...]:  # fmt: skip
        """Facts that fit every condition given, in the order of sources and text."""
        ...

    def vocabulary(self) -> Mapping[str, int]:
        """Each term with the number of sentences that hold it."""
        ...

    def near(self, term: str) -> tuple[str, ...]:
        """Known terms within one edit, found by the delete-neighbourhood table (SymSpell's method)."""
        ...

    def changes_since(self, generation: int) -> Iterable[Change]:
        """What an index of this generation has missed, in order."""
        ...

    def close(self) -> None:
        """Lets go of the file; the store cannot be used afterwards."""
        ...


class Index(Protocol):
    """Derived from the store, and disposable: finds candidate sentences by terms."""

    @property
    def generation(self) -> int:
        """The store's generation that this index has followed to."""
        ...

    def apply(self, changes: Iterable[Change]) -> None:
        """Follows the store; the last change's generation becomes the index's."""
        ...

    def candidates(
        self, terms: Mapping[str, float], k: int, *, sources: frozenset[str] | None = None
    ) -> tuple[Candidate, ...]:
        """At most ``k`` sentences by BM25 of weighted terms, best first, ties by id."""
        ...

    def clear(self) -> None:
        """Forgets everything; its generation is 0 again."""
        ...


class Scorer(Protocol):
    """Features in [0, 1], in a fixed order, to a score in [0, 1]."""

    def score(self, features: Sequence[float]) -> float:
        """Deterministic, and light enough for a hundred calls a question."""
        ...


class Encoder(Protocol):
    """Texts to unit vectors; optional."""

    @property
    def name(self) -> str:
        """Names the weights: vectors of another encoder are not comparable."""
        ...

    @property
    def width(self) -> int:
        """Length of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of unit length for each text."""
        ...
