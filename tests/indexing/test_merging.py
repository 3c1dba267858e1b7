"""A change is seen as soon as it is committed, not only when the index has tidied up after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread

import pytest

from knowledge.indexing.index_folder import IndexFolder
from knowledge.model import Article, Source
from knowledge.protocols import Change
from knowledge.storage.tantivy_index import TantivyIndex


def test_who_asks_does_not_wait_for_segments_to_be_merged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, int]] = []
    applied = TantivyIndex.applied

    @contextmanager
    def merging(self: TantivyIndex, changes: Iterable[Change]) -> Iterator[None]:
        with applied(self, changes):
            yield
            asking = Thread(target=ask, daemon=True)
            asking.start()
            asking.join(20)

    def ask() -> None:
        with held.gate.together():
            seen.append((held.store.generation, len(held.index.candidates({"owl": 1.0}, 5, 10.0))))

    monkeypatch.setattr(TantivyIndex, "applied", merging)
    with closing(IndexFolder.open(tmp_path)) as held:
        held.put([Article.of(Source(id="a", title="A"), ["The owl was seen again."])])
    assert seen == [(1, 1)]
