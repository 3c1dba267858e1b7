"""Countries with their capitals, peoples and other names, from the table beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from knowledge.text.words import terms

__all__ = ["Nations", "by_term", "nations"]


class Nations(NamedTuple):
    """Look-ups from a form, as it is written, to the country's usual English name."""

    names: MappingProxyType[str, str]
    """Every name of a country, the usual one included."""
    peoples: MappingProxyType[str, str]
    """Adjectives and inhabitants, plurals included."""
    capitals: MappingProxyType[str, str]
    """A capital may stand for its government ("Ankara says")."""


@cache
def nations() -> Nations:
    """The table, read once."""
    names: dict[str, str] = {}
    peoples: dict[str, str] = {}
    capitals: dict[str, str] = {}
    for line in files("knowledge.lexicon").joinpath("nations.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        country, capital, people, others = [*line.split("|"), "", ""][:4]
        names[country] = country
        names |= {other.strip(): country for other in others.split(",") if other.strip()}
        if capital:
            capitals[capital] = country
        for one in (p.strip() for p in people.split(",") if p.strip()):
            peoples[one] = country
            peoples.setdefault(_plural(one), country)
    return Nations(MappingProxyType(names), MappingProxyType(peoples), MappingProxyType(capitals))


@cache
def by_term() -> Mapping[str, str]:
    """The country of each of its one-word names and peoples, by normal form."""
    held = nations()
    named = (*held.peoples.items(), *held.names.items())
    return MappingProxyType({found[0]: country for name, country in named if len(found := terms(name)) == 1})


def _plural(people: str) -> str:
    if people.endswith("man"):
        return people[:-3] + "men"
    return people if people.endswith(("ese", "sh", "ch", "ss", "s")) else people + "s"
