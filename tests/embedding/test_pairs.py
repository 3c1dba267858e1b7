from __future__ import annotations

import pytest
from examples.meaning_examples import LetterEncoder

from knowledge.embedding.encoder import BertEncoder
from knowledge.embedding.pairs import alike


def test_the_same_in_other_words_is_nearer_than_another_matter(real: BertEncoder) -> None:
    same, other = alike(
        real,
        ["The mayor resigned."] * 2,
        ["The head of the town stepped down.", "It will rain on the coast tomorrow."],
    )
    assert same > other


def test_a_text_is_wholly_like_itself(letters: LetterEncoder) -> None:
    assert alike(letters, ["ferry", "pass"], ["ferry", "pass"]) == [1.0, 1.0]


def test_only_pairs_are_compared(letters: LetterEncoder) -> None:
    with pytest.raises(ValueError, match="pairs"):
        alike(letters, ["ferry"], [])
