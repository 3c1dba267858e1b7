"""The command ``dateline`` for tests: within this process, which is quick, or as a process of its own."""

from __future__ import annotations

import io
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import NamedTuple

__all__ = ["Ended", "dateline", "program"]


class Ended(NamedTuple):
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


def dateline(*arguments: object, given: str = "") -> Ended:
    """The command within this process: all that ``main`` does, but for starting and ending Python."""
    from knowledge.cli.program import run

    stdin, out, error = sys.stdin, _stream(), _stream()
    sys.stdin = _stream(given)
    try:
        with redirect_stdout(out), redirect_stderr(error):
            status = run([str(argument) for argument in arguments])
    finally:
        sys.stdin = stdin
    return Ended(status, _written(out), _written(error))


def program(*arguments: object, given: str = "") -> Ended:
    """The command as a process of its own, as people and programs run it."""
    command = [sys.executable, "-m", "knowledge", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, input=given, timeout=120, check=False)
    return Ended(done.returncode, done.stdout, done.stderr)


def _stream(text: str = "") -> io.TextIOWrapper:
    """As strict as a terminal's."""
    return io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", errors="strict", newline="\n")


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()
