"""The days and numbers of a claim, held against those that a sentence tells of the same act."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from knowledge.claims.words import alike, beside
from knowledge.extraction.clauses import Clause, clauses
from knowledge.lexicon.classes import alternatives, calendar, grammar
from knowledge.model import Conflict, Figure, Mention, Timex
from knowledge.retrieval.tables import places
from knowledge.text.numbers import PATTERN, SCALES, in_digits
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import Word, fold, normal_form, words

__all__ = ["PLAIN_VERBS", "Claim", "Told", "days", "numbers", "uncounted", "words_of"]

_WHERE = grammar().preposition.place - {"of", "on", "over", "against", "with"}
"""Before a place they tell where something is."""
_SHORT = {"mn": "million", "bn": "billion", "tn": "trillion"}
_SCALE = rf"(?:[\s-]?(?P<scale>{'|'.join([*SCALES, *_SHORT])}))?"
_NUMBER = re.compile(
    rf"(?<![\w.,])(?:(?P<digits>\d[\d,]*(?:\.\d+)?){_SCALE}|{PATTERN})(?![\w])", re.IGNORECASE
)
_MORE = re.compile(
    r"\b(?:more than|over|above|at least|no fewer than|no less than|exceeding)\s+$", re.IGNORECASE
)
_LESS = re.compile(r"\b(?:fewer than|less than|under|below|up to|at most|no more than)\s+$", re.IGNORECASE)
_LENGTH = re.compile(rf"[\s-](?:{alternatives(calendar().units, calendar().unit_plurals)})\b", re.IGNORECASE)
"""After a number of these "over" may mean "during"."""
_LENGTHS = frozenset(map(normal_form, calendar().units))
_JOINED = re.compile(r"\s*(?:[-–—]|to|and)\s*", re.IGNORECASE)
PLAIN_VERBS = frozenset({"be", "have", "do"})
"""Verbs that tell by themselves nothing of what was done."""


class Claim(NamedTuple):
    """A claim with what it tells."""

    text: str
    words: list[Word]
    days: list[Timex]


class Told(NamedTuple):
    """A sentence with what it tells."""

    text: str
    words: list[Word]
    terms: frozenset[str]
    """Of its words, and of the full names and offices of those it names."""
    days: list[Timex]
    """With their places in the sentence."""
    figures: list[Figure]
    names: list[Mention]
    start: int


def days(claim: Claim, told: Told) -> tuple[list[Conflict], bool]:
    """Days of the claim that the sentence lacks: in conflict with those of the same act, or strange."""
    found: list[Conflict] = []
    strange = False
    for timex in claim.days:
        shown = claim.text[timex.start : timex.end]
        if timex.type not in ("DATE", "TIME") or (timex.period is None and _says(told, shown)):
            continue
        near, sure = _of_the_act(claim, timex, told)
        if any(_agree(timex, t) or told.text[t.start : t.end].casefold() == shown.casefold() for t in near):
            continue
        if near and sure:
            nearest = max(near, key=lambda t: fuzz.ratio(told.text[t.start : t.end], shown))
            found.append(Conflict(what="date", claimed=shown, found=_range(nearest, told)))
        else:
            strange = True
    return found, strange


def _says(told: Told, shown: str) -> bool:
    return shown.casefold() in told.text.casefold()


def _of_the_act(claim: Claim, timex: Timex, told: Told) -> tuple[list[Timex], bool]:
    """The days of the sentence's clause with the claim's verb, else all; and whether they may conflict.

    They may not where the clause has none and those of another clause are of something else.
    """
    every = [t for t in told.days if t.period]
    verbs = _verbs(claim.text, timex.start)
    theirs = [c for c in clauses(told.text) if verbs & {w.term for w in words_of(c, told.words)}]
    own = [t for t in every if any(c.span.start <= t.start < c.span.end for c in theirs)]
    return (own, True) if own else (every, not theirs)


def _verbs(text: str, at: int) -> frozenset[str]:
    """The verb of the clause that stands at this place of a text."""
    for clause in clauses(text):
        if clause.span.start <= at < clause.span.end and clause.verb and clause.verb.term not in PLAIN_VERBS:
            return frozenset({clause.verb.term})
    return frozenset()


def words_of(clause: Clause, found: Sequence[Word]) -> list[Word]:
    """The words that stand in a clause."""
    return [w for w in found if clause.span.start <= w.start < clause.span.end]


def _range(timex: Timex, told: Told) -> str:
    """The words of a day, with the other end where it is one of a range: "March 22-23"."""
    start, end = timex.start, timex.end
    for other in told.days:
        if other.end <= start and _JOINED.fullmatch(told.text[other.end : start]):
            start = other.start
        elif other.start >= end and _JOINED.fullmatch(told.text[end : other.start]):
            end = other.end
    return told.text[start:end]


def _agree(ours: Timex, theirs: Timex) -> bool:
    """The same value; or of two that are not equally fine, days in common. A limit has only its value."""
    if ours.value == theirs.value:
        return True
    if ours.period is None or theirs.period is None or ours.mod or theirs.mod:
        return False
    # An hour's period is its day.
    finer = ours.period.granularity != theirs.period.granularity or ours.type != theirs.type
    return finer and ours.period.meets(theirs.period)


def numbers(claim: Claim, told: Told) -> tuple[list[Conflict], bool]:
    """Numbers of the claim that the sentence lacks: in the place of another one, or strange."""
    claimed, found = _values(claim.text, claim.days), _values(told.text, told.days)
    spare = {value: match for value, match in found.items() if value not in claimed}
    conflicts = list(_paired(claim, claimed, told, found))
    strange = False
    for value, match in claimed.items():
        if value in found:
            conflicts += _bounded(match, found[value]) or _of_another(claim, match, value, told)
        elif (instead := _instead(claim, match, told, spare.values())) and _within(
            match, value, instead, told
        ):
            continue
        elif instead:
            conflicts.append(Conflict(what="number", claimed=match.group(), found=instead))
        else:
            strange = True
    return conflicts, strange


def _instead(claim: Claim, number: re.Match[str], told: Told, spare: Iterable[re.Match[str]]) -> str | None:
    """The sentence's number that counts the same, or that stands among the same words."""
    counted = _after(claim.words, number.end())
    around = _around(claim.words, number)
    same = [f for f in told.figures if counted and any(alike(counted.term, w.term) for w in words(f.counted))]
    if counted and same:
        # Of two that count people, the one beside "injured".
        others = around - {counted.term}
        return max(same, key=lambda f: len(others & _following(f, told))).text
    return next((one.group() for one in spare if around & _around(told.words, one)), None)


