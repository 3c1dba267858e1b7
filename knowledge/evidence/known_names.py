"""A name as somebody types it → the one it means in the articles, with all its forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process

from knowledge.errors import UnknownNameError
from knowledge.extraction.described import plain_form
from knowledge.lexicon.nations import nations
from knowledge.text.names import name_form
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import normal_form, terms

if TYPE_CHECKING:
    from knowledge.protocols import Names, Store

__all__ = ["KnownName", "nearest", "resolve"]

MISSPELT = 82
"""``fuzz.ratio`` from which a name is taken for a known one."""
NEAR = 65
"""``fuzz.token_sort_ratio`` from which a known name is offered for one that is unknown."""
_UNIONS = {normal_form(word): word for word in ("coalition", "alliance", "bloc")}
_AGAINST = re.compile(rf"(?P<what>{'|'.join(_UNIONS)}) against (?P<foe>.+)")
_BOUND = ("of", "to", "for")
_BINDING = re.compile(rf" (?:{'|'.join(_BOUND)}) ")
_LONGEST = 4
"""Words of a person's name."""


class KnownName(NamedTuple):
    """``forms`` are all names that mean it, as they are written, the canonical one among them."""

    name: str
    kind: str | None
    forms: tuple[str, ...]


def resolve(name: str, store: Store) -> KnownName:
    """The entity of a name, alias or surname, small misspellings forgiven. Raises UnknownNameError."""
    names = store.names
    start = _union(name, names) or _found(name, names) or _plain(name, names)
    if start is None:
        raise _unknown(name, store)
    every = {entry.name: entry.mentions for entry in names.by_form(sorted(_reached(name_form(start), names)))}
    every.setdefault(start, 0)
    kinds = {form: names.kinds(form) for form in every}
    canonical = max(every, key=lambda form: (_fullness(form, kinds[form]), every[form], form))
    total = sum((Counter(held) for held in kinds.values()), Counter[str]())
    kind = min(total, key=lambda one: (-total[one], one)) if total else None
    return KnownName(canonical, kind, tuple(sorted(every, key=lambda f: (f != canonical, -every[f], f))))


def _unknown(name: str, store: Store) -> UnknownNameError:
    near = nearest(name, store)
    hint = f"; the nearest {'are' if len(near) > 1 else 'is'} {', '.join(near)}" if near else ""
    spoken = terms(name)
    if spoken and len(store.spread(spoken)) == len(set(spoken)):
        # A fact sheet is made of names only, and it would be false that no source has these words.
        return UnknownNameError(
            f"The sources have the words of “{name.strip()}”, but not as a name or an office with facts"
            f"{hint}. Ask about it in a question."
        )
    return UnknownNameError(f"No source names “{name}”{hint}.")


def nearest(name: str, store: Store, *, most: int = 3) -> tuple[str, ...]:
    """Known names that look like it as a whole, best first, then those that share a word with it."""
    known = [entry.name for entry in store.names.alike(name) if entry.mentions]
    alike = process.extract(
        name, known, scorer=fuzz.token_sort_ratio, processor=name_form, limit=most, score_cutoff=NEAR
    )
    wanted = set(name_form(name).split()) - STOPWORDS
    sharing = (one for one in known if not wanted.isdisjoint(name_form(one).split()))
    return tuple(dict.fromkeys([*(one for one, *_ in alike), *sharing]))[:most]


def _found(name: str, names: Names) -> str | None:
    country = _country(name.strip())
    if country and names.written([country]):
        return country
    wanted = name_form(name)
    held = names.by_form([wanted]) or (() if wanted in _UNIONS else names.by_end(wanted))
    if held:
        return max(held, key=lambda entry: (entry.mentions, entry.name)).name
    best = process.extractOne(
        name, [entry.name for entry in names.alike(name)], scorer=fuzz.ratio, score_cutoff=MISSPELT
    )
    return best[0] if best else None


