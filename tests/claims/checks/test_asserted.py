"""What a source denies, doubts, alleges, plans or supposes is not told by it."""

from __future__ import annotations

import pytest
from claims.holding import conflict, finding

FRAMED = {
    "Police denied reports that a bomb had been found there.": "A bomb had been found there.",
    "The company withdrew its statement that 200 workers had been hurt.": "200 workers had been hurt.",
    "It is not true that the ferry Alba sank on Monday, rescuers said.": "The ferry Alba sank on Monday.",
    "Rumours that Ana Dale had resigned were spread by a satirical page.": "Ana Dale had resigned.",
    "The jury cleared the nurse of killing two patients.": "The nurse killed two patients.",
    "Prosecutors accused the director of having forged the report.": "The director forged the report.",
    "The ship almost sank off Skarholm.": "The ship sank off Skarholm.",
    "If the levee breaks, 4,000 people will lose their homes.": "4,000 people will lose their homes.",
    "It could not be confirmed that the general had been killed.": "The general had been killed.",
    "The film tells how the duke poisoned his brother.": "The duke poisoned his brother.",
    "The port did not close the basin.": "The port closed the basin.",
    "The port will close the basin in May.": "The port closed the basin in May.",
}


@pytest.mark.parametrize(("sentence", "claim"), FRAMED.items())
def test_what_a_source_does_not_stand_by_is_not_met(sentence: str, claim: str) -> None:
    found = finding("asserted", claim, sentence)
    assert found.conflicts or found.unmet


@pytest.mark.parametrize("sentence", FRAMED)
def test_the_same_in_the_same_frame_is_met(sentence: str) -> None:
    found = finding("asserted", sentence, sentence)
    assert (found.met, found.unmet, found.conflicts) == (1, (), ())


def test_what_is_denied_on_one_side_shows_both() -> None:
    sentence = "Ada Finch did not close the port, the mayor said."
    assert conflict("asserted", "Ada Finch closed the port.", sentence) is not None
    assert conflict("asserted", "Ada Finch did not close the port.", sentence) is None