def _following(figure: Figure, told: Told) -> frozenset[str]:
    """The terms of the words right after a figure."""
    first = next((n for n, w in enumerate(told.words) if w.end > figure.start - told.start), 0)
    after = first + len(words(figure.text))
    return frozenset(w.term for w in told.words[after : after + 3])


def _within(number: re.Match[str], value: float, instead: str, told: Told) -> bool:
    """Whether the sentence's number is one that "more than" or "fewer than" the claimed one."""
    _, sign = _bound(number)
    figure = next((f for f in told.figures if f.text == instead), None)
    if figure is None or not sign:
        return False
    if sign == "more":
        return figure.low is not None and figure.low > value
    return figure.high is not None and figure.high < value


def _after(found: Sequence[Word], end: int) -> Word | None:
    """What is counted by the number that ends here."""
    return next((w for w in [w for w in found if w.start >= end][:3] if w.term not in STOPWORDS), None)


def _around(found: Sequence[Word], match: re.Match[str]) -> frozenset[str]:
    first = next((n for n, w in enumerate(found) if w.end > match.start()), len(found))
    after = next((n for n, w in enumerate(found) if w.start >= match.end()), len(found))
    return beside(found, first, after)


def _of_another(claim: Claim, number: re.Match[str], value: float, told: Told) -> list[Conflict]:
    """Where the claimed number is of something else: that of what the claim counts, or the length told."""
    counted = _after(claim.words, number.end())
    own = [f for f in told.figures if f.low == value]
    if counted is None or not own or any(_counts(f, counted.term) for f in own):
        return []
    if counted.term in _LENGTHS and all(f.unit and normal_form(f.unit) in _LENGTHS for f in own):
        shown = claim.text[number.start() : counted.end]
        return [Conflict(what="number", claimed=shown, found=own[0].text)]
    other = next(
        (f for f in told.figures if f.low != value and f.unit is None and _counts(f, counted.term)), None
    )
    return [Conflict(what="number", claimed=number.group(), found=other.text)] if other else []


