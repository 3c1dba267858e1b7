"""Whether the clause around a date looks back or ahead, by the verb that is nearest to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from knowledge.facts.timex_tokens import Token

__all__ = ["Direction", "direction"]

Direction = Literal["past", "future"] | None

_FUTURE = frozenset("will 'll shall wo upcoming forthcoming next".split())
_PLAN = frozenset(
    "expected scheduled due set slated planned plans plan planning expects expect intends intend going hopes hope "
    "wants aims aim likely agreed about ready poised begin begins start starts bound sure supposed hoping hoped "
    "preparing prepares prepared vowed vows pledged promised promises required supposed tentatively".split()
)
_SCHEDULED = frozenset(
    "begins starts opens expires ends meets takes faces arrives leaves goes closes holds resumes hosts returns comes "
    "becomes falls".split()
)
_PAST = frozenset(
    "said was were had did told met made took came went began gave found left held became saw sent brought lost won "
    "paid rose fell hit cut put set led ran spoke wrote sold bought broke shot died flew got kept knew thought felt "
    "stood struck fought caught grew drew threw withdrew chose drove rode sank shook spent taught wore dropped "
    "has have been ago since called became".split()
)
_NOT_VERBS = frozenset("united need indeed hundred speed feed seed bed red unprecedented exceed proceed succeed "
                       "limited armed advanced alleged continued increased related based".split())  # fmt: skip
_BE = frozenset("be is are am being".split())
_SKIP = frozenset("on for by in at the of until till this , ( -".split())
_FAR = 18


def direction(tokens: Sequence[Token], start: int, end: int) -> Direction:
    """Looks left to the nearest verb cue of the sentence, then right; None when there is none."""
    left = _left(tokens, start)
    return left if left else _right(tokens, end)


def _left(tokens: Sequence[Token], start: int) -> Direction:
    at = start - 1
    while at >= 0 and tokens[at].low in _SKIP:
        at -= 1
    if at >= 0 and tokens[at].low in _SCHEDULED:
        return "future"
    for i in range(at, max(-1, start - _FAR), -1):
        token = tokens[i]
        if token.kind == "BREAK" or _ends_sentence(tokens, i):
            return None
        found = _cue(tokens, i)
        if found:
            return found
    return None


def _right(tokens: Sequence[Token], end: int) -> Direction:
    for i in range(end, min(len(tokens), end + _FAR)):
        if tokens[i].kind == "BREAK" or _ends_sentence(tokens, i):
            return None
        found = _cue(tokens, i)
        if found:
            return found
    return None


def _cue(tokens: Sequence[Token], i: int) -> Direction:
    low = tokens[i].low
    before = tokens[i - 1].low if i else ""
    if low in _FUTURE:
        return "future"
    if low == "to" and (before in _PLAN or before in _BE):
        return "future" if _base_verb(tokens, i + 1) else None
    if low in ("has", "have", "had"):
        return "past"
    if before in ("to", "be", "will", "would", "may", "can", "could", "should", "must", "not"):
        return None
    if low in _PAST:
        return None if low in ("set", "put", "hit", "cut") and before in _BE else "past"
    if low.endswith("ed") and len(low) > 4 and low not in _NOT_VERBS and tokens[i].kind == "word":
        return None if before in _BE or low in _PLAN else "past"
    return None


def _base_verb(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].kind == "word" and tokens[i].text.islower()


def _ends_sentence(tokens: Sequence[Token], i: int) -> bool:
    """A full stop, question or exclamation mark that is not the dot of an abbreviation."""
    token = tokens[i]
    if token.text not in (".", "?", "!"):
        return False
    if i + 1 >= len(tokens) or i == 0:
        return True
    after, before = tokens[i + 1], tokens[i - 1]
    short = before.text[0].isupper() and len(before.text) <= 4 and before.end == token.start
    return not after.text[0].islower() and after.start > token.end and not short
