"""An article's sentences → its events: what happened, with whom, when, where, and who says so.

An event has the days that stand in its own clause. Without any it has a limit, the day it was reported; a plan
without any lies after that day. The act of telling ("said Monday") is an event of its own, marked as reporting.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from knowledge.facts.clauses import Clause, clauses
from knowledge.facts.clauses_words import lexicon
from knowledge.facts.events_dating import Dated, Status, by, dated, from_on, ranges, tied
from knowledge.facts.events_parties import Parties, parties
from knowledge.model import Article, Event, Mention, Period, Sentence, Span, Statement, Timex
from knowledge.text.words import normal_form

__all__ = ["find"]

_LIGHT = frozenset(
    normal_form(w)
    for w in """have see take make give bring follow come occur happen mark suffer run do go get lead
    carry come remain be""".split()
)
_UNREAL = frozenset("if unless than whether".split())
_HABIT = re.compile(r"\b(?:repeatedly|often|usually|always|regularly|frequently|routinely)\b", re.IGNORECASE)
_NOW = re.compile(r"\b(?:currently|at present|presently|right now|now)\b", re.IGNORECASE)
_COUNT = re.compile(r"(?<![\w-])\d[\d,.]*(?![\w-]*(?:st|nd|rd|th)\b)")
_ARTICLE_WORDS = frozenset("the this that these those its their".split())


class _Noun(NamedTuple):
    """An event noun of a clause: its term, and whether it points back ("the meeting")."""

    term: str
    definite: bool
    at: int
    end: int
    of: bool
    """It only says what another noun is of: "the report of the meeting"."""


class _Draft(NamedTuple):
    """An event with what only the search for its other mentions in the article needs."""

    event: Event
    noun: _Noun | None
    own: bool
    """Its days stand in its own clause."""


def find(
    article: Article,
    sentences: Sequence[Sentence],
    *,
    timexes: Sequence[Timex],
    mentions: Sequence[Mention] = (),
    statements: Sequence[Statement] = (),
) -> list[Event]:
    """The events of an article, in the order of the text; spans are clauses of the body.

    Not events: wishes, conditions, denials and habits without a date, and what is only a state of things.
    """
    expressions = ranges(article.text, timexes)
    drafts = [
        draft
        for sentence in sentences
        for draft in _of_sentence(
            sentence,
            [d for d in expressions if sentence.start <= d.start < sentence.end],
            [m for m in mentions if sentence.start <= m.start < sentence.end],
            [s for s in statements if s.start < sentence.end and sentence.start < s.end],
            article.source.published,
        )
    ]
    return [draft.event for draft in _same_again(drafts)]


def _of_sentence(
    sentence: Sentence,
    expressions: Sequence[Dated],
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    published: date | None,
) -> list[_Draft]:
    whole = [Span(d.start, d.end) for d in expressions]
    found = clauses(sentence.text, offset=sentence.start, whole=whole)
    own = [_of_clause(c, expressions) for c in found]
    told = _told_on(found, own) or published
    drafts: list[_Draft] = []
    for i, clause in enumerate(found):
        who = parties(found, i, mentions, statements, sentence)
        planned = _is_plan(found, i)
        nouns = _nouns(clause, own[i])
        for here in own[i]:
            drafts.append(_dated(clause, here, nouns, who, published, planned=planned))
        head = _head(clause, nouns)[1]
        verb_free = all((noun := _modified(here, nouns)) and noun != head for here in own[i])
        if verb_free and (draft := _undated(found, i, own, nouns, who, told, planned=planned, text=sentence)):
            drafts.append(draft)
    return drafts


def _of_clause(clause: Clause, expressions: Sequence[Dated]) -> list[Dated]:
    """The expressions of a clause; of two where one holds the other, the finer."""
    span = clause.span
    inside = [d for d in expressions if span.start <= d.start < span.end]
    return [
        d
        for d in inside
        if not any(o is not d and d.period != o.period and d.period.contains(o.period) for o in inside)
    ]


def _told_on(found: Sequence[Clause], own: Sequence[Sequence[Dated]]) -> date | None:
    """The day of the telling, where the sentence gives it ("said Monday")."""
    report = lexicon().report
    for clause, expressions in zip(found, own, strict=True):
        if clause.verb and clause.verb.term in report and clause.link in (None, "and") and len(expressions) == 1:
            period = expressions[0].period
            if period.granularity == "day" and period.last is not None:
                return period.last
    return None


def _is_plan(found: Sequence[Clause], i: int) -> bool:
    """Whether a clause tells what is intended: the future, or an infinitive after "agreed", "plans", "vowed"."""
    verb = found[i].verb
    if verb is None:
        return False
    if verb.tense == "infinitive" and i > 0:
        before = found[i - 1].verb
        return before is not None and not before.negated and before.term in lexicon().commit
    return verb.tense == "future"


def _nouns(clause: Clause, expressions: Sequence[Dated]) -> list[_Noun]:
    """The event nouns of a clause, in order: nouns of the table that are not its verb."""
    table = lexicon()
    head = clause.verb.head - clause.first if clause.verb else -1
    found = []
    for i, token in enumerate(clause.tokens):
        if i == head or not token.text[0].isalpha() or any(d.start <= token.start < d.end for d in expressions):
            continue
        term = normal_form(token.text)
        before = {t.low for t in clause.tokens[max(0, i - 6) : i]}
        if term in table.noun and (i != head + 1 or token.low.endswith("s") or i == 0):
            found.append(_Noun(term, bool(before & _ARTICLE_WORDS) and not before & {"a", "an"}, token.start, token.end, "of" in before))
    return found


def _modified(here: Dated, nouns: Sequence[_Noun]) -> _Noun | None:
    """The noun that an expression stands right before: "the 14 November meeting"."""
    return next((n for n in nouns if 0 < n.at - here.end <= 12), None)


def _followed(here: Dated, nouns: Sequence[_Noun]) -> _Noun | None:
    """The noun that an expression stands right after: "the announcement on Sunday"."""
    return next((n for n in nouns if 0 < here.start - n.end <= 4), None)


def _head(clause: Clause, nouns: Sequence[_Noun]) -> tuple[str, _Noun | None]:
    """Predicate of a clause: its verb, or the event noun that the verb only carries."""
    table = lexicon()
    verb = clause.verb
    if verb is None:
        return (nouns[0].term, nouns[0]) if nouns else ("", None)
    place = clause.tokens[verb.head - clause.first].start if verb.head >= clause.first else -1
    if verb.term in table.carry or verb.term in _LIGHT:
        after = [n for n in nouns if n.at > place and verb.term != "be"]
        subject = [n for n in nouns if n.at < place and not n.of]
        chosen = after[:1] or subject[:1] if verb.term not in _LIGHT else subject[:1] or after[:1]
        if chosen:
            return chosen[0].term, chosen[0]
    return verb.term, next(iter(nouns), None)


def _dated(
    clause: Clause, here: Dated, nouns: Sequence[_Noun], who: Parties, published: date | None, *, planned: bool
) -> _Draft:
    verb = clause.verb
    noun = _modified(here, nouns) or (_followed(here, nouns) if verb and verb.term in _LIGHT else None)
    predicate, head = (noun.term, noun) if noun else _head(clause, nouns)
    reporting = noun is None and verb is not None and predicate == verb.term in lexicon().report
    period, status = dated(here, clause, published, planned=planned)
    rule = "event_noun" if noun else "told_on" if reporting else "own_clause"
    return _Draft(_event(clause, predicate, period, status, who, rule, reporting=reporting), head, own=True)


def _undated(
    found: Sequence[Clause], i: int, own: Sequence[Sequence[Dated]], nouns: Sequence[_Noun], who: Parties,
    told: date | None, *, planned: bool, text: Sentence,
) -> _Draft | None:  # fmt: skip
    """A plan, a happening with its limit, or how things stand at the time of the report; else None."""
    clause = found[i]
    verb = clause.verb
    if verb is None or verb.negated or clause.quoted or clause.link in _UNREAL:
        return None
    table = lexicon()
    predicate, noun = _head(clause, nouns)
    words = text.text[clause.span.start - text.start : clause.span.end - text.start]
    carried = noun is not None and predicate == noun.term
    if verb.tense == "present" and _NOW.search(words) and _COUNT.search(words) and told:
        day = Period(first=told, after=by(told).after if by(told) else None)  # type: ignore[union-attr]
        return _Draft(_event(clause, predicate, day, "stated", who, "as_of_report"), None, own=False)
    empty = not carried and (
        verb.term in _LIGHT or verb.term in table.hold or verb.term in table.report or verb.term not in table.verbs
    )
    if planned:
        if empty:
            return None
        return _Draft(_event(clause, predicate, from_on(told), "planned", who, "plan"), noun, own=False)
    if empty or verb.tense not in ("past", "perfect") or verb.progressive or _HABIT.search(words):
        return None
    if verb.term in table.commit and not carried:
        return None
    period, rule = _bound(found, i, own, by(told))
    return _Draft(_event(clause, predicate, period, "bound", who, rule), noun, own=False)


def _bound(
    found: Sequence[Clause], i: int, own: Sequence[Sequence[Dated]], limit: Period | None
) -> tuple[Period | None, str]:
    """The limit of the report, narrowed by a dated clause beside it ("after …", "before …", "following …")."""
    here = found[i]
    for j in (i - 1, i, i + 1):
        if not 0 <= j < len(found):
            continue
        link = found[j].link if j != i else found[j].tokens[0].low
        if link in ("after", "following", "before") and j != i and len(own[j]) == 1:
            return tied(limit, own[j][0].period, link), link
        if j == i and link in ("after", "following") and len(own[i]) == 1 and here.verb:
            return tied(limit, own[i][0].period, link), link
    return limit, "by_report"


def _event(
    clause: Clause, predicate: str, period: Period | None, status: Status, who: Parties, rule: str,
    *, reporting: bool = False,
) -> Event:  # fmt: skip
    span = clause.span
    return Event(
        start=span.start,
        end=span.end,
        rule=rule,
        predicate=predicate,
        participants=who.participants,
        period=period,
        status=status,
        place=who.place,
        teller=who.teller,
        reporting=reporting,
    )


def _same_again(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Undated events with the days of the one event that the article calls "the meeting" elsewhere."""
    dated_nouns: dict[str, list[_Draft]] = {}
    for draft in drafts:
        if draft.own and draft.noun and draft.noun.term == draft.event.predicate and not draft.event.reporting:
            dated_nouns.setdefault(draft.noun.term, []).append(draft)
    return [_with_days(draft, dated_nouns) for draft in drafts]


def _with_days(draft: _Draft, known: dict[str, list[_Draft]]) -> _Draft:
    noun, event = draft.noun, draft.event
    if draft.own or noun is None or noun.term != event.predicate:
        return draft
    others = [
        o
        for o in known.get(noun.term, ())
        if o.event.status == event.status or (o.event.status, event.status) == ("stated", "bound")
    ]
    days = {(o.event.period.first, o.event.period.after) for o in others if o.event.period}
    points_back = noun.definite or any(o.noun and o.noun.definite for o in others)
    if len(days) != 1 or not points_back or not _one_place([event, *(o.event for o in others)]):
        return draft
    first = others[0].event
    same = event.model_copy(update={"period": first.period, "status": first.status, "rule": "same_event"})
    return draft._replace(event=same)


def _one_place(events: Sequence[Event]) -> bool:
    return len({e.place for e in events if e.place}) <= 1
