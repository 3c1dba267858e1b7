"""The marked top of a Markdown file: TOML between ``+++``, simple pairs between ``---``."""

from __future__ import annotations

import tomllib
from typing import Any

__all__ = ["front_matter"]


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The fields and the rest of the text; no fields without marks. Raises ValueError, saying why."""
    for mark in ("+++", "---"):
        if text.startswith(mark + "\n"):
            head, found, rest = text[len(mark) + 1 :].partition("\n" + mark)
            if not found:
                if mark == "---":
                    return {}, text
                raise ValueError(f"the front matter is not closed by {mark}")
            return (_toml(head) if mark == "+++" else _pairs(head)), rest.partition("\n")[2]
    return {}, text


def _toml(head: str) -> dict[str, Any]:
    try:
        return tomllib.loads(head)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"the front matter is no TOML ({error})") from error


def _pairs(head: str) -> dict[str, Any]:
    lines = (line for line in head.splitlines() if ":" in line and not line.startswith((" ", "#", "-")))
    pairs = (line.partition(":") for line in lines)
    return {key.strip().lower(): value.strip().strip("\"'") for key, _, value in pairs if value.strip()}
