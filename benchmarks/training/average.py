"""Two passes → the mean of their weights (Wortsman et al. 2022, model soups): surer on news than either.

    python benchmarks/training/average.py EARLIER LATER SHARE OUT

SHARE is the later one's, from 0 to 1.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

__all__ = ["main"]


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("earlier", type=Path)
    parser.add_argument("later", type=Path)
    parser.add_argument("share", type=float)
    parser.add_argument("out", type=Path)
    chosen = parser.parse_args()
    earlier, later = (torch.load(path, weights_only=True) for path in (chosen.earlier, chosen.later))
    mean = {name: torch.lerp(value, later[name], chosen.share) for name, value in earlier.items()}
    torch.save(mean, chosen.out)


if __name__ == "__main__":
    main()
