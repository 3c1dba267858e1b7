"""A name → its fact sheet: aliases, roles, figures, statements, each cited, and where sources differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from knowledge.errors import UnknownNameError
from knowledge.evidence import agreement
from knowledge.evidence.agreement import DatedFigure
from knowledge.evidence.citing import cite
from knowledge.evidence.known_names import KnownName, resolve
from knowledge.extraction.described import BY_KIND, is_union, plain_form
from knowledge.extraction.statements import ACT_IN_WORDS
from knowledge.factsheets.figures import figures_of, is_of_people
from knowledge.factsheets.offices import in_turn, office_sheet, said_in_office
from knowledge.factsheets.together import pair_sheet
from knowledge.model import (
    Alias,
    Citation,
    Difference,
    FactSheet,
    Figure,
    Mention,
    Period,
    Relation,
    Role,
    Statement,
    Told,
    Value,
)

if TYPE_CHECKING:
    from knowledge.protocols import FactKind, Store, StoredFact

__all__ = ["fact_sheet"]


_PLAIN = frozenset({"described", BY_KIND, "capital_for_government"})
"""Rules of aliases whose entity no text need have written."""


def fact_sheet(name: str, store: Store) -> FactSheet:
    """Everything the articles tell of a name or any of its aliases; of an office, its holders.

    Of two names ("Lorania and Tarsh"), what names both.

    Raises UnknownNameError.
    """
    try:
        known = resolve(name, store)
    except UnknownNameError:
        plain = plain_form(name)
        if plain is None or not figures_of((plain,), (), (), store):
            if (found := office_sheet(name, store) or pair_sheet(name, store)) is not None:
                return found
            raise
        known = KnownName(plain, None, (plain,))
    mentions, defined = _facts(known.forms, store, "mention"), _facts(known.forms, store, "alias")
    roles = [s for s in _facts(known.forms, store, "role") if isinstance(s.fact, Role)]
    relations = [s for s in _facts(known.forms, store, "relation") if isinstance(s.fact, Relation)]
    statements = [
        s
        for s in _facts(known.forms, store, "statement")
        if isinstance(s.fact, Statement) and s.fact.rule != ACT_IN_WORDS
    ]
    spoken = [s for s in statements if isinstance(s.fact, Statement) and s.fact.speaker in known.forms]
    spoken += said_in_office([r for r in roles if _holder(r) in known.forms], store)
    figures = figures_of(known.forms, (*mentions, *defined), spoken, store)
    groups = _groups(known.forms, figures, store)
    return FactSheet(
        # "France troops" is our plain form, and no English.
        name=name.strip() if any(map(is_of_people, known.forms)) else known.name,
        kind=known.kind,
        aliases=_aliases(mentions, defined, [role for role in roles if _holder(role) in known.forms], store),
        roles=_told(roles, store, text=_role),
        figures=_told(figures, store, text=_figure),
        relations=_told(relations, store, text=_related),
        statements=_told(spoken, store, text=_said),
        differences=(*_differing_roles(roles, store), *_differing_figures(groups, store)),
        chart=tuple(_values(agreement.charted(groups), store)),
    )


def _facts(forms: Sequence[str], store: Store, kind: FactKind) -> list[StoredFact]:
    found = {s: None for form in forms for s in store.facts(kind, name=form)}
    return sorted(found, key=lambda s: (s.source, s.fact.start, s.fact.end))


_HONORIFIC = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lady|Lord|Prof|Professor|President|Senator)\.? $")


def _aliases(
    mentions: Sequence[StoredFact], defined: Sequence[StoredFact], roles: Sequence[StoredFact], store: Store
) -> tuple[Told, ...]:
    """Each form as it is written, with the place that defines it, else where it stands first."""
    places: dict[str, tuple[StoredFact, str]] = {}
    for stored in mentions:
        if isinstance(stored.fact, Mention):
            places.setdefault(stored.fact.text, (stored, "named so"))
            title = _HONORIFIC.search(_text(stored, store, stored.fact.start - 12, stored.fact.start))
            if title and stored.fact.kind == "person":
                places.setdefault(f"{title.group()}{stored.fact.text}", (stored, "with title"))
    for stored in roles:
        if isinstance(stored.fact, Role) and stored.fact.rule == "title_before":
            whole = _text(stored, store, stored.fact.start, stored.fact.end).replace("\u00a0", " ")
            places.setdefault(whole, (stored, "with title"))
            if len(stored.fact.role.split()) > 1 and not stored.fact.former:
                places.setdefault(stored.fact.role, (stored, "by office"))
    for stored in defined:
        if isinstance(stored.fact, Alias):
            forms = (stored.fact.alias, *(() if stored.fact.rule in _PLAIN else (stored.fact.entity,)))
            for form in forms:
                places[form] = (stored, stored.fact.rule.replace("_", " "))
    return tuple(
        Told(text=form, label=label, citations=(_cited(stored, store, 1),))
        for form, (stored, label) in sorted(places.items())
    )


def _text(stored: StoredFact, store: Store, start: int, end: int) -> str:
    return store.article(stored.source).text[max(0, start) : end]


Wording = Callable[["StoredFact", "Store"], tuple[str, str | None]]
"""A fact's words and label."""


