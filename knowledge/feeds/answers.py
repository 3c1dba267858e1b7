"""Status and headings of an answer → where it leads on, or why it is not taken."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from knowledge.errors import FetchError

__all__ = ["fresh_for", "moved", "refused"]

_LASTING: Final = {301, 308}
_REDIRECTS: Final = {301, 302, 303, 307, 308}
_TEXT = re.compile(
    r"text/(?!css|javascript|calendar|vcard|csv)[\w.+-]+|application/(?:[\w.-]+\+)?(?:xml|json)(?:-[\w.]+)?"
)
LONGEST_WAIT: Final = 7 * 86_400.0
"""Seconds; a site that wishes for more is asked again all the same."""
_STATUS: Final = {
    401: "wants a password",
    402: "wants to be paid",
    403: "does not let us in",
    404: "has no such page",
    410: "says that the page is gone for good",
    429: "wants to be asked less often",
    451: "may not show the page, for legal reasons",
}


def moved(status: int, headers: Mapping[str, str]) -> tuple[str | None, bool]:
    """Where an answer leads, None for nowhere, and whether for good."""
    target = headers.get("Location") if status in _REDIRECTS else None
    return (target or None), status in _LASTING


def refused(url: str, status: int, headers: Mapping[str, str], kind: str) -> FetchError | None:
    """Why the answer is no page of text; None where it is one."""
    if status == 200:
        if "Content-Type" in headers and not _TEXT.fullmatch(kind):
            return FetchError(url, f"is no text ({kind[:60]})", lasting=True)
        return None
    wait = _wait(headers)
    if status >= 500:
        return FetchError(url, f"is out of order ({status})", wait=wait)
    why = _STATUS.get(status, "cannot be had")
    return FetchError(
        url, f"{why} ({status})", lasting=status not in (408, 425, 429), gone=status in (404, 410), wait=wait
    )


def _wait(headers: Mapping[str, str]) -> float:
    """``Retry-After`` in seconds; where it is a moment, from the site's own ``Date`` on."""
    value = headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return min(float(value[:9]), LONGEST_WAIT)
    try:
        wait = _moment(value) - _moment(headers.get("Date", ""))
    except (ValueError, TypeError):
        return 0.0
    return min(max(0.0, wait.total_seconds()), LONGEST_WAIT)


def _moment(value: str) -> datetime:
    moment = parsedate_to_datetime(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def fresh_for(headers: Mapping[str, str]) -> float:
    """Seconds for which the site calls its answer fresh (``max-age``)."""
    found = re.search(r"max-age\s*=\s*(\d{1,9})", headers.get("Cache-Control", ""))
    return min(float(found[1]), 86_400.0) if found else 0.0
