"""Invented news → groups for the reader, whose candidates are those that letters and meaning put first.

So the reader learns on what it will be given: the sentences that look right to everything before it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import invented
from groups import Group, Passage, day_in_words, span_of

from knowledge.answering.judging import ranked_by_all
from knowledge.embedding.vectors import Vectors
from knowledge.evidence.passages import passages_of
from knowledge.indexing.memory import in_memory
from knowledge.model import Sentence
from knowledge.protocols import Encoder
from knowledge.retrieval.searchable import Searchable

__all__ = ["ranked_groups"]


def ranked_groups(path: Path, encoder: Encoder, *, wrong: int, chance: random.Random) -> Iterator[Group]:
    """The questions of a file; near misses are groups without a right sentence."""
    shelf = invented.ShelfOfNews(path.stem, *invented.read(path))
    held = in_memory(shelf.articles)
    vectors = Vectors(encoder, None)
    vectors.follow(held.store)
    searched = Searchable(held.store, held.index, vectors, None)
    every = [one for article in shelf.articles for one in held.store.sentences_of(article.source.id)]
    for asked in shelf.asked:
        query, ranked = ranked_by_all(asked.question, searched, context=asked.context)
        first = [one.hit.sentence for one in ranked]
        good = [one for one in first if asked.keys and asked.right(one.text)]
        if asked.keys and not good:
            good = [one for one in every if asked.right(one.text)]
            if not good:
                continue
        bad = [one for one in first if not (asked.keys and asked.right(one.text))][:wrong]
        if bad:
            yield _group(query.asked_in_full, [*good[:2], *bad], good, asked.keys, searched, chance)


def _group(
    question: str,
    chosen: list[Sentence],
    good: Sequence[Sentence],
    keys: Sequence[str],
    searched: Searchable,
    chance: random.Random,
) -> Group:
    chance.shuffle(chosen)
    right = tuple(at for at, one in enumerate(chosen) if one in good)
    spans = {at: span for at in right if (span := span_of(chosen[at].text, keys))}
    passages = tuple(
        Passage(p.sentence, p.before, p.title, day_in_words(p.published))
        for p in passages_of(chosen, searched.store)
    )
    return Group("news", question, passages, right, spans, 1.0)
