"""The log: to standard error, as text or one JSON object a line, and never with a token in it."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import IO, Literal

__all__ = ["set_up"]

# What Discord's bot tokens and interaction tokens look like, wherever they turn up.
_TOKEN = re.compile(
    r"[\w-]{23,30}\.[\w-]{6,7}\.[\w-]{27,}|(?<=/)aW50ZXJhY3Rpb246[\w=-]+|(?<=Bot )[\w.-]{20,}"
)
_HIDDEN = "[token]"
_TOLD_BY_US = ("Attempting a reconnect", "Failed to connect for shard_id", "Can't keep up, shard ID")


class _Calm(logging.Filter):
    """What is expected to happen to a connection we tell ourselves, in one line and without a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is written at all."""
        if not record.name.startswith("discord"):
            return True
        if isinstance(record.msg, str) and record.msg.startswith(_TOLD_BY_US):
            return False
        if record.exc_info and isinstance(record.exc_info[1], _expected()):
            record.msg, record.args = f"{record.getMessage()} ({_short(record.exc_info[1])})", ()
            record.exc_info = None
        return True


def _expected() -> tuple[type[BaseException], ...]:
    import aiohttp
    import discord

    return (OSError, TimeoutError, aiohttp.ClientError, discord.ConnectionClosed, discord.GatewayNotFound)


def _short(error: BaseException | None) -> str:
    return str(error) or type(error).__name__


class _Lines(logging.Formatter):
    """Everything that is written passes through here, tracebacks included."""

    def __init__(self, secret: str | None, form: Literal["text", "json"]) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        self._secret = secret
        self._form = form

    def format(self, record: logging.LogRecord) -> str:
        """One line, or more where there is a traceback; tokens are left out."""
        line = super().format(record) if self._form == "text" else self._json(record)
        if self._secret:
            line = line.replace(self._secret, _HIDDEN)
        return _TOKEN.sub(_HIDDEN, line)

    def _json(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {"at": at, "level": record.levelname, "from": record.name, "message": record.getMessage()}
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def set_up(
    *, secret: str | None, form: Literal["text", "json"] = "text", stream: IO[str] | None = None
) -> logging.Handler:
    """Send all logs to standard error, or the stream; the handler is returned so that it can be removed."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Lines(secret, form))
    handler.addFilter(_Calm())
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)
    for library in ("discord", "matplotlib"):
        logging.getLogger(library).setLevel(logging.WARNING)
    return handler
