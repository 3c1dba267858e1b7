"""The mutants of `make mutants` still find what they spoil; whether they are caught takes minutes."""

from __future__ import annotations

import pytest

from quality.mutants import Mutant, missing, mutants


@pytest.mark.parametrize("mutant", mutants(), ids=lambda mutant: mutant.name)
def test_what_a_mutant_spoils_is_still_there(mutant: Mutant) -> None:
    assert missing(mutant) == ""


def test_a_mutant_whose_function_is_gone_says_so() -> None:
    gone = mutants()[0]._replace(function="knowledge.library:Library.gone")
    assert "defines no Library.gone" in missing(gone)
