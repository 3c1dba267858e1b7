"""Which of the numbers of a sentence is that of those who do what is asked about."""

from __future__ import annotations

import pytest

from knowledge.answering.counted import acted_on
from knowledge.retrieval.understanding import understand
from knowledge.storage.sqlite_store import open_store

SAILORS = "The fleet will bring home around 600 sailors and leave fewer than 1,000 behind in Brennick."
CREWS = "The yard called in 40 crews, and called off another 70 later, its owner said."
FIRE = "The fire had burned 40 houses and three barns by noon."


@pytest.mark.parametrize(
    ("question", "text", "number", "acted"),
    [
        ("How many sailors will leave Brennick?", SAILORS, "1,000", True),
        ("how many sailors are leaving", SAILORS, "1,000", True),
        ("How many sailors will leave Brennick?", SAILORS, "600", False),
        ("How many sailors will be left in Brennick?", SAILORS, "1,000", False),
        ("How many sailors will the fleet leave?", SAILORS, "1,000", False),
        ("How many sailors will stay in Brennick?", SAILORS, "1,000", False),
        ("How many crews have called?", CREWS, "70", False),
        ("How many houses have burned?", FIRE, "40", False),
        ("Which sailors will leave?", SAILORS, "1,000", False),
    ],
)
def test_a_number_behind_the_verb_counts_no_subject(
    question: str, text: str, number: str, acted: bool
) -> None:
    start = text.index(number)
    query = understand(question, open_store(None))
    assert acted_on(query, text, start, start + len(number)) == acted
