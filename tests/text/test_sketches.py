"""Copies are known by their sketches."""

from __future__ import annotations

import random

from knowledge.text.sketches import is_copy, shares_runs, sketch


def text(seed: int, length: int) -> list[str]:
    dice = random.Random(seed)
    return [f"w{dice.randrange(400)}" for _ in range(length)]


def test_a_copy_that_was_cut_or_slightly_changed_is_known() -> None:
    whole = text(1, 900)
    changed = [("other" if n % 40 == 0 else word) for n, word in enumerate(whole)]
    assert is_copy(sketch(whole), sketch(whole[100:400]))
    assert is_copy(sketch(whole), sketch(changed))
    assert is_copy(sketch(whole[:30]), sketch(whole))


def test_what_shares_a_paragraph_or_nothing_is_no_copy() -> None:
    shared = text(3, 60)
    assert not is_copy(sketch(text(1, 900)), sketch(text(2, 900)))
    assert not is_copy(sketch([*shared, *text(4, 500)]), sketch([*shared, *text(5, 500)]))
    assert not is_copy(sketch([]), sketch([]))


def test_a_sketch_stays_small() -> None:
    assert len(sketch(text(7, 50_000))) < 4 * 160


def test_short_texts_are_compared_by_all_their_runs() -> None:
    assert shares_runs(["a", "b"], ["a", "b"])
    assert not shares_runs(["a", "b"], ["b", "a"])
    assert not shares_runs([], ["a"])
