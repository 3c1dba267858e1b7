"""How long one question takes from the shell, beside the bare imports of the libraries that it needs.

    python benchmarks/startup.py [--rounds N] [--sources PATH] [QUESTION]

The two are run in turn, so that a busy machine slows both alike; what counts is the median of the
differences. Fails when a question over an existing index takes longer than twice the imports and 150 ms, or
when importing ``knowledge`` loads a heavy library.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

IMPORTS = [sys.executable, "-c", "import tantivy, rapidfuzz, pydantic, sqlite3"]
HEAVY = ("tantivy", "discord", "trafilatura", "matplotlib", "numpy", "rich")
LIGHT = f"import sys, knowledge; sys.exit(' '.join(name for name in {HEAVY!r} if name in sys.modules))"
ALLOWED = 0.150
"""Seconds beyond twice the imports."""


def main() -> int:
    """Measures, prints, and says by its exit status whether the targets are met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("question", nargs="?", default="How many US troops will leave Syria?")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--sources", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        quick = asking(chosen.question, chosen.sources, Path(home), chosen.rounds)
    return 0 if light() and quick else 1


def asking(question: str, sources: Path | None, home: Path, rounds: int) -> bool:
    """Whether a question over an existing index is quick enough."""
    command = [sys.executable, "-m", "knowledge", "ask", question]
    command += ["--sources", str(sources)] if sources else []
    environment = {**os.environ, "DATELINE_HOME": str(home), "DATELINE_MEANING": "off"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installation keeps its compiled modules
    first = seconds(command, environment)
    pairs = [(seconds(IMPORTS, environment), seconds(command, environment)) for _ in range(rounds)]
    imports = statistics.median(pair[0] for pair in pairs)
    whole = statistics.median(pair[1] for pair in pairs)
    over = statistics.median(asked - 2 * bare for bare, asked in pairs)
    print(f"imports alone        {imports * 1000:7.0f} ms (median of {rounds})")
    print(f"first, with indexing {first * 1000:7.0f} ms")
    print(f"ask, index there     {whole * 1000:7.0f} ms, {whole / imports:.2f} times the imports")
    print(f"beyond twice imports {over * 1000:7.0f} ms, {ALLOWED * 1000:.0f} allowed")
    heard = {**environment, "DATELINE_MEANING": "auto"}
    seconds(command, heard)  # brings up the vectors
    told = statistics.median(seconds(command, heard) for _ in range(max(3, rounds // 3)))
    print(f"ask, with meaning    {told * 1000:7.0f} ms (the weights are loaded anew each time; not judged)")
    return over <= ALLOWED


def light() -> bool:
    """Whether importing the library loads none of the heavy ones."""
    result = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=False)
    print(f"import knowledge loads {result.stderr.strip() or 'nothing heavy'}")
    return result.returncode == 0


def seconds(command: Sequence[str], environment: dict[str, str]) -> float:
    """Wall time of a process that must not fail; no answer (1) is not a failure."""
    start = time.perf_counter()
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if result.returncode > 1 or "Traceback" in result.stderr:
        sys.exit(f"{' '.join(command)} failed:\n{result.stderr}")
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
