"""A name → its fact sheet: aliases, roles, figures, statements, each cited, and where sources differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from knowledge.errors import UnknownNameError
from knowledge.evidence import agreement
from knowledge.evidence.agreement import DatedFigure
from knowledge.evidence.citing import Around, around
from knowledge.evidence.known_names import KnownName, resolve
from knowledge.extraction.described import BY_KIND, is_union, plain_form
from knowledge.extraction.statements import ACT_IN_WORDS
from knowledge.factsheets.figures import figures_of, is_of_people
from knowledge.factsheets.offices import in_turn, office_sheet, said_in_office
from knowledge.factsheets.together import pair_sheet
from knowledge.model import (
    Alias,
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

NEWEST = 100
"""Sentences that are read of a name and a kind of fact, those of the articles published last."""

_PLAIN = frozenset({"described", BY_KIND, "capital_for_government"})
"""Rules of aliases whose entity no text need have written."""


def fact_sheet(name: str, store: Store) -> FactSheet:
    """Everything the articles tell of a name or any of its aliases; of an office, its holders.

    Of two names ("Lorania and Tarsh"), what names both. Of a name that is everywhere, what the newest
    articles tell; ``note`` says so.

    Raises UnknownNameError.
    """
    try:
        known = _known(name, store)
    except UnknownNameError:
        found = office_sheet(name, store, most=NEWEST) or pair_sheet(name, store, most=NEWEST)
        if found is None:
            raise
        return found
    return _sheet(name, known, store)


def _known(name: str, store: Store) -> KnownName:
    """By the name, or by what it describes, where figures are told of that."""
    try:
        return resolve(name, store)
    except UnknownNameError:
        plain = plain_form(name)
        if plain is None or not figures_of((plain,), (), (), store, most=NEWEST):
            raise
        return KnownName(plain, None, (plain,))


def _sheet(name: str, known: KnownName, store: Store) -> FactSheet:
    mentions, defined = _facts(known.forms, store, "mention"), _facts(known.forms, store, "alias")
    roles = _facts(known.forms, store, "role")
    relations = _facts(known.forms, store, "relation")
    statements = [s for s in _facts(known.forms, store, "statement") if s.fact.rule != ACT_IN_WORDS]
    held = [role for role in roles if _holder(role) in known.forms]
    spoken = [s for s in statements if isinstance(s.fact, Statement) and s.fact.speaker in known.forms]
    spoken += said_in_office(held, store, most=NEWEST)
    figures = figures_of(known.forms, (*mentions, *defined), spoken, store, most=NEWEST)
    groups = _groups(known.forms, figures, store)
    near = around((*mentions, *defined, *roles, *relations, *spoken, *figures), store)
    return FactSheet(
        # "France troops" is our plain form, and no English.
        name=name.strip() if any(map(is_of_people, known.forms)) else known.name,
        kind=known.kind,
        aliases=_aliases(mentions, defined, held, near),
        roles=_told(roles, near, text=_role),
        figures=_told(figures, near, text=_figure),
        relations=_told(relations, near, text=_related),
        statements=_told(spoken, near, text=_said),
        differences=(*_differing_roles(roles, near, store), *_differing_figures(groups, near)),
        chart=tuple(_values(agreement.charted(groups), near)),
        note=_PART if max(map(len, (mentions, roles, statements))) >= NEWEST else None,
    )


def _facts(forms: Sequence[str], store: Store, kind: FactKind) -> list[StoredFact]:
    found = {s: None for form in forms for s in store.facts(kind, name=form, most=NEWEST)}
    return sorted(found, key=lambda s: (s.source, s.fact.start, s.fact.end))


_PART = f"What the newest articles tell, at most {NEWEST} sentences of each kind; ask for more in a question."
_HONORIFIC = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lady|Lord|Prof|Professor|President|Senator)\.? $")


def _aliases(
    mentions: Sequence[StoredFact], defined: Sequence[StoredFact], roles: Sequence[StoredFact], near: Around
) -> tuple[Told, ...]:
    """Each form as it is written, with the place that defines it, else where it stands first."""
    places: dict[str, tuple[StoredFact, str]] = {}
    for stored in (*mentions, *roles):
        for form, label in _written(stored, near.text(stored)):
            places.setdefault(form, (stored, label))
    for stored in defined:
        if isinstance(stored.fact, Alias):
            forms = (stored.fact.alias, *(() if stored.fact.rule in _PLAIN else (stored.fact.entity,)))
            places |= dict.fromkeys(forms, (stored, stored.fact.rule.replace("_", " ")))
    return tuple(
        Told(text=form, label=label, citations=(near.cited(stored, 1),))
        for form, (stored, label) in sorted(places.items())
    )


def _written(stored: StoredFact, text: str) -> Iterator[tuple[str, str]]:
    """The forms that a mention or an office gives a name in an article, each with its label."""
    fact = stored.fact
    if isinstance(fact, Mention):
        yield fact.text, "named so"
        title = _HONORIFIC.search(text[max(0, fact.start - 12) : fact.start])
        if title and fact.kind == "person":
            yield f"{title.group()}{fact.text}", "with title"
    elif isinstance(fact, Role) and fact.rule == "title_before":
        yield text[fact.start : fact.end].replace("\u00a0", " "), "with title"
        if len(fact.role.split()) > 1 and not fact.former:
            yield fact.role, "by office"


Wording = Callable[["StoredFact", Around], tuple[str, str | None]]
"""A fact's words and label."""


