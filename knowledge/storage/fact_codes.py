"""The facts of a sentence ↔ bytes: a line each, packed together with what all such lines have in common."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import get_args

from knowledge.model import Fact
from knowledge.protocols import FactKind

__all__ = ["KINDS", "packed", "unpacked"]

KINDS: dict[FactKind, type[Fact]] = {
    kind.model_fields["fact"].default: kind for kind in get_args(get_args(Fact)[0])
}
assert set(KINDS) == set(get_args(FactKind))

_LETTERS: dict[str, FactKind] = {chr(ord("a") + n): kind for n, kind in enumerate(KINDS)}
_LETTER_OF = {kind: letter for letter, kind in _LETTERS.items()}
_LEVEL, _RAW, _MEMORY = 6, -12, 5
"""zlib's level, the logarithm of its window with the sign of a stream without a head, and its memory."""

# What lines look like; the likeliest stands last, since what is nearer costs less. What was packed with
# another text cannot be opened: whoever changes it counts the version of the schema up.
_COMMON = (
    b'"mod":"START""mod":"MORE_THAN"DURATION"value":"PT"granularity":"decade"granularity":"quarter""season"'
    b'"basis":"context""rule":"initials""relation":"via":"direct":true"anonymous":true"former":true'
    b'"qualifier":"at least""about""over""range""unit":"USD""percent","modifier":"until""before""after"'
    b'"status":"planned""bound","reporting":true,"assertion":"denied""alleged""planned""teller":"'
    b'n{"start":10,"end":20,"rule":"said_before","speaker":"","cue":"said","content":[120,180],"direct":false,'
    b'"when":{"first":null,"after":"20'
    b'd{"start":10,"end":40,"rule":"title_before","entity":"","role":"minister","as_of":{"first":"2020-01-01",'
    b'"after":null,"modifier":"approx"}}\nc{"start":10,"end":40,"rule":"acronym","entity":"","alias":"'
    b'e{"start":10,"end":14,"rule":"number","text":"","low":10.0,"high":10.0,"counted":"people","context":["say","'
    b'"],"place":"","as_of":{"first":"2020-01-01","after":"2020-02-01","granularity":"year","modifier":"since"}}\n'
    b'a{"start":10,"end":20,"rule":"weekday_past","type":"DATE","value":"2020-01-01","period":{"first":"20'
    b'"after":"2020-01-02","granularity":"month"},"basis":"published"}\n'
    b'g{"start":10,"end":60,"rule":"own_clause","predicate":"say","participants":["","","],"period":{"first":"20'
    b'"after":"20"},"status":"stated","place":"\n'
    b'b{"start":10,"end":20,"rule":"capitals","entity":"","text":"","kind":"organisation"}\n'
    b'b{"start":10,"end":20,"rule":"capitals","entity":"","text":"","kind":"person"}\n'
    b'b{"start":10,"end":20,"rule":"capitals","entity":"","text":"","kind":"place"}\n'
)


def packed(facts: Iterable[Fact]) -> bytes:
    """In their order.

    >>> from knowledge.model import Alias
    >>> one = Alias(start=3, end=9, rule="acronym", entity="Osk Rail", alias="OR")
    >>> unpacked(packed([one])) == [one]
    True
    """
    lines = (_LETTER_OF[fact.fact] + fact.model_dump_json(exclude_defaults=True) for fact in facts)
    making = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW, _MEMORY, zlib.Z_DEFAULT_STRATEGY, _COMMON)
    return making.compress("\n".join(lines).encode()) + making.flush()


def unpacked(held: bytes, kind: FactKind | tuple[FactKind, ...] | None = None) -> list[Fact]:
    """Those of a kind or some kinds, or all."""
    content = zlib.decompressobj(_RAW, _COMMON).decompress(held).decode()
    kinds = (kind,) if isinstance(kind, str) else kind
    wanted = "" if kinds is None else tuple(_LETTER_OF[one] for one in kinds)
    return [
        KINDS[_LETTERS[line[0]]].model_validate_json(line[1:])
        for line in content.split("\n")
        if line.startswith(wanted)
    ]
