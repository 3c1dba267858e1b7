"""Which sources are independent of each other: near-copies and agency text count as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from knowledge.retrieval.corpus import corpus_of
from knowledge.text.sketches import is_copy, shares_runs

if TYPE_CHECKING:
    from knowledge.model import Sentence, Source
    from knowledge.protocols import Store

__all__ = ["independent", "voices"]


def independent(
    sentences: Sequence[Sentence], sources: Mapping[str, Source], store: Store
) -> list[list[Sentence]]:
    """The sentences in groups, one for each independent voice, in the order of their first sentence.

    A publisher is one voice; so are publishers whose sentence, or whose article, is a copy.
    """
    if len(sentences) < 2:
        return [[sentence] for sentence in sentences]
    sketches = store.sketches(sentence.source for sentence in sentences)
    pages = corpus_of(store).unnamed([sentence.id for sentence in sentences])
    held = {page.sentence.id: page.terms for page in pages}
    return _grouped(sentences, lambda one, other: _one_voice(one, other, sources, sketches, held))


def _grouped(
    sentences: Sequence[Sentence], same: Callable[[Sentence, Sentence], bool]
) -> list[list[Sentence]]:
    groups: list[list[Sentence]] = []
    for sentence in sentences:
        theirs = next((group for group in groups if any(same(sentence, other) for other in group)), None)
        if theirs is None:
            groups.append(theirs := [])
        theirs.append(sentence)
    return groups


def _one_voice(
    a: Sentence,
    b: Sentence,
    sources: Mapping[str, Source],
    sketches: Mapping[str, bytes],
    held: Mapping[int, Sequence[str]],
) -> bool:
    if a.source == b.source or _publisher(sources[a.source]) == _publisher(sources[b.source]):
        return True
    return shares_runs(held[a.id], held[b.id]) or is_copy(sketches[a.source], sketches[b.source])


def _publisher(source: Source) -> str:
    return (source.publisher or source.id).casefold()


def voices(groups: Iterable[Sequence[Sentence]], sources: Mapping[str, Source]) -> tuple[str, ...]:
    """The name of each group's first publisher."""
    return tuple(sources[group[0].source].publisher or sources[group[0].source].title for group in groups)
