"""A progress bar on standard error, shown only when the work takes longer than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

__all__ = ["bar"]

PATIENCE = 1.0
"""Seconds of silence that nobody minds."""


@contextmanager
def bar() -> Iterator[Callable[[int, int, str], None]]:
    """A callable for (done, total, name); draws nothing when standard error is no terminal."""
    started = time.monotonic()
    with ExitStack() as stack:
        draw: Callable[[int, int, str], None] | None = None

        def progress(done: int, total: int, name: str) -> None:
            nonlocal draw
            if draw is None and sys.stderr.isatty() and time.monotonic() - started > PATIENCE:
                draw = stack.enter_context(_rich_bar())
            if draw is not None:
                draw(done, total, name)

        yield progress


@contextmanager
def _rich_bar() -> Iterator[Callable[[int, int, str], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("Indexing"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as display:
        task = display.add_task("indexing", total=None, name="")
        yield lambda done, total, name: display.update(task, completed=done, total=total, name=name)
