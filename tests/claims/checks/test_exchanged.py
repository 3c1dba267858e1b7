"""Who did what to whom."""

from __future__ import annotations

import pytest
from claims.holding import conflict

CRITICISED = "The harbour guards have been criticised by Ada Finch."


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Ada Finch has been criticised by the harbour guards", CRITICISED),
        ("The harbour guards criticised Ada Finch", CRITICISED),
        ("The baker defeated the brewer", "The brewer defeated the baker on Monday."),
    ],
)
def test_doer_and_done_to_in_each_other_s_place_conflict(claim: str, sentence: str) -> None:
    assert conflict("exchanged", claim, sentence) is not None


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Ada Finch criticised the harbour guards", CRITICISED),
        ("The baker was defeated by the brewer", "The brewer defeated the baker on Monday."),
        ("The baker met the brewer", "The brewer defeated the baker on Monday."),
    ],
)
def test_the_same_in_another_voice_does_not(claim: str, sentence: str) -> None:
    assert conflict("exchanged", claim, sentence) is None
