"""How well the words of a question are met in a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

np = pytest.importorskip("numpy")

from knowledge.embedding.alignment import align, signs  # noqa: E402 - NumPy may be missing


def states(rows: int, seed: int) -> np.ndarray:
    made = np.random.default_rng(seed).normal(size=(rows, 64)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def test_a_sentence_that_holds_the_tokens_meets_them_better_than_a_strange_one() -> None:
    question = states(3, 1)
    own, strange = align(
        question, [1, 1, 1], [signs(np.concatenate([states(5, 2), question])), signs(states(8, 3))]
    )
    assert own.met > strange.met
    assert own.gap < strange.gap


def test_a_token_missed_weighs_as_much_as_its_weight() -> None:
    question = states(2, 1)
    held = [signs(question[:1])]
    (light,), (heavy,) = align(question, [9, 1], held), align(question, [1, 9], held)
    assert light.met > heavy.met
    assert light.even == heavy.even
    assert light.least == heavy.least


def test_a_sentence_without_tokens_meets_nothing() -> None:
    (found,) = align(states(2, 1), [1, 1], [signs(states(0, 1))])
    assert found.met == 0
    assert found.gap == 1


@given(st.lists(st.integers(0, 6), min_size=1, max_size=6), st.integers(0, 5))
def test_a_sentence_is_met_alike_whatever_stands_beside_it(lengths: list[int], at: int) -> None:
    question = states(4, 9)
    held = [signs(states(length, n)) for n, length in enumerate(lengths)]
    one = held[at % len(held)]
    assert align(question, [1, 2, 3, 4], held)[at % len(held)] == align(question, [1, 2, 3, 4], [one])[0]
