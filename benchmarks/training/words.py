"""The words and frames of words.toml, that claims and scenes are made with."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["DEEDS", "FRAMES", "MONTHS", "UNSAID", "WEEKDAYS", "WORDS", "Claim", "Deed", "Verdicts"]

Verdicts = list[str]
"""Those that are right: one, or two where it is left open which."""
UNSAID = ["contradicted", "neither"]
WORDS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
WEEKDAYS: list[str] = WORDS["weekdays"]
MONTHS: list[str] = WORDS["months"]
FRAMES: list[tuple[str, Verdicts]] = [(frame, verdicts) for frame, verdicts in WORDS["frames"]]


class Claim(NamedTuple):
    """A claim with its evidence: sentence, sentence before, title, day."""

    claim: str
    passage: tuple[str, str, str, str]
    label: Verdicts
    kind: str
    source: str


class Deed(NamedTuple):
    """A verb with its forms."""

    past: str
    participle: str
    base: str
    gerund: str
    noun: str
    """With its preposition: "the sale of"."""
    synonyms: list[str]
    """In the past."""
    opposite: str
    objects: str
    """The kind of its object."""


DEEDS = [Deed(*row) for row in WORDS["deeds"]]
