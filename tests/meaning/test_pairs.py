from __future__ import annotations

import pytest
from meaning_examples import LetterEncoder

from knowledge.meaning.encoder import BertEncoder
from knowledge.meaning.pairs import alike


def test_the_same_said_otherwise_is_nearer_than_something_else(real: BertEncoder) -> None:
    same, other = alike(
        real, ["The mayor resigned."] * 2, ["The head of the town stepped down.", "The mayor cut a ribbon."]
    )
    assert same > other


def test_a_text_is_wholly_like_itself(letters: LetterEncoder) -> None:
    assert alike(letters, ["ferry", "pass"], ["ferry", "pass"]) == [1.0, 1.0]


def test_only_pairs_are_compared(letters: LetterEncoder) -> None:
    with pytest.raises(ValueError, match="pairs"):
        alike(letters, ["ferry"], [])
