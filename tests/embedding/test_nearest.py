from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.embedding.nearest import cosines, grid, nearest, sketch

np = pytest.importorskip("numpy")


def units(count: int, *, width: int = 96, seed: int = 0) -> np.ndarray:
    rows = np.random.default_rng(seed).standard_normal((count, width)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@given(st.integers(0, 2**32 - 1), st.integers(8, 400))
@settings(max_examples=30, deadline=None)
def test_a_cosine_on_the_grid_is_near_the_true_one(seed: int, width: int) -> None:
    rows = units(20, width=width, seed=seed)
    assert np.allclose(cosines(grid(rows)[:, None], rows[0])[:, 0], rows @ rows[0], atol=0.02)


@given(st.integers(0, 2**32 - 1), st.permutations(range(64)))
@settings(max_examples=30, deadline=None)
def test_a_cosine_does_not_depend_on_the_order_of_its_sum(seed: int, order: list[int]) -> None:
    rows = units(5, width=64, seed=seed)
    shuffled = np.ascontiguousarray(grid(rows)[:, order])[:, None]
    assert (cosines(grid(rows)[:, None], rows[0]) == cosines(shuffled, rows[0][order])).all()


@given(st.integers(1, 50), st.integers(0, 60), st.integers(0, 1000))
@settings(max_examples=50, deadline=None)
def test_a_longer_list_extends_a_shorter(count: int, k: int, seed: int) -> None:
    rows, ids = grid(units(count, seed=seed))[:, None], np.arange(1, count + 1)
    question = units(1, seed=seed + 1)[0]
    whole = nearest(ids, rows, None, question, count)
    assert nearest(ids, rows, None, question, k) == whole[:k]
    assert [c for _, c in whole] == sorted((c for _, c in whole), reverse=True)


def test_equals_come_by_their_ids() -> None:
    rows = grid(np.repeat(units(1), 5, axis=0))[:, None]
    found = nearest(np.array([9, 3, 7, 1, 5]), rows, None, units(1)[0], 3)
    assert [number for number, _ in found] == [1, 3, 5]


def test_what_is_crossed_out_is_not_found() -> None:
    rows = grid(units(4))[:, None]
    found = nearest(np.array([1, -2, 3, -4]), rows, None, units(4)[1], 4)
    assert sorted(number for number, _ in found) == [1, 3]


def test_skimming_finds_what_looking_at_all_finds() -> None:
    base = units(300, width=128, seed=3)
    crowd = np.repeat(base, 100, axis=0) + 0.05 * np.random.default_rng(4).standard_normal((30_000, 128))
    rows = grid((crowd / np.linalg.norm(crowd, axis=1, keepdims=True)).astype(np.float32))[:, None]
    ids, question = np.arange(1, len(rows) + 1), base[17]
    assert nearest(ids, rows, sketch(rows), question, 20) == nearest(ids, rows, None, question, 20)
