"""Indexing in a process of its own, so that answering goes on at full speed meanwhile."""

from __future__ import annotations

import shutil
import subprocess
import sys

from knowledge.errors import StorageError
from knowledge.settings import Settings, surroundings

__all__ = ["index_server"]

_LONGEST = 3600  # seconds


def index_server(settings: Settings) -> None:
    """Bring the index of these settings' sources up to date. Raises StorageError when that fails."""
    sources = [f"--sources={path}" for path in settings.sources]  # a list in a variable would part at a colon
    named = {
        "DATELINE_HOME": str(settings.home),
        "DATELINE_MEANING": settings.meaning,
        "DATELINE_ENCODER": str(settings.encoder or ""),
        "DISCORD_TOKEN": "",
    }
    environment = {**surroundings(), **named}
    # Questions come first: where the system can be told so, indexing takes what is left.
    politely = ["nice", "-n", "10"] if shutil.which("nice") else []
    done = subprocess.run(  # noqa: S603 -- our own program
        [*politely, sys.executable, "-m", "knowledge", "index", *sources],
        env=environment, capture_output=True, text=True, check=False, timeout=_LONGEST,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    # 1: some files could not be read, which it says; the others are in. A crash ends with 1, too.
    if done.returncode and not (done.returncode == 1 and "files unreadable" in done.stdout):
        raise StorageError(f"indexing failed: {done.stderr.strip()[-500:]}")
