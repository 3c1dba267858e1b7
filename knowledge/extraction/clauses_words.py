"""The word table of clauses and events, read once: classes of verbs and nouns by their normal forms."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from knowledge.text.words import normal_form

__all__ = ["Lexicon", "family", "lexicon"]


class Lexicon(NamedTuple):
    """Normal forms by class; ``past``, ``participle`` and ``same`` are forms as they are written."""

    report: frozenset[str]
    hold: frozenset[str]
    carry: frozenset[str]
    commit: frozenset[str]
    impact: frozenset[str]
    shift: frozenset[str]
    once: frozenset[str]
    verbs: frozenset[str]
    noun: frozenset[str]
    past: frozenset[str]
    participle: frozenset[str]
    same: frozenset[str]
    noted: frozenset[str]
    family: Mapping[str, str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The table beside this module."""
    classes: dict[str, list[str]] = {}
    families: dict[str, str] = {}
    for line in Path(__file__).with_name("clauses_words.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, _, rest = line.partition(": ")
        if name == "family":
            first, *others = (normal_form(word) for word in rest.split())
            families.update({other: families.get(other, first) for other in (first, *others)})
        else:
            classes.setdefault(name, []).extend(rest.split())
    by_form = {name: frozenset(map(normal_form, found)) for name, found in classes.items()}
    return Lexicon(
        report=by_form["report"],
        hold=by_form["hold"],
        carry=by_form["carry"],
        commit=by_form["commit"],
        impact=by_form["impact"],
        shift=by_form["shift"],
        once=by_form["once"],
        verbs=by_form["report"] | by_form["hold"] | by_form["carry"] | by_form["commit"] | by_form["event"],
        noun=by_form["noun"],
        past=frozenset(classes["past"]),
        participle=frozenset(classes["participle"]),
        same=frozenset(classes["same"]),
        noted=frozenset(classes["noted"]),
        family=families,
    )


def family(predicate: str) -> str:
    """One name for the predicates that sources use for the same kind of event.

    >>> family(normal_form("summit")) == family(normal_form("met"))
    True
    """
    return lexicon().family.get(predicate, predicate)
