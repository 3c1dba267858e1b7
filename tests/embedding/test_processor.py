"""Whether a processor's sums of 8 bit products fit is read off what Linux tells of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.embedding.processor import products_fit


@pytest.mark.parametrize(
    ("told", "fit"),
    [
        ("processor : 0\nflags\t\t: fpu avx2 avx512f avx512_vnni\n", True),
        ("processor : 0\nflags\t\t: fpu avx2 avx_vnni\n", True),
        ("processor : 0\nflags\t\t: fpu avx2 avx512f\n", False),
        ("processor : 0\nFeatures\t: fp asimd\n", False),
        ("", False),
    ],
)
def test_only_known_instructions_are_trusted(tmp_path: Path, told: str, fit: bool) -> None:
    file = tmp_path / "cpuinfo"
    file.write_text(told)
    assert products_fit(file) is fit


def test_a_system_that_tells_nothing_is_not_trusted(tmp_path: Path) -> None:
    assert not products_fit(tmp_path / "none")
