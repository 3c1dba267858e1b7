"""An office → who holds it, by the articles, in the order of their days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.answering.citing import cite
from knowledge.model import Difference, FactSheet, Role, Told
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import terms

if TYPE_CHECKING:
    from datetime import date

    from knowledge.seams import Store, StoredFact

__all__ = ["office_sheet"]


def office_sheet(office: str, store: Store) -> FactSheet | None:
    """The holders of an office such as "finance minister"; None where the articles tell of none."""
    wanted = frozenset(terms(office)) - STOPWORDS
    held = [s for s in store.facts("role") if wanted and wanted <= _words(s)]
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
