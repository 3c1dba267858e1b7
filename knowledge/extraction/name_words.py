"""The word lists behind names, read once from the table beside this file."""

from __future__ import annotations

from importlib.resources import files
from types import MappingProxyType

__all__ = ["WORDS"]


def _read() -> MappingProxyType[str, frozenset[str]]:
    lists: dict[str, set[str]] = {"common": set()}
    section = ""
    for line in (
        files("knowledge.extraction").joinpath("name_words.txt").read_text(encoding="utf-8").splitlines()
    ):
        if line.startswith("["):
            section = line[1 : line.index("]")]
            lists.setdefault(section, set())
        elif line and not line.startswith("#"):
            lists[section].update(line.split())
    return MappingProxyType({name: frozenset(words) for name, words in lists.items()})


WORDS = _read()
