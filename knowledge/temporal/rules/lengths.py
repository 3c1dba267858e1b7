"""Rules for what names no days: lengths of time, ages, repetitions, and words like "now" and "recently"."""

from __future__ import annotations

from knowledge.lexicon.classes import calendar
from knowledge.temporal.grammar import Match
from knowledge.temporal.quantity import iso_duration, quantity, unit_of
from knowledge.temporal.rule import Reading, Rule
from knowledge.temporal.scene import Scene, duration, reference, repeated

__all__ = ["RULES"]

_RATES = frozenset(
    "once twice times percent % dollars pounds euros yen million billion thousand average".split()
)


def _duration(_scene: Scene, match: Match) -> Reading:
    unit, said = unit_of(match, "u"), match.low("q")
    if said in ("a", "an"):
        before = match.tokens[match.start - 1] if match.start else None
        if before is not None and (before.kind == "NUMBER" or before.low in _RATES):
            return repeated(iso_duration(1, unit))
        if match.low("u") in ("second", "quarter"):
            return None  # "a second attempt", "a quarter of them"
    if match.token("q").kind == "NUMBER" and match.token("u").text.istitle():
        return None  # "60 Minutes", "24 Hours"
    count = quantity(match, "q")
    if match.has("half") and count is not None:
        count += 0.5
    return duration(iso_duration(count, unit))


def _vague_length(_scene: Scene, match: Match) -> Reading:
    return duration(iso_duration(None, unit_of(match, "u")))


def _every(_scene: Scene, match: Match) -> Reading:
    if match.has("w"):
        return repeated(f"XXXX-WXX-{match.number('w') + 1}")
    if match.has("m"):
        return repeated(f"XXXX-{match.number('m'):02d}")
    return repeated(iso_duration(2 if match.has("other") else 1, unit_of(match, "u")))


def _per_unit(_scene: Scene, match: Match) -> Reading:
    return repeated(iso_duration(1, unit_of(match, "u")))


def _weekdays(_scene: Scene, match: Match) -> Reading:
    return repeated(f"XXXX-WXX-{calendar().weekdays[match.low('w')[:-1]] + 1}")


def _set_word(_scene: Scene, match: Match) -> Reading:
    return repeated(calendar().repeated[match.low("w")])


def _vague(_scene: Scene, match: Match) -> Reading:
    return reference(calendar().vague[match.low("v")])


def _present(_scene: Scene, _match: Match) -> Reading:
    return reference("PRESENT_REF")


def _vague_ago(_scene: Scene, _match: Match) -> Reading:
    return reference("PAST_REF")


RULES = (
    Rule("every", "(every|each) other:other? (u:UNIT|w:WEEKDAY|m:MONTH)", _every),
    Rule("per_unit", "per u:UNIT", _per_unit),
    Rule("weekdays", "w:WEEKDAYS", _weekdays),
    Rule("set_word", "w:SET_WORD", _set_word),
    Rule("long_ago", "(UNITS|long) ago", _vague_ago),
    Rule(
        "counted_past",
        "(the)? (last|past|next|coming|previous|following|first|final) q:$q u:$u",
        _duration,
    ),
    Rule("age", "q:$q DASH u:$u DASH old", _duration),
    Rule("length_half", "q:$q u:$u half:(and a half)", _duration),
    Rule("length_half_first", "q:$q half:(and a half) u:$u", _duration),
    Rule("length", "q:$q DASH? (more|other|full|whole|straight|consecutive)? u:$u", _duration),
    Rule("vague_length", "u:UNITS", _vague_length),
    Rule("these_days", "(these days|at present|right now)", _present),
    Rule("vague", "v:VAGUE", _vague),
)  # fmt: skip
