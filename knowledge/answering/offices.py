"""An office → who holds it, by the articles, in the order of their days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from knowledge.answering.citing import cite
from knowledge.facts.nations import nations
from knowledge.model import Difference, FactSheet, Role, Statement, Told
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import terms

if TYPE_CHECKING:
    from datetime import date

    from knowledge.seams import Store, StoredFact

__all__ = ["office_sheet", "said_in_office"]

ONE_TERM = timedelta(days=60)
"""Within which another article's "the finance minister" is the one whom an article names."""


def office_sheet(office: str, store: Store) -> FactSheet | None:
    """The holders of an office such as "finance minister"; None where the articles tell of none."""
    wanted = frozenset(terms(office)) - STOPWORDS
    held = [s for s in store.facts("role") if wanted and _is_asked_for(wanted, _words(s))]
    if not held:
        return None
    days = {source.id: source.published for source in store.sources()}
    by_holder: dict[str, list[StoredFact]] = {}
    for stored in sorted(held, key=lambda s: (_day(days[s.source]), s.source, s.fact.start)):
        assert isinstance(stored.fact, Role)
        by_holder.setdefault(stored.fact.entity, []).append(stored)
    told = tuple(_told(holder, places, store) for holder, places in by_holder.items())
    differences = (Difference(what=office, kind="change", told=told),) if len(told) > 1 else ()
    return FactSheet(name=office, kind="office", roles=told, differences=differences)


def _is_asked_for(wanted: frozenset[str], told: frozenset[str]) -> bool:
    """Whether the office is told in all its words, or in all but the country, where none is told."""
    missing = wanted - told
    return not missing or (missing < wanted and missing <= _countries() and not told & _countries())


@cache
def _countries() -> frozenset[str]:
    names = [terms(name) for table in (nations().peoples, nations().names) for name in table]
    return frozenset(words[0] for words in names if len(words) == 1) - STOPWORDS


def said_in_office(roles: Sequence[StoredFact], store: Store) -> list[StoredFact]:
    """What an office without a name says in other articles of the time in which these roles are told."""
    days = {source.id: source.published for source in store.sources()}
    found: dict[StoredFact, None] = {}
    for stored in roles:
        role, day = stored.fact, days[stored.source]
        if not isinstance(role, Role) or role.former or day is None or len(role.role.split()) < 2:
            continue
        for said in _said_as(role.role, store):
            told = days[said.source]
            if said.source != stored.source and told is not None and abs(told - day) <= ONE_TERM:
                found[said] = None
    return list(found)


def _said_as(office: str, store: Store) -> list[StoredFact]:
    words = office.split()
    forms = {" ".join(words[n:]) for n in range(len(words) - 1)}
    found = [s for form in sorted(forms) for s in store.facts("statement", name=form)]
    return [s for s in found if isinstance(s.fact, Statement) and s.fact.anonymous]


def _words(stored: StoredFact) -> frozenset[str]:
    assert isinstance(stored.fact, Role)
    return frozenset(terms(stored.fact.role))


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


def _day(published: date | None) -> str:
    return published.isoformat() if published else "9999"
