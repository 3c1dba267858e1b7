"""Every claim check can be read about and is tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.claims.checks import Asked, Check, Finding, Told, registered
from knowledge.claims.checks.registry import check


@pytest.mark.parametrize("one", registered(), ids=lambda one: one.name)
def test_a_check_has_a_docstring_and_a_test(one: Check) -> None:
    assert one.function.__doc__
    assert Path(__file__).with_name(f"test_{one.name}.py").exists()


def test_a_name_is_taken_once() -> None:
    def names(_asked: Asked, _told: Told) -> Finding:
        return Finding()

    with pytest.raises(ValueError, match="two checks are called names"):
        check(names)
