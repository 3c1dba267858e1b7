"""Numbers: the same figure of the same noun, or another one in its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from knowledge.claims.checks.registry import Finding, check, together
from knowledge.claims.facts import Asked, Told, content
from knowledge.evidence.agreement import counts_alike
from knowledge.extraction.figure_values import compatible, value
from knowledge.model import Conflict, Figure
from knowledge.text.words import Word, terms

__all__ = ["figures"]

BESIDE = 3
"""Content words on either side of a figure by which its place is compared."""
SURELY = 2
"""By so many more words beside it a figure is the one that is meant, though another is the same number."""
_LENGTHS = frozenset("seconds minutes hours days weeks months years decades centuries".split())
_EVERY = frozenset("all every both most only always half".split())
_BELOW, _ABOVE = frozenset({"under", "at most"}), frozenset({"over", "at least"})


@check
def figures(asked: Asked, told: Told) -> Finding:
    """A figure is met by one of the same unit that can be the same number, whatever it is called.

    It conflicts with the nearest other number of the same noun, or of the same unit where only one is told.
    """
    found = [_found(claimed, asked, told) for claimed in asked.figures if not _is_denial(claimed)]
    others = [term for term in (*_bare(asked), *_all(asked)) if term not in told.terms]
    return together([*found, Finding(unmet=tuple(others))])


def _is_denial(claimed: Figure) -> bool:
    """Whether it counts nothing: "no ships" denies, and "a single" says that there is no other."""
    return claimed.high == 0 or "single" in claimed.text


def _found(claimed: Figure, asked: Asked, told: Told) -> Finding:
    alike = [one for one in told.figures if _of_one_kind(one, claimed)]
    paired = _paired(claimed, alike, asked, told)
    if paired is None:
        return _compared(claimed, alike, told)
    return _differing(claimed, paired.figure) if paired.sure else Finding(unmet=(claimed.text,))


def _compared(claimed: Figure, alike: Sequence[Figure], told: Told) -> Finding:
    same = alike if claimed.unit else [one for one in alike if counts_alike(one, claimed)]
    if _stands(claimed, told) or any(_agree(claimed, one) for one in same or alike):
        return Finding(met=1)
    if not same:
        return Finding(unmet=(claimed.text,))
    return _differing(claimed, max(same, key=lambda one: _shared(claimed, one)))


def _differing(claimed: Figure, other: Figure) -> Finding:
    return Finding(conflicts=(Conflict(what="number", claimed=claimed.text, found=other.text),))


class _Paired(NamedTuple):
    figure: Figure
    sure: bool
    """Whether it is certainly the one that the claim means."""


def _paired(claimed: Figure, alike: Sequence[Figure], asked: Asked, told: Told) -> _Paired | None:
    """The figure that stands among the claim's words, where the one that agrees is there of something else.

    As in "the army had freed 180 and the rebels 210".
    """
    ours = _beside(asked.words, claimed, 0)
    weighed = [(len(ours & _beside(told.words, one, told.start)), one) for one in alike]
    agreeing = max((pair for pair in weighed if _agree(claimed, pair[1])), key=_shared_words, default=None)
    most, other = max(weighed, key=_shared_words, default=(0, claimed))
    if agreeing is None or most <= agreeing[0] or _agree(claimed, other):
        return None
    return _Paired(other, most - agreeing[0] >= SURELY or value(agreeing[1]) != value(claimed))


def _shared_words(pair: tuple[int, Figure]) -> int:
    return pair[0]


def _of_one_kind(one: Figure, claimed: Figure) -> bool:
    """By their units: days and weeks are lengths of time both."""
    return one.unit == claimed.unit or {one.unit, claimed.unit} <= _LENGTHS


def _beside(found: Sequence[Word], figure: Figure, start: int) -> set[str]:
    """The content words right before and behind a figure, other numbers aside."""
    plain = [word for word in content(found) if not word.term[:1].isdigit()]
    before = [word for word in plain if word.end <= figure.start - start]
    after = [word for word in plain if word.start >= figure.end - start]
    return {word.term for word in (*before[-BESIDE:], *after[:BESIDE])}


def _stands(claimed: Figure, told: Told) -> bool:
    """Whether the number is written there, whatever it counts."""
    return f" {claimed.text.casefold()} " in f" {' '.join(word.text.casefold() for word in told.words)} "


def _all(asked: Asked) -> list[str]:
    """Words that say more of a thing than that it is so."""
    return [word.term for word in asked.words if word.term in _EVERY]


def _agree(claimed: Figure, one: Figure) -> bool:
    """Whether the told number makes the claimed one true; "over 40" and "under 40" have none in common."""
    apart = (claimed.qualifier in _BELOW and one.qualifier in _ABOVE) or (
        claimed.qualifier in _ABOVE and one.qualifier in _BELOW
    )
    wider = claimed.qualifier == "exact" and one.qualifier in _BELOW | _ABOVE and value(claimed) != value(one)
    return one.unit == claimed.unit and compatible(claimed, one) and not apart and not wider


def _shared(claimed: Figure, one: Figure) -> int:
    """Words that stand around both."""
    ours = {*claimed.context, *terms(claimed.counted)}
    return len(ours & {*one.context, *terms(one.counted)})


def _bare(asked: Asked) -> list[str]:
    """Numbers that count nothing by themselves: "Bus 88", "7-6"."""
    taken = [(fact.start, fact.end) for fact in (*asked.figures, *asked.days)]
    return [
        word.term
        for word in asked.words
        if word.term[:1].isdigit() and not any(start <= word.start < end for start, end in taken)
    ]
