"""Forms of English words: irregular ones from the table beside this module, the rest by rule.

Rules of spelling after Huddleston and Pullum, "The Cambridge Grammar of the English Language", chapter 18.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from knowledge.lexicon.classes import event_words

__all__ = ["VerbForms", "base_forms", "inflected", "participles", "past_forms", "verb_forms"]

_APART = "~"
"""Marks a form that is as common a word of its own."""
_ONE_VOWEL = re.compile(r"(?:qu|[^aeiou])*[aeiou][bdfgklmnprt]")


class VerbForms(NamedTuple):
    """The forms of a verb."""

    base: str
    third: str
    past: str
    participle: str
    gerund: str


class _Table(NamedTuple):
    """Rows of the table by section; a row begins with its base."""

    verbs: Mapping[str, tuple[str, ...]]
    others: Mapping[str, tuple[str, ...]]
    doubling: frozenset[str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    sections: dict[str, dict[str, tuple[str, ...]]] = {
        "verbs": {},
        "nouns": {},
        "spelling": {},
        "doubling": {},
    }
    section = ""
    for line in files("knowledge.lexicon").joinpath("irregular.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line[1 : line.index("]")]
        elif line and not line.startswith("#"):
            base, *forms = line.split()
            sections[section][base] = tuple(forms)
    others = {**sections["nouns"], **sections["spelling"]}
    return _Table(sections["verbs"], others, frozenset(sections["doubling"]))


@lru_cache(maxsize=1)
def base_forms() -> Mapping[str, str]:
    """Each irregular form that counts as its base, the base itself included."""
    found: dict[str, str] = {}
    for base, forms in (*_table().verbs.items(), *_table().others.items()):
        found |= dict.fromkeys((base, *(f for f in forms if not f.endswith(_APART))), base)
    return found


def verb_forms(base: str) -> VerbForms:
    """All forms of a verb.

    >>> verb_forms("deny").third, verb_forms("plan").past, verb_forms("take").past
    ('denies', 'planned', 'took')
    """
    doubled = base + base[-1] if _ONE_VOWEL.fullmatch(base) or base in _table().doubling else base
    cut = base[:-1] if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) else doubled
    irregular = [form.rstrip(_APART) for form in _table().verbs.get(base, ())]
    regular = _with_ed(base, cut)
    past, participle = irregular[:2] if irregular else (regular, regular)
    gerund = f"{base[:-2]}ying" if base.endswith("ie") else f"{cut}ing"
    return VerbForms(base, _with_s(base), past, participle, gerund)


def _ends_in_y(base: str) -> bool:
    """Whether the "y" turns into "i": in "deny", not in "play"."""
    return base.endswith("y") and base[-2] not in "aeiou"


def _with_s(base: str) -> str:
    if _ends_in_y(base):
        return f"{base[:-1]}ies"
    return f"{base}es" if re.search(r"(?:[sxz]|ch|sh|o)$", base) else f"{base}s"


def _with_ed(base: str, cut: str) -> str:
    if _ends_in_y(base):
        return f"{base[:-1]}ied"
    return f"{base}d" if base.endswith("e") else f"{cut}ed"


def inflected(bases: Iterable[str], *, gerund: bool = False) -> frozenset[str]:
    """Third person, past and participle of all of them; their base too where it is the past ("put")."""
    forms = [verb_forms(base) for base in bases]
    return frozenset(
        word for f in forms for word in (f.third, f.past, f.participle, *((f.gerund,) if gerund else ()))
    )


@lru_cache(maxsize=1)
def past_forms() -> frozenset[str]:
    """Irregular past forms that stand alone as a verb ("took"); those like their base are left out."""
    rows = _table().verbs.items()
    return frozenset(f[0].rstrip(_APART) for base, f in rows if f[0] != base) - event_words().no_verbs


@lru_cache(maxsize=1)
def participles() -> frozenset[str]:
    """Irregular participles that are no past forms ("taken", "put")."""
    found = frozenset(forms[1].rstrip(_APART) for forms in _table().verbs.values())
    return found - past_forms() - event_words().no_verbs
