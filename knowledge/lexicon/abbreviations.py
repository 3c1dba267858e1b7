"""Words that are shortened with a full stop: the table ``abbreviations.toml`` as a frozen value."""

from __future__ import annotations

from functools import lru_cache

from knowledge.lexicon.table import Table, Words, read

__all__ = ["Abbreviations", "abbreviations"]


class Abbreviations(Table):
    """By what follows the word; what a class means stands in the table."""

    titles: Words
    places: Words
    numbered: Words
    leading: Words
    firms: Words
    firm_ends: Words


@lru_cache(maxsize=1)
def abbreviations() -> Abbreviations:
    """The table ``abbreviations.toml``."""
    return read("abbreviations", Abbreviations)