def _country(typed: str) -> str | None:
    """By its name, its letters in small, or its people."""
    table, peoples = nations().names, nations().peoples
    return table.get(typed) or table.get(typed.upper()) or peoples.get(typed) or peoples.get(typed.title())


def _plain(name: str, names: Names) -> str | None:
    """A description in words that no article uses ("Lorania's rebels" where they write "fighters")."""
    plain = plain_form(name)
    return plain if plain is not None and names.written([plain]) else None


def _union(name: str, names: Names) -> str | None:
    """A coalition by its foe under any name, or without one where the articles tell of a single coalition."""
    plain = plain_form(name)
    described = plain if plain is not None and _AGAINST.fullmatch(name_form(plain)) else None
    if described is None and name_form(name) not in _UNIONS:
        return None
    told = _told_unions(names)
    if not told:
        return None
    if described is not None:
        reached = _reached(name_form(described), names)
        return next((other for other in sorted(told) if told[other] in reached), None)
    first = min(told)
    return first if _reached(told[first], names).issuperset(told.values()) else None


def _told_unions(names: Names) -> dict[str, str]:
    """The coalitions of which the articles tell something, with their forms."""
    openings = (f"{union} against " for union in sorted(_UNIONS))
    return {
        entry.name: entry.form for opening in openings for entry in names.by_opening(opening) if entry.told
    }


def _reached(start: str, names: Names) -> set[str]:
    """All forms reached over what the texts say, over a surname's one holder, over a coalition's one foe."""
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        form = waiting.pop()
        if form not in reached:
            reached.add(form)
            waiting += [*names.links(form), *_by_surname(form, names), *_by_opening(form, names)]
            waiting += _opponents(form, names)
    return reached


def _opponents(form: str, names: Names) -> list[str]:
    """Coalitions against one foe are one, whichever name each text has for the foe."""
    match = _AGAINST.fullmatch(form)
    if match is None:
        return []
    others = {entry.form for entry in names.by_opening(f"{match['what']} against ")} - {form}
    if not others:
        return []
    foes = _reached(match["foe"], names)
    return sorted(other for other in others if (m := _AGAINST.fullmatch(other)) and m["foe"] in foes)


def _by_surname(form: str, names: Names) -> list[str]:
    """A single word that ends exactly one longer name of a person, and that name ("voss", "helena voss")."""
    words = form.split()
    if len(words) == 1:
        holders = _holders(form, names)
        return holders if len(holders) == 1 else []
    if len(words) > _LONGEST or _holders(words[-1], names) != [form]:
        return []
    return words[-1:] if names.by_form(words[-1:]) else []


def _holders(surname: str, names: Names) -> list[str]:
    shown: dict[str, list[str]] = {}
    for entry in names.by_end(surname):
        words = entry.form.split()
        if 2 <= len(words) <= _LONGEST and words[-1] == surname:
            shown.setdefault(entry.form, []).append(entry.name)
    return [form for form, written in shown.items() if all(map(_is_full_name, written))]


def _is_full_name(form: str) -> bool:
    """Whether it may be a person's: no "to" or "against" in it, though perhaps an "al-" or a "van der"."""
    return form[:1].isupper() and not re.search(r" (?:to|against|for|and|in|on) ", form)


def _by_opening(form: str, names: Names) -> list[str]:
    """Of a name with other forms, its first words before "of" or "to", two at least; and the other way."""
    start = _BINDING.split(form, maxsplit=1)[0]
    if start != form:
        known = len(start.split()) >= 2 and names.links(form) and names.by_form([start])
        return [start] if known else []
    if len(form.split()) < 2:
        return []
    longer = dict.fromkeys(e.form for word in _BOUND for e in names.by_opening(f"{form} {word} "))
    return [full for full in longer if names.links(full)]


def _fullness(form: str, kinds: Mapping[str, int]) -> int:
    """Words of a person's name; of others, whether it is spelled out."""
    is_person = next(iter(kinds), None) == "person"
    return min(len(form.split()), 3) if is_person else int(not form.isupper())
