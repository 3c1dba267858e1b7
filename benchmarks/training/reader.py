"""Makes the reader's weights from start to end: data, passes, graph.

    python benchmarks/training/reader.py TRAIN_DIR ENCODER_DIR OUT

TRAIN_DIR holds the public corpora (MODEL_CARD.md names them), ENCODER_DIR all-MiniLM-L6-v2 in Hugging Face
layout. OUT/reader holds what knowledge/comprehension/weights ships. Needs the extra `training`; about two
hours of two idle cores. ``--workers 1`` makes the passes repeatable to the bit.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

__all__ = ["main"]

HERE = Path(__file__).parent
RUNS = [
    ("1.2e-4", "300000"), ("1.2e-4", "500000"), ("1e-4", "1650000"), ("1e-4", "4000000"), ("1e-4", "4400000"),
    ("6e-5", "2300000"), ("8e-5", "2600000"), ("6e-5", "2100000"),
]  # fmt: skip
"""Of each pass, the learning rate and the tokens at most."""
MEANS = {4: (3, 0.7), 5: (4, 0.7), 8: (6, 0.7)}
"""After these passes the weights are averaged with what an earlier one left, of which the rest is."""


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("train", "encoder", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--workers", default="2")
    chosen = parser.parse_args()
    _run("corpus.py", chosen.train, chosen.out)
    weights: Path | None = None
    left: dict[int, Path] = {}
    for number, (rate, tokens) in enumerate(RUNS, 1):
        data = [chosen.out / str(number) / f"{name}.jsonl.gz" for name in ("groups", "claims")]
        earlier, weights = weights, chosen.out / f"pass{number}.pt"
        options = ["--rate", rate, "--tokens", tokens, "--workers", chosen.workers]
        start = ["--start", earlier] if earlier else []
        _run("learn.py", chosen.encoder, weights, *data, *options, *start)
        if number in MEANS:
            mean = chosen.out / f"mean{number}.pt"
            before, share = MEANS[number]
            _run("average.py", left[before], weights, share, mean)
            weights = mean
        left[number] = weights
    _run("export.py", chosen.encoder, weights, chosen.out / "reader")


def _run(script: str, *arguments: object) -> None:
    """Each step is a process of its own: forked workers want a parent without threads."""
    paths = os.pathsep.join(str(path) for path in (HERE.parent.parent, HERE.parent, HERE))
    print(f"{script} {' '.join(map(str, arguments))}", flush=True)
    subprocess.run(
        [sys.executable, str(HERE / script), *map(str, arguments)],
        check=True, env=os.environ | {"PYTHONPATH": paths, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip


if __name__ == "__main__":
    main()
