"""An office → who holds it, by the articles, in the order of their days.

Only holders of one office follow each other: the president of one state is not the next of another's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from knowledge.evidence.citing import cite
from knowledge.lexicon.nations import by_term
from knowledge.model import Difference, FactSheet, Role, Statement, Told
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import normal_form, terms

if TYPE_CHECKING:
    from datetime import date

    from knowledge.protocols import Store, StoredFact

__all__ = ["in_turn", "office_sheet", "said_in_office"]

ONE_TERM = timedelta(days=60)
"""Within which another article's "the finance minister" is the one whom an article names."""


_PASSING = frozenset(normal_form(w) for w in "acting interim new newly current incumbent then".split())
_STATE_BEHIND = re.compile(r" of (?:the )?([A-Z][\w-]*(?: [A-Z][\w-]*)?)")
_NOT_YET = frozenset(normal_form(w) for w in "elect designate vice deputy assistant candidate".split())


def office_sheet(office: str, store: Store, *, most: int) -> FactSheet | None:
    """The holders of an office such as "finance minister"; None where the articles tell of none.

    At most so many sentences are read, those of the newest articles.
    """
    wanted = frozenset(terms(office)) - STOPWORDS
    if not wanted:
        return None
    # The country of an office need not be told; its other words are.
    named = store.facts("role", terms=sorted(wanted - _countries() or wanted), most=most)
    held = [s for s in named if _is_asked_for(wanted, _words(s))]
    if not held:
        return None
    by_holder = _by_fullest_name(_by_holder(_in_order(held, _days(held, store))))
    told = {holder: _told(holder, places, store) for holder, places in by_holder.items()}
    differences = [
        Difference(what=office, kind="change", told=tuple(told[holder] for holder in seat))
        for seat in _seats(by_holder, wanted, store)
        if len(seat) > 1
    ]
    return FactSheet(name=office, kind="office", roles=tuple(told.values()), differences=tuple(differences))


def _in_order(roles: Iterable[StoredFact], days: Mapping[str, date | None]) -> list[StoredFact]:
    return sorted(roles, key=lambda s: (_day(days[s.source]), s.source, s.fact.start))


def _by_holder(roles: Iterable[StoredFact]) -> dict[str, list[StoredFact]]:
    found: dict[str, list[StoredFact]] = {}
    for stored in roles:
        assert isinstance(stored.fact, Role)
        found.setdefault(stored.fact.entity, []).append(stored)
    return found


def _by_fullest_name(by_holder: Mapping[str, list[StoredFact]]) -> dict[str, list[StoredFact]]:
    """The same where a name that stands inside just one other ("Finch", "Ada Finch") is that one's."""
    found: dict[str, list[StoredFact]] = {}
    for holder, places in by_holder.items():
        longer = [other for other in by_holder if other != holder and f" {holder} " in f" {other} "]
        found.setdefault(longer[0] if len(longer) == 1 else holder, []).extend(places)
    return found


def _seats(
    by_holder: Mapping[str, Sequence[StoredFact]], wanted: frozenset[str], store: Store
) -> list[list[str]]:
    """Those who held one and the same office, in the order in which they are told.

    Of one whose state or organisation is not told, the office is the only one that is, unless an article
    gives the office to two at once. Who only held it formerly has no place in that order.
    """
    now = _holding(by_holder)
    seats: dict[frozenset[str], list[str]] = {}
    for holder, places in now.items():
        seats.setdefault(frozenset().union(*(_of_what(s, wanted, store) for s in places)), []).append(holder)
    untold = seats.pop(frozenset(), [])
    if len(seats) == 1:
        together = {*untold, *next(iter(seats.values()))}
        if not _at_once(sorted(together), now):
            return [[holder for holder in now if holder in together]]
    return [seat for seat in (untold, *seats.values()) if not _at_once(seat, now)]


def _holding(by_holder: Mapping[str, Sequence[StoredFact]]) -> dict[str, list[StoredFact]]:
    """The holders without those who only held it formerly, each with the places that say so."""
    held = {holder: [one for one in places if not _is_former(one)] for holder, places in by_holder.items()}
    return {holder: places for holder, places in held.items() if places}


def _at_once(holders: Iterable[str], held: Mapping[str, Sequence[StoredFact]]) -> bool:
    sources = [source for holder in holders for source in {s.source for s in held[holder]}]
    return len(sources) > len(set(sources))


def _is_former(stored: StoredFact) -> bool:
    return isinstance(stored.fact, Role) and stored.fact.former


