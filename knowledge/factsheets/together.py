"""Two names → what tells of both, in the order of the days on which it was published."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.errors import UnknownNameError
from knowledge.evidence.citing import cite
from knowledge.evidence.known_names import KnownName, resolve
from knowledge.model import FactSheet, Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.model import Sentence
    from knowledge.protocols import Store

__all__ = ["pair_sheet"]

_PAIR = re.compile(
    r"(?:(?:relations? )?between )?(?P<one>.+?)\s*(?: and | & | with | vs\.? | versus |/)\s*(?P<other>.+)",
    re.IGNORECASE,
)


def pair_sheet(names: str, store: Store, *, most: int) -> FactSheet | None:
    """The sheet of "one and other"; None where it is no pair.

    The rarer name is looked for in so many sentences.

    Raises UnknownNameError where a name of a pair is unknown, or no sentence has both.
    """
    match = _PAIR.fullmatch(names.strip())
    if match is None:
        return None
    one, other = resolve(match["one"], store), resolve(match["other"], store)
    if one.name == other.name:
        return None
    rarer, often = sorted((one, other), key=lambda known: _mentions(known, store))
    found = _naming(rarer.forms, store, most)
    both = store.sentences(sorted(_of(found, often.forms, store)))
    if not both:
        raise UnknownNameError(
            f"No sentence of the sources names both “{one.name}” and “{other.name}”; ask for one of them."
        )
    days = {source.id: source.published for source in store.sources({s.source for s in both})}
    told = sorted(
        both, key=lambda s: (day.isoformat() if (day := days[s.source]) else "9999", s.source, s.start)
    )
    return FactSheet(
        name=f"{one.name} and {other.name}", kind=None, together=tuple(_told(each, store) for each in told)
    )


def _mentions(known: KnownName, store: Store) -> int:
    return sum(entry.mentions for entry in store.names.written(known.forms))


def _naming(forms: Sequence[str], store: Store, most: int) -> set[int]:
    found = (store.facts(kind, name=form, most=most) for form in forms for kind in ("mention", "alias"))
    return {stored.sentence for here in found for stored in here}


def _of(sentences: set[int], forms: Sequence[str], store: Store) -> set[int]:
    """Those of the sentences that have one of the forms as well."""
    within = sorted(sentences)
    return {
        stored.sentence
        for form in forms
        for kind in ("mention", "alias")
        for stored in store.facts(kind, name=form, sentences=within)
    }


def _told(sentence: Sentence, store: Store) -> Told:
    return Told(text=sentence.text, citations=(cite(sentence, store, n=1, stance="supports", score=1.0),))
