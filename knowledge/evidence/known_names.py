"""A name as somebody types it → the one it means in the articles, with all its forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process

from knowledge.errors import UnknownNameError
from knowledge.extraction.described import BY_KIND, plain_form
from knowledge.lexicon.nations import nations
from knowledge.model import Alias, Mention
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import normal_form, terms

if TYPE_CHECKING:
    from knowledge.protocols import Store

__all__ = ["KnownName", "nearest", "resolve"]

MISSPELT = 82
"""``fuzz.ratio`` from which a name is taken for a known one."""
NEAR = 65
"""``fuzz.token_sort_ratio`` from which a known name is offered for one that is unknown."""
_HERE_ONLY = frozenset({"capital_for_government", BY_KIND})
_UNIONS = {normal_form(word): word for word in ("coalition", "alliance", "bloc")}
_AGAINST = re.compile(rf"(?P<what>{'|'.join(_UNIONS)}) against (?P<foe>.+)")
_BINDING = re.compile(r" (?:of|to|for) ")
_KIND = re.compile(r"^(?:the|The) | (?:group|party|union|agency|movement|army|militia|network)$")


class KnownName(NamedTuple):
    """``forms`` are all names that mean it, as they are written, the canonical one among them."""

    name: str
    kind: str | None
    forms: tuple[str, ...]


def resolve(name: str, store: Store) -> KnownName:
    """The entity of a name, alias or surname, small misspellings forgiven. Raises UnknownNameError."""
    known = store.mentioned()
    aliases = [s.fact for s in store.facts("alias") if isinstance(s.fact, Alias)]
    told = (f for a in aliases for f in ((a.entity,) if a.rule == BY_KIND else (a.entity, a.alias)))
    every = {**dict.fromkeys(told, 0), **known}
    start = _union(name, every, aliases) or _found(name, every) or _plain(name, every)
    if start is None:
        near = nearest(name, store)
        hint = f"; the nearest {'are' if len(near) > 1 else 'is'} {', '.join(near)}" if near else ""
        spoken = terms(name)
        if spoken and len(store.spread(spoken)) == len(set(spoken)):
            # A fact sheet is made of names only, and it would be false that no source has these words.
            raise UnknownNameError(
                f"The sources have the words of “{name.strip()}”, but not as a name or an office with facts"
                f"{hint}. Ask about it in a question."
            )
        raise UnknownNameError(f"No source names “{name}”{hint}.")
    forms = _joined(start, every, aliases)
    canonical = max(forms, key=lambda f: (_fullness(f, store), every[f], f))
    kinds = Counter(
        s.fact.kind
        for form in forms
        for s in store.facts("mention", name=form)
        if isinstance(s.fact, Mention)
    )
    kind = kinds.most_common(1)[0][0] if kinds else None
    return KnownName(canonical, kind, tuple(sorted(forms, key=lambda f: (f != canonical, -every[f], f))))


def nearest(name: str, store: Store, *, most: int = 3) -> tuple[str, ...]:
    """Known names that look like it as a whole, best first, then those that share a word with it."""
    known = list(store.mentioned())
    alike = process.extract(
        name, known, scorer=fuzz.token_sort_ratio, processor=_folded, limit=most, score_cutoff=NEAR
    )
    wanted = set(_folded(name).split()) - STOPWORDS
    sharing = (one for one in known if not wanted.isdisjoint(_folded(one).split()))
    return tuple(dict.fromkeys([*(one for one, *_ in alike), *sharing]))[:most]


def _found(name: str, known: Mapping[str, int]) -> str | None:
    typed = name.strip()
    names, peoples = nations().names, nations().peoples
    country = names.get(typed) or names.get(typed.upper()) or peoples.get(typed) or peoples.get(typed.title())
    if country in known:
        return country
    wanted = _folded(name)
    same = [k for k in known if _folded(k) == wanted]
    part = [k for k in known if wanted not in _UNIONS and wanted in _ends(_folded(k))]
    if same or part:
        return max(same or part, key=lambda k: (known[k], k))
    best = process.extractOne(name, known.keys(), scorer=fuzz.ratio, score_cutoff=MISSPELT)
    return best[0] if best else None


def _ends(form: str) -> tuple[str, ...]:
    """The first word, all but the first, the last."""
    return (*form.split(" ", 1), form.rsplit(" ", 1)[-1])


def _plain(name: str, known: Mapping[str, int]) -> str | None:
    """A description in words that no article uses ("Lorania's rebels" where they write "fighters")."""
    plain = plain_form(name)
    return plain if plain in known else None


def _union(name: str, known: Mapping[str, int], aliases: list[Alias]) -> str | None:
    """A coalition by its foe under any name, or without one where the articles tell of a single coalition."""
    told = sorted({a.entity for a in aliases if _AGAINST.fullmatch(_folded(a.entity))})
    if not told:
        return None
    plain = plain_form(name)
    if plain is not None and _AGAINST.fullmatch(_folded(plain)):
        every = {**known, plain: 0}
        return next((other for other in told if other in _joined(plain, every, aliases)), None)
    one = _joined(told[0], known, aliases)
    return told[0] if _folded(name) in _UNIONS and one.issuperset(told) else None


def _joined(start: str, known: Mapping[str, int], aliases: list[Alias]) -> set[str]:
    """All forms reached over what the texts say, over case and accents, and over a surname's one holder."""
    links: dict[str, set[str]] = {}
    shown: dict[str, set[str]] = {}
    for form in known:
        shown.setdefault(_folded(form), set()).add(form)
    for alias in aliases:
        a, b = _folded(alias.entity), _folded(alias.alias)
        # A capital stands for its government where it acts, "the newspaper" for one in its article.
        if alias.rule not in _HERE_ONLY:
            links.setdefault(a, set()).add(b)
            links.setdefault(b, set()).add(a)
    for form, full in (_surnames(shown) | _shortened(shown, links)).items():
        links.setdefault(form, set()).add(full)
        links.setdefault(full, set()).add(form)
    _join_opponents([*shown, _folded(start)], links)
    reached = _reached(_folded(start), links)
    return {one for form in reached for one in shown.get(form, ())} | {start}