def in_turn(roles: Sequence[StoredFact], store: Store) -> list[list[StoredFact]]:
    """One person's roles, each run of one office after the other by the days of the articles.

    Empty where they are held at once, or are offices of several states: then none follows another.
    """
    days = _days(roles, store)
    dated = [s for s in roles if days[s.source] is not None]
    apart = [pair for pair in combinations(dated, 2) if not _is_same(*pair)]
    if any(_exclude(*pair) for pair in apart):
        return []
    runs: list[list[StoredFact]] = []
    for one in _in_order(dated, days):
        if runs and _is_same(runs[-1][-1], one):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _exclude(one: StoredFact, other: StoredFact) -> bool:
    """Whether two offices are held at once, or of several states."""
    at_once = one.source == other.source and _is_former(one) == _is_former(other)
    return at_once or _clash(one, other)


def _is_same(a: StoredFact, b: StoredFact) -> bool:
    """Whether two roles are one office, told with more or fewer words, and both held or both not."""
    one, other = _words(a), _words(b)
    now = _is_former(a) == _is_former(b) and one & _NOT_YET == other & _NOT_YET
    return now and (one <= other or other <= one)


def _clash(a: StoredFact, b: StoredFact) -> bool:
    one, other = ({by_term()[w] for w in _words(s) & _countries()} for s in (a, b))
    return bool(one and other) and not one & other


def _of_what(stored: StoredFact, wanted: frozenset[str], store: Store) -> frozenset[str]:
    """The state or organisation of an office: what is told beyond what was asked for, or behind the name."""
    behind = _STATE_BEHIND.match(store.article(stored.source).text, stored.fact.end)
    told = _words(stored) | frozenset(terms(behind[1]) if behind else ())
    return frozenset(_state(word) for word in told - wanted - STOPWORDS - _PASSING)


def _state(word: str) -> str:
    return by_term().get(word, word)


def _is_asked_for(wanted: frozenset[str], told: frozenset[str]) -> bool:
    """Whether the office is told in all its words, or in all but the country, where none is told.

    A deputy, or who is yet to take the office, is none who holds it.
    """
    if told & _NOT_YET - wanted:
        return False
    missing = wanted - told
    return not missing or (missing < wanted and missing <= _countries() and not told & _countries())


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return frozenset(by_term()) - STOPWORDS


def said_in_office(roles: Sequence[StoredFact], store: Store, *, most: int) -> list[StoredFact]:
    """What an office without a name says in other articles of the time in which these roles are told."""
    days = _days(roles, store)
    found: dict[StoredFact, None] = {}
    for stored in roles:
        role, day = stored.fact, days[stored.source]
        if not isinstance(role, Role) or role.former or day is None or len(role.role.split()) < 2:
            continue
        statements = _said_as(role.role, store, most)
        days |= _days(statements, store)
        for said in statements:
            told = days[said.source]
            if said.source != stored.source and told is not None and abs(told - day) <= ONE_TERM:
                found[said] = None
    return list(found)


def _said_as(office: str, store: Store, most: int) -> list[StoredFact]:
    words = office.split()
    forms = {" ".join(words[n:]) for n in range(len(words) - 1)}
    found = [s for form in sorted(forms) for s in store.facts("statement", name=form, most=most)]
    return [s for s in found if isinstance(s.fact, Statement) and s.fact.anonymous]


def _words(stored: StoredFact) -> frozenset[str]:
    assert isinstance(stored.fact, Role)
    return _of_role(stored.fact.role)


@lru_cache(maxsize=1024)
def _of_role(role: str) -> frozenset[str]:
    """Of an office, which is compared with each other of its holder."""
    return frozenset(terms(role))


def _told(holder: str, places: list[StoredFact], store: Store) -> Told:
    first = places[0].fact
    assert isinstance(first, Role)
    cited = store.sentences(list(dict.fromkeys(place.sentence for place in places)))
    return Told(
        text=f"{holder}, {first.role}",
        as_of=first.as_of,
        citations=tuple(
            cite(sentence, store, n=n, stance="supports", score=1.0) for n, sentence in enumerate(cited, 1)
        ),
    )


def _days(stored: Iterable[StoredFact], store: Store) -> dict[str, date | None]:
    """When the sources of the facts were published."""
    return {source.id: source.published for source in store.sources({one.source for one in stored})}


def _day(published: date | None) -> str:
    return published.isoformat() if published else "9999"