def _counts(figure: Figure, term: str) -> bool:
    """Whether a figure is of what the term names, or measures by it."""
    return any(alike(term, w.term) for w in words(f"{figure.unit or ''} {figure.counted}"))


def _bounded(ours: re.Match[str], theirs: re.Match[str]) -> list[Conflict]:
    """One says "more than" or "fewer than" of the number, and the other says less or otherwise.

    Who says that more than 100 fled says also that 100 did.
    """
    (mine, sign), (other, their_sign) = _bound(ours), _bound(theirs)
    if sign == their_sign or (sign == "" and their_sign == "more"):
        return []
    return [Conflict(what="number", claimed=mine, found=other)]


def _bound(number: re.Match[str]) -> tuple[str, str]:
    lead = number.string[: number.start()]
    if _LENGTH.match(number.string, number.end()):
        return number.group(), ""
    for sign, pattern in (("more", _MORE), ("less", _LESS)):
        if match := pattern.search(lead):
            return number.string[match.start() : number.end()], sign
    return number.group(), ""


def _paired(
    claim: Claim, ours: dict[float, re.Match[str]], told: Told, theirs: dict[float, re.Match[str]]
) -> Iterator[Conflict]:
    """Numbers told of several places, each in its turn: "2,500 in Iraq as well as 900 in Syria"."""
    where, there = _places(claim.words), _places(told.words)
    if len(where) != len(ours) or len(there) != len(theirs) or len(there) < 2:
        return
    of_place = dict(zip(there, theirs.items(), strict=True))
    for place, (value, match) in zip(where, ours.items(), strict=True):
        if place in of_place and value in theirs and of_place[place][0] != value:
            yield Conflict(what="number", claimed=match.group(), found=of_place[place][1].group())


def _places(found: Sequence[Word]) -> list[str]:
    """Terms of the countries and towns where something is, in order."""
    held = [
        w.term
        for n, w in enumerate(found)
        if n and found[n - 1].text.lower() in _WHERE and fold(w.text) in places()
    ]
    return list(dict.fromkeys(held))


def _values(text: str, dated: Sequence[Timex]) -> dict[float, re.Match[str]]:
    """The numbers of a text that are no part of a day, each where it stands first."""
    values: dict[float, re.Match[str]] = {}
    for match in _NUMBER.finditer(text):
        if any(t.start < match.end() and match.start() < t.end for t in dated if t.type in ("DATE", "TIME")):
            continue
        if (value := _value(match)) is not None:
            values.setdefault(value, match)
    return values


def _value(number: re.Match[str]) -> float | None:
    """Of a number in digits, with its scale, or in words."""
    if number["digits"]:
        scale = (number["scale"] or "").lower()
        return float(number["digits"].replace(",", "")) * SCALES.get(_SHORT.get(scale, scale), 1)
    digits = in_digits(number.group())
    return float(digits) if digits and digits.isdigit() else None


def uncounted(claim: Claim) -> list[Word]:
    """The words of the claim that are no part of a day or of a number."""
    counted = _values(claim.text, claim.days).values()
    return [
        w
        for w in claim.words
        # How long and how often is told in words as other things are.
        if not any(t.start <= w.start < t.end for t in claim.days if t.type in ("DATE", "TIME"))
        and not any(n.start() <= w.start < n.end() for n in counted)
    ]
