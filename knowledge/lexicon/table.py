"""A table of the lexicon as a frozen value: how its file is read, and how its words are written there."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict

__all__ = ["Ordered", "Table", "Words", "read"]


def _ordered(words: object) -> object:
    return tuple(words.split()) if isinstance(words, str) else words


def _whole(words: object) -> object:
    return frozenset(words.split()) if isinstance(words, str) else frozenset(words or ())  # type: ignore[call-overload]


Words = Annotated[frozenset[str], BeforeValidator(_whole)]
"""Parted by white space in the table, or listed where they have several words."""
Ordered = Annotated[tuple[str, ...], BeforeValidator(_ordered)]
"""What a word means is its place."""


class Table(BaseModel):
    """Words by class; unknown classes are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


_T = TypeVar("_T", bound=Table)


def read(name: str, form: type[_T]) -> _T:
    """The table ``name.toml`` beside this module."""
    text = files("knowledge.lexicon").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return form.model_validate(tomllib.loads(text))
