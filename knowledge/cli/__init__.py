"""The command ``dateline``; what it prints of itself needs nothing of the library."""

from __future__ import annotations

import sys
from typing import NoReturn

from knowledge import __version__

__all__ = ["main"]


def main() -> NoReturn:
    """The console script."""
    if sys.argv[1:] == ["--version"]:
        print(f"dateline {__version__}")
        sys.exit(0)
    from knowledge.cli.program import main as program

    program()