def _reached(start: str, links: Mapping[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        form = waiting.pop()
        if form not in reached:
            reached.add(form)
            waiting += links.get(form, ())
    return reached


def _join_opponents(forms: Iterable[str], links: dict[str, set[str]]) -> None:
    """Coalitions against one foe are one, whichever name each text has for the foe."""
    homes: dict[tuple[str, str], str] = {}
    for form in sorted(forms):
        match = _AGAINST.fullmatch(form)
        if match:
            home = homes.setdefault((match["what"], min(_reached(match["foe"], links))), form)
            if home != form:
                links.setdefault(home, set()).add(form)
                links.setdefault(form, set()).add(home)


def _surnames(forms: Mapping[str, set[str]]) -> dict[str, str]:
    """Single words that end exactly one longer name of a person ("voss" → "helena voss")."""
    holders: dict[str, list[str]] = {}
    for form in forms:
        words = form.split()
        if 2 <= len(words) <= 4 and all(map(_is_full_name, forms[form])):
            holders.setdefault(words[-1], []).append(form)
    return {last: full[0] for last, full in holders.items() if last in forms and len(full) == 1}


def _is_full_name(form: str) -> bool:
    """Whether it may be a person's: no "to" or "against" in it, though perhaps an "al-" or a "van der"."""
    return form[:1].isupper() and not re.search(r" (?:to|against|for|and|in|on) ", form)


def _shortened(forms: Mapping[str, set[str]], links: Mapping[str, set[str]]) -> dict[str, str]:
    """Of a name with other forms, its first words before "of" or "to", two at least."""
    return {
        start: full
        for full in forms
        if full in links and _BINDING.search(full)
        if (start := _BINDING.split(full, maxsplit=1)[0]) in forms and len(start.split()) >= 2
    }


def _folded(name: str) -> str:
    """Case, accents, articles, "al-" and words of kind away: forms that differ only in these are one."""
    bare = _KIND.sub("", name.strip())
    words = [normal_form(w).casefold() for w in re.split(r"[\s-]+", bare) if re.search(r"\w", w)]
    return " ".join(w for w in words if w not in ("al", "el", "the")) or name.casefold()


def _fullness(form: str, store: Store) -> int:
    """Words of a person's name; of others, whether it is spelled out."""
    return min(len(form.split()), 3) if _is_person(form, store) else int(not form.isupper())


def _is_person(form: str, store: Store) -> bool:
    found = store.facts("mention", name=form)
    return bool(found) and isinstance(found[0].fact, Mention) and found[0].fact.kind == "person"
