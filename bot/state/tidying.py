"""What is thrown away after its time: questions and drafts."""

from __future__ import annotations

from contextlib import suppress

from bot.state.context import Context

__all__ = ["tidy"]


def tidy(context: Context, now: float) -> None:
    """Delete questions kept for long enough, and drafts that nobody said yes to for a day."""
    context.store.forget_before(int(now) - context.settings.keep_days * 86_400)
    for draft in context.settings.home.glob("servers/*/drafts/*.jsonl"):
        with suppress(FileNotFoundError):  # added or discarded meanwhile
            if now - draft.stat().st_mtime > 86_400:
                draft.unlink()
