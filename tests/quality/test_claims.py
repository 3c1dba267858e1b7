"""Claims held against invented news: whether the verdict is right, by what the claim turns on."""

from __future__ import annotations

import pytest

from quality import figures, gold
from quality.limits import limits

pytestmark = pytest.mark.timeout(900)  # the first of them asks all the questions
LIMITS = limits()["verdicts"]
KINDS = sorted({claim.kind for claim in gold.claims()})


def test_verdicts_are_right_as_often_as_they_were(verdicts: figures.Figures) -> None:
    assert LIMITS["all"].holds(verdicts["all"])


def test_what_the_sources_do_not_tell_is_supported_no_more_often_than_it_was(
    verdicts: figures.Figures,
) -> None:
    assert LIMITS["falsely supported"].holds(verdicts["falsely supported"])


@pytest.mark.parametrize("kind", KINDS)
def test_claims_of_a_kind_are_judged_right_as_often_as_they_were(
    kind: str, verdicts: figures.Figures
) -> None:
    assert LIMITS[kind].holds(verdicts[kind])