def _told(stored: Iterable[StoredFact], store: Store, *, text: Wording) -> tuple[Told, ...]:
    """Facts in the order of sources; the same words in several places are one line with all citations."""
    lines: dict[tuple[str, str | None], list[StoredFact]] = {}
    for one in stored:
        lines.setdefault(text(one, store), []).append(one)
    return tuple(
        Told(
            # The days that are set behind it end the line.
            text=words.removesuffix(".") if as_of else words, label=label, as_of=as_of,
            citations=tuple(_cited(place, store, n) for n, place in enumerate(places, 1)),
        )
        for (words, label), places in lines.items()
        for as_of in [_as_of(places[0])]
    )  # fmt: skip


def _as_of(stored: StoredFact) -> Period | None:
    fact = stored.fact
    if isinstance(fact, Role | Figure | Relation):
        return fact.as_of
    return fact.when if isinstance(fact, Statement) else None


def _role(stored: StoredFact, store: Store) -> tuple[str, str | None]:
    del store
    assert isinstance(stored.fact, Role)
    return stored.fact.role, None


def _figure(stored: StoredFact, store: Store) -> tuple[str, str | None]:
    del store
    assert isinstance(stored.fact, Figure)
    place = f" ({stored.fact.place})" if stored.fact.place else ""
    return f"{stored.fact.text} {stored.fact.counted}".strip() + place, None


def _related(stored: StoredFact, store: Store) -> tuple[str, str | None]:
    del store
    assert isinstance(stored.fact, Relation)
    return f"{stored.fact.subject} {stored.fact.name} {stored.fact.object}", None


def _said(stored: StoredFact, store: Store) -> tuple[str, str | None]:
    assert isinstance(stored.fact, Statement)
    start, end = stored.fact.content
    return store.article(stored.source).text[start:end], stored.fact.cue


def _cited(stored: StoredFact, store: Store, n: int) -> Citation:
    sentence = store.sentences([stored.sentence])[0]
    return cite(sentence, store, n=n, stance="supports", score=1.0)


def _groups(forms: Sequence[str], figures: Sequence[StoredFact], store: Store) -> list[list[DatedFigure]]:
    """Figures of one thing, in order of time."""
    sources = store.sources({figure.source for figure in figures})
    told = agreement.told_on(figures, {source.id: source for source in sources})
    if any(map(is_of_people, forms)):
        return agreement.by_place(told)
    return agreement.members(told) if any(map(is_union, forms)) else agreement.aligned(told)


def _values(told: Sequence[DatedFigure], store: Store) -> Iterable[Value]:
    sources = {source.id: source for source in store.sources({one.stored.source for one in told})}
    for one in told:
        source, figure = sources[one.stored.source], one.figure
        if one.day is not None:
            yield Value(
                text=figure.text, counted=figure.counted, place=figure.place, day=one.day, low=figure.low,
                high=figure.high, told_by=source.publisher or source.title,
            )  # fmt: skip


def _differing_figures(groups: Sequence[Sequence[DatedFigure]], store: Store) -> Iterable[Difference]:
    """Counts of one thing that changed, or that sources give differently for one time."""
    for group in groups:
        places = [one.figure.place for one in group if one.figure.place]
        place = places[0] if 2 * len(places) > len(group) else None
        what = group[0].figure.counted + (f" in {place}" if place else "")
        for kind, members in agreement.variations(group):
            told = tuple(_told([one.stored], store, text=_figure)[0] for one in members)
            yield Difference(what=what, kind=kind, told=told)


def _differing_roles(roles: Sequence[StoredFact], store: Store) -> Iterable[Difference]:
    """One person's offices at different times."""
    for person, held in groupby(sorted(roles, key=_holder), key=_holder):
        runs = in_turn(list(held), store)
        if len(runs) > 1:
            told = tuple(_run(run, store) for run in runs)
            yield Difference(what=f"{person}'s office", kind="change", told=told)


def _run(held: Sequence[StoredFact], store: Store) -> Told:
    """An office told several times in a row, by its fullest words."""
    fullest = max((_role(one, store) for one in held), key=lambda words: len(words[0]))
    return _told(held, store, text=lambda *_: fullest)[0]


def _holder(stored: StoredFact) -> str:
    assert isinstance(stored.fact, Role)
    return stored.fact.entity
