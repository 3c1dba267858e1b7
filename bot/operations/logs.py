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
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)
    logging.getLogger("discord").setLevel(logging.WARNING)
    return handler
