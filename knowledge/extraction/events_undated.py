"""A clause without a day of its own → a plan, a happening with its limit, how things stand, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from knowledge.extraction.clauses import Clause
from knowledge.extraction.clauses_verbs import Verb
from knowledge.extraction.clauses_words import lexicon
from knowledge.extraction.events_dating import Dated, Status, by, from_on, tied
from knowledge.extraction.events_heads import Noun, head
from knowledge.model import Period

__all__ = ["Undated", "says_nothing", "undated"]

_DAY = timedelta(days=1)
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
    verb = _telling(clause)
    if verb is None:
        return None
    predicate, noun = head(clause, inside)
    if told and _counts_now(verb, words):
        return Undated(predicate, None, Period(first=told, after=told + _DAY), "stated", "as_of_report")
    carried = noun is not None and predicate == noun.term
    if says_nothing(verb.term) and not carried:
        return None
    if planned:
        plan = Undated(predicate, noun, from_on(told), "planned", "plan")
        return None if verb.tense == "conditional" else plan
    if not _happened(verb, words, carried=carried):
        return None
    period, rule = _bound(found, i, own, by(told))
    return Undated(predicate, noun, period, "bound", rule)


def _counts_now(verb: Verb, words: str) -> bool:
    """Whether a clause tells how many there are on the day of the report ("900 troops are now there")."""
    return verb.tense == "present" and bool(_NOW.search(words) and _COUNT.search(words))


def _happened(verb: Verb, words: str, *, carried: bool) -> bool:
    """Whether something is over, and no habit, nor only agreed."""
    past = verb.tense in ("past", "perfect") and not verb.progressive and not _HABIT.search(words)
    return past and (carried or verb.term not in lexicon().commit)


def _telling(clause: Clause) -> Verb | None:
    """The verb of a clause that may tell what happens: no denial, quotation or condition."""
    verb = clause.verb
    unreal = clause.quoted or clause.link in _UNREAL
    return None if verb is None or verb.negated or unreal else verb


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
    for j in range(max(0, i - 1), min(i + 2, len(found))):
        if len(own[j]) != 1:
            continue
        other = own[j][0].period
        link = found[j].tokens[0].low if j == i else found[j].link
        if link in ("after", "following") or (link == "before" and j != i):
            return tied(limit, other, link), link
        if j == i - 1 and found[i].link == "after":
            return tied(limit, other, "until"), "until"
    return limit, "by_report"
