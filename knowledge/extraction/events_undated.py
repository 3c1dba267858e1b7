"""A clause without a day of its own → a plan, a happening with its limit, how things stand, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from knowledge.extraction.clauses import Clause
from knowledge.extraction.clauses_words import lexicon
from knowledge.extraction.events_dating import Dated, Status, by, from_on, tied
from knowledge.extraction.events_heads import Noun, head
from knowledge.model import Period

__all__ = ["Undated", "says_nothing", "undated"]

_UNREAL = frozenset("if unless than whether".split())
_HABIT = re.compile(r"\b(?:repeatedly|often|usually|always|regularly|frequently|routinely)\b", re.IGNORECASE)
_NOW = re.compile(r"\b(?:currently|at present|presently|right now|now)\b", re.IGNORECASE)
_COUNT = re.compile(r"(?<![\w-])\d[\d,.]*(?![\w-]*(?:st|nd|rd|th)\b)")


class Undated(NamedTuple):
    """What a clause tells without saying when."""

    predicate: str
    noun: Noun | None
    period: Period | None
    status: Status
    rule: str


def undated(
    found: Sequence[Clause],
    i: int,
    own: Sequence[Sequence[Dated]],
    inside: Sequence[Noun],
    told: date | None,
    *,
    planned: bool,
    words: str,
) -> Undated | None:
    """Of the clause at ``i``; ``told`` is the day of the report, ``words`` the text of the clause."""
    clause = found[i]
    verb = clause.verb
    if verb is None or verb.negated or clause.quoted or clause.link in _UNREAL:
        return None
    predicate, noun = head(clause, inside)
    if verb.tense == "present" and told and _NOW.search(words) and _COUNT.search(words):
        return Undated(predicate, None, Period(first=told, after=_following(told)), "stated", "as_of_report")
    carried = noun is not None and predicate == noun.term
    if not carried and says_nothing(verb.term):
        return None
    if planned:
        plan = Undated(predicate, noun, from_on(told), "planned", "plan")
        return None if verb.tense == "conditional" else plan
    happened = verb.tense in ("past", "perfect") and not verb.progressive and not _HABIT.search(words)
    if not happened or (verb.term in lexicon().commit and not carried):
        return None
    period, rule = _bound(found, i, own, by(told))
    return Undated(predicate, noun, period, "bound", rule)


def _following(day: date) -> date | None:
    limit = by(day)
    return limit.after if limit else None


def says_nothing(term: str) -> bool:
    """Whether a verb tells no happening: it needs a noun, tells a state, or tells that something is told."""
    table = lexicon()
    return term in table.light or term in table.hold or term in table.report or term not in table.verbs


def _bound(
    found: Sequence[Clause], i: int, own: Sequence[Sequence[Dated]], limit: Period | None
) -> tuple[Period | None, str]:
    """The limit of the report, narrowed by a dated clause beside it.

    "X, after Y on Monday": X is not before Monday. "X on Monday, after Y": Y is not after Monday.
    """
    for j in (i - 1, i, i + 1):
        if not 0 <= j < len(found) or len(own[j]) != 1:
            continue
        other = own[j][0].period
        link = found[j].tokens[0].low if j == i else found[j].link
        if link in ("after", "following") or (link == "before" and j != i):
            return tied(limit, other, link), link
        if j == i - 1 and found[i].link == "after":
            return tied(limit, other, "until"), "until"
    return limit, "by_report"