def _told(stored: Iterable[StoredFact], near: Around, *, text: Wording) -> tuple[Told, ...]:
    """Facts in the order of sources; the same words in several places are one line with all citations."""
    lines: dict[tuple[str, str | None], list[StoredFact]] = {}
    for one in stored:
        lines.setdefault(text(one, near), []).append(one)
    return tuple(
        Told(
            # The days that are set behind it end the line.
            text=words.removesuffix(".") if as_of else words, label=label, as_of=as_of,
            citations=tuple(near.cited(place, n) for n, place in enumerate(places, 1)),
        )
        for (words, label), places in lines.items()
        for as_of in [_as_of(places[0])]
    )  # fmt: skip


def _as_of(stored: StoredFact) -> Period | None:
    fact = stored.fact
    if isinstance(fact, Role | Figure | Relation):
        return fact.as_of
    return fact.when if isinstance(fact, Statement) else None


def _role(stored: StoredFact, near: Around) -> tuple[str, str | None]:
    del near
    assert isinstance(stored.fact, Role)
    return stored.fact.role, None


def _figure(stored: StoredFact, near: Around) -> tuple[str, str | None]:
    del near
    assert isinstance(stored.fact, Figure)
    place = f" ({stored.fact.place})" if stored.fact.place else ""
    return f"{stored.fact.text} {stored.fact.counted}".strip() + place, None


def _related(stored: StoredFact, near: Around) -> tuple[str, str | None]:
    del near
    assert isinstance(stored.fact, Relation)
    return f"{stored.fact.subject} {stored.fact.name} {stored.fact.object}", None


def _said(stored: StoredFact, near: Around) -> tuple[str, str | None]:
    assert isinstance(stored.fact, Statement)
    start, end = stored.fact.content
    return near.text(stored)[start:end], stored.fact.cue


def _groups(forms: Sequence[str], figures: Sequence[StoredFact], store: Store) -> list[list[DatedFigure]]:
    """Figures of one thing, in order of time."""
    sources = store.sources({figure.source for figure in figures})
    told = agreement.told_on(figures, {source.id: source for source in sources})
    if any(map(is_of_people, forms)):
        return agreement.by_place(told)
    return agreement.members(told) if any(map(is_union, forms)) else agreement.aligned(told)


def _values(told: Sequence[DatedFigure], near: Around) -> Iterable[Value]:
    for one in told:
        source, figure = near.articles[one.stored.source].source, one.figure
        if one.day is not None:
            yield Value(
                text=figure.text, counted=figure.counted, place=figure.place, day=one.day, low=figure.low,
                high=figure.high, told_by=source.publisher or source.title,
            )  # fmt: skip


def _differing_figures(groups: Sequence[Sequence[DatedFigure]], near: Around) -> Iterable[Difference]:
    """Counts of one thing that changed, or that sources give differently for one time."""
    for group in groups:
        places = [one.figure.place for one in group if one.figure.place]
        place = places[0] if 2 * len(places) > len(group) else None
        what = group[0].figure.counted + (f" in {place}" if place else "")
        for kind, members in agreement.variations(group):
            told = tuple(_told([one.stored], near, text=_figure)[0] for one in members)
            yield Difference(what=what, kind=kind, told=told)


def _differing_roles(roles: Sequence[StoredFact], near: Around, store: Store) -> Iterable[Difference]:
    """One person's offices at different times."""
    for person, held in groupby(sorted(roles, key=_holder), key=_holder):
        runs = in_turn(list(held), store)
        if len(runs) > 1:
            told = tuple(_run(run, near) for run in runs)
            yield Difference(what=f"{person}'s office", kind="change", told=told)


def _run(held: Sequence[StoredFact], near: Around) -> Told:
    """An office told several times in a row, by its fullest words."""
    fullest = max((_role(one, near) for one in held), key=lambda words: len(words[0]))
    return _told(held, near, text=lambda *_: fullest)[0]


def _holder(stored: StoredFact) -> str:
    assert isinstance(stored.fact, Role)
    return stored.fact.entity
