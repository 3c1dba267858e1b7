"""The facts of the sentences that a question comes down to, read from the store once and carried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from knowledge.model import Figure, Timex

if TYPE_CHECKING:
    from knowledge.model import Fact
    from knowledge.protocols import FactKind, Store

__all__ = ["SentenceFacts", "facts_of"]

F = TypeVar("F", bound="Fact")


@dataclass(frozen=True)
class SentenceFacts:
    """Facts by the id of the sentence that they stand in, in the order of the text."""

    by_sentence: Mapping[int, tuple[Fact, ...]]

    def of(self, sentence: int, kind: type[F]) -> list[F]:
        """Those of one kind; none for a sentence that was not read."""
        return [fact for fact in self.by_sentence.get(sentence, ()) if isinstance(fact, kind)]

    @cached_property
    def figures(self) -> Mapping[int, list[Figure]]:
        """Of each sentence that was read."""
        return {sentence: self.of(sentence, Figure) for sentence in self.by_sentence}

    @cached_property
    def times(self) -> Mapping[int, list[Timex]]:
        """Of each sentence that was read."""
        return {sentence: self.of(sentence, Timex) for sentence in self.by_sentence}


def facts_of(
    sentences: Iterable[int], store: Store, kinds: tuple[FactKind, ...] | None = None
) -> SentenceFacts:
    """The facts of the sentences, all or those of some kinds, in one reading."""
    found: dict[int, list[Fact]] = defaultdict(list)
    for stored in store.facts(kinds, sentences=list(dict.fromkeys(sentences))):
        found[stored.sentence].append(stored.fact)
    return SentenceFacts({sentence: tuple(facts) for sentence, facts in found.items()})
