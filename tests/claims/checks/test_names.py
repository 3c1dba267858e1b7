"""The same name, by whatever form, alias or people's name it goes."""

from __future__ import annotations

import pytest
from claims.holding import conflict, finding


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Finch closed the port.", "Mayor Ada Finch closed the port."),
        ("The American sailors were arrested.", "The US sailors were arrested."),
        ("Ada Finch closed the port.", "Finch closed the port."),
    ],
)
def test_another_form_of_the_name_is_met(claim: str, sentence: str) -> None:
    found = finding("names", claim, sentence)
    assert (found.unmet, found.conflicts) == ((), ())
    assert found.met == 1


def test_another_name_among_the_same_words_conflicts() -> None:
    sentence = "Workers left the harbour of Brennick after a fire."
    assert conflict("names", "Workers left the harbour of Elmford.", sentence) == ("Elmford", "Brennick")


def test_a_name_that_the_sentence_does_not_tell_is_unmet() -> None:
    assert finding("names", "The harbour of Elmford burned.", "The mayor resigned.").unmet == ("Elmford",)
