"""Which sources are independent of each other: near-copies and agency text count as one.

Copies share long runs of words (shingles of five, Broder, "On the resemblance and containment of
documents", 1997); containment, not resemblance, since a copy is often cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from knowledge.text.words import terms

if TYPE_CHECKING:
    from knowledge.model import Sentence, Source
    from knowledge.protocols import Store

__all__ = ["independent", "is_copy", "shingles"]

LENGTH = 5
"""Words of a shingle."""
COPY = 0.5
"""Share of the shorter text's shingles in the longer from which it is a copy; independent reports of one
event, tried on invented pairs, share less than a tenth."""


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of five terms; a shorter text is one run."""
    found = terms(text)
    if len(found) <= LENGTH:
        return frozenset({found} if found else ())
    return frozenset(found[n : n + LENGTH] for n in range(len(found) - LENGTH + 1))


def is_copy(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> bool:
    """Whether the shorter text stands mostly in the longer."""
    shorter = min(len(a), len(b))
    return shorter > 0 and len(a & b) >= COPY * shorter


def independent(
    sentences: Sequence[Sentence], sources: Mapping[str, Source], store: Store
) -> list[list[Sentence]]:
    """The sentences in groups, one for each independent voice, in the order of their first sentence.

    A publisher is one voice; so are publishers whose sentence, or whose article, is a copy.
    """
    groups: list[list[Sentence]] = []
    for sentence in sentences:
        for group in groups:
            if any(_one_voice(sentence, other, sources, store) for other in group):
                group.append(sentence)
                break
        else:
            groups.append([sentence])
    return groups


def _one_voice(a: Sentence, b: Sentence, sources: Mapping[str, Source], store: Store) -> bool:
    if a.source == b.source or _publisher(sources[a.source]) == _publisher(sources[b.source]):
        return True
    if is_copy(shingles(a.text), shingles(b.text)):
        return True
    return is_copy(shingles(store.article(a.source).text), shingles(store.article(b.source).text))


def _publisher(source: Source) -> str:
    return (source.publisher or source.id).casefold()


def voices(groups: Iterable[Sequence[Sentence]], sources: Mapping[str, Source]) -> tuple[str, ...]:
    """The name of each group's first publisher."""
    return tuple(sources[group[0].source].publisher or sources[group[0].source].title for group in groups)
