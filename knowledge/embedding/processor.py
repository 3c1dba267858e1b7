"""What the processor does with products of 8 bit numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["products_fit"]

FITTING: Final = frozenset({"avx512_vnni", "avx_vnni"})
"""Names under which Linux tells that four products are summed in 32 bits at once."""


def products_fit(told: Path = Path("/proc/cpuinfo")) -> bool:
    """Whether sums of products of signed with unsigned numbers are known to fit.

    Without these instructions an x86 processor sums two of them in 16 bits, and cuts off what does not fit: a
    network then says other things. onnxruntime can go a way there that takes twice as long and is exact
    (``session.x64quantprecision``); where this is not needed, as on ARM, that changes nothing.
    """
    try:
        flags = next(line for line in told.read_text("utf-8", "replace").splitlines() if line[:5] == "flags")
    except (OSError, StopIteration):
        return False
    return not FITTING.isdisjoint(flags.split())
