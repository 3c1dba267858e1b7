"""The same question has the same answer on every run, however Python scatters its sets that day."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SEEDS = Path(__file__).parent.parent / "seeds"
QUESTIONS = (
    "what does trump think of US forces that stay in syria?",
    "how many US troops are in Syria and why do they stay?",
    "who did Blinken meet in Baghdad",
    "how manny contries are in the coaliton against isis",
    "why did the US keep troops in Syria?",
)


def ran(command: list[str], seed: int, home: Path) -> str:
    """What a run printed; ``seed`` decides the order of sets of words."""
    settings = {"PYTHONHASHSEED": str(seed), "DATELINE_HOME": str(home), "DATELINE_MEANING": "off"}
    done = subprocess.run(
        [sys.executable, "-m", "knowledge", *command, "--json", "--sources", str(SEEDS)],
        env={**os.environ, **settings},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


@pytest.mark.parametrize("command", ["ask", "timeline", "check", "facts"])
def test_every_run_prints_the_same(command: str, tmp_path: Path) -> None:
    if command == "ask":
        asked = tmp_path / "questions.jsonl"
        asked.write_text("\n".join(json.dumps({"question": q}) for q in QUESTIONS), encoding="utf-8")
        line = ["ask", "--top", "10", "--batch", str(asked)]
    else:
        line = [command, {"timeline": "Syria", "check": "900 US troops are in Iraq.", "facts": "US"}[command]]
    first, other = [ran(line, seed, tmp_path / str(seed)) for seed in (1, 2)]
    assert first
    assert other == first
