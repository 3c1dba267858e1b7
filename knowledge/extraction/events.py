"""An article's sentences → its events: what happened, with whom, when, where, and who says so.

An event has the days that stand in its own clause. Without any it has a limit, the day it was reported; a
plan without any lies after that day. The act of telling ("said Monday") is an event of its own, marked as
reporting.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import Generic, NamedTuple, Protocol, TypeVar

from knowledge.extraction.assertion import Asserted, assertion_at, assertions
from knowledge.extraction.clauses import Clause, clauses
from knowledge.extraction.clauses_words import lexicon
from knowledge.extraction.events_dating import Dated, Status, dated, ranges
from knowledge.extraction.events_heads import Noun, followed, head, modified, nouns, participle_before
from knowledge.extraction.events_parties import Parties, parties
from knowledge.extraction.events_undated import says_nothing, undated
from knowledge.extraction.registry import Extractor
from knowledge.lexicon.classes import grammar
from knowledge.model import Article, Event, Mention, Period, Sentence, Span, Statement, Timex
from knowledge.text.words import normal_form

__all__ = ["EXTRACTOR", "find"]


_POINTING = grammar().determiners
_NOUN_BEHIND = re.compile(r"[- ](?!(?:but|and|or|when|where|that|which|who)\b)[A-Za-z]")
_NEAR = 25
"""Letters between a year and the event noun that it dates ("the 2017 independence referendum")."""


class _Placed(Protocol):
    """Anything that begins somewhere in the article."""

    @property
    def start(self) -> int: ...


_T = TypeVar("_T", bound=_Placed)


class _Sorted(Generic[_T]):
    """Finds by place, so that a long article takes linear time."""

    def __init__(self, found: Sequence[_T]) -> None:
        self._found = sorted(found, key=lambda item: item.start)
        self._starts = [item.start for item in self._found]

    def within(self, sentence: Sentence) -> list[_T]:
        """What begins in the sentence, in order."""
        return self._found[
            bisect_left(self._starts, sentence.start) : bisect_left(self._starts, sentence.end)
        ]


class _Draft(NamedTuple):
    """An event with what only the search for its other mentions in the article needs."""

    event: Event
    noun: Noun | None
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
    expressions = _Sorted(ranges(article.text, timexes))
    named, said = _Sorted(mentions), _Sorted(statements)
    published = article.source.published
    drafts = [
        draft
        for sentence in sentences
        for draft in _of_sentence(
            sentence, expressions.within(sentence), named.within(sentence), said.within(sentence), published
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
    own = [
        [d for d in here if not _only_describes(sentence, c, d, inside)]
        for c in found
        for here in [_of_clause(c, expressions)]
        for inside in [nouns(c, expressions) if here else []]
    ]
    told = _told_on(found, own) or published
    parts = assertions(sentence.text, offset=sentence.start, pieces=found)
    drafts: list[_Draft] = []
    unreal = any(c.link in ("if", "unless") for c in found)
    for i, clause in enumerate(found):
        if unreal and clause.verb and clause.verb.tense in ("conditional", "future"):
            continue
        who = parties(found, i, mentions, statements, sentence)
        planned = _is_plan(found, i)
        inside = nouns(clause, own[i])
        drafts += [
            _asserted(_dated(clause, here, inside, who, published, planned=planned), clause, parts)
            for here in own[i]
        ]
        predicate, noun = head(clause, inside)
        carried = noun if noun and noun.term == predicate else None
        if all((other := modified(clause, here, inside)) and other != carried for here in own[i]):
            words = sentence.text[clause.span.start - sentence.start : clause.span.end - sentence.start]
            bare = undated(found, i, own, inside, told, planned=planned, words=words)
            if bare:
                event = _event(clause, bare.predicate, bare.period, bare.status, who, bare.rule)
                drafts.append(_asserted(_Draft(event, bare.noun, own=False), clause, parts))
    return drafts


def _asserted(draft: _Draft, clause: Clause, parts: Sequence[Asserted]) -> _Draft:
    """With how far the source stands by it: at the event's noun, else where its verb stands."""
    noun = draft.noun if draft.noun and draft.noun.term == draft.event.predicate else None
    at = noun.at if noun else _place(draft.event.predicate, clause)
    return draft._replace(event=draft.event.model_copy(update={"assertion": assertion_at(at, parts)}))


def _place(predicate: str, clause: Clause) -> int:
    """Of the clause's verb, or of an inner one that names the event ("a report that he died was false")."""
    if clause.verb is None:
        return clause.span.start
    head = clause.tokens[max(0, clause.verb.head - clause.first)]
    if clause.verb.term == predicate:
        return head.start
    return next((t.start for t in clause.tokens if normal_form(t.low) == predicate), head.start)


def _only_describes(sentence: Sentence, clause: Clause, here: Dated, inside: Sequence[Noun]) -> bool:
    """Whether a year only tells which thing is meant ("a 2008 Corsa"), or since when something is so."""
    if here.period.granularity not in ("year", "decade", "century"):
        return False
    before = sentence.text[: here.start - sentence.start].rstrip().rpartition(" ")[2].lower()
    behind = _NOUN_BEHIND.match(sentence.text, here.end - sentence.start)
    happening = any(0 < noun.at - here.end <= _NEAR for noun in inside)
    if here.since:
        verb = clause.verb
        lasting = verb is None or says_nothing(verb.term) or (verb.tense == "perfect" and not verb.passive)
        return not happening and lasting
    return before in _POINTING and behind is not None and not happening


def _of_clause(clause: Clause, expressions: Sequence[Dated]) -> list[Dated]:
    """The expressions of a clause: of two for the same days the first, of two nested ones the finer."""
    span = clause.span
    inside = [d for d in expressions if span.start <= d.start < span.end]
    first = {(d.period.first, d.period.after): d for d in reversed(inside)}
    return [
        d
        for d in first.values()
        if not any(o is not d and d.period != o.period and d.period.contains(o.period) for o in inside)
    ]


def _told_on(found: Sequence[Clause], own: Sequence[Sequence[Dated]]) -> date | None:
    """The day of the telling, where the sentence gives it ("said Monday")."""
    report = lexicon().report
    for clause, expressions in zip(found, own, strict=True):
        if (
            clause.verb
            and clause.verb.term in report
            and clause.link in (None, "and")
            and len(expressions) == 1
        ):
            period = expressions[0].period
            if period.granularity == "day" and period.last is not None:
                return period.last
    return None


def _is_plan(found: Sequence[Clause], i: int) -> bool:
    """Whether a clause tells what is intended: the future, or an infinitive after "agreed" or "plans"."""
    verb = found[i].verb
    if verb is None:
        return False
    if verb.tense == "infinitive" and i > 0:
        before = found[i - 1].verb
        return before is not None and not before.negated and before.term in lexicon().commit
    return verb.tense in ("future", "conditional")


def _dated(
    clause: Clause,
    here: Dated,
    inside: Sequence[Noun],
    who: Parties,
    published: date | None,
    *,
    planned: bool,
) -> _Draft:
    verb = clause.verb
    noun = modified(clause, here, inside) or followed(clause, here, inside)
    predicate, chief = (noun.term, noun) if noun else head(clause, inside)
    if noun is None and (participle := participle_before(clause, here)):
        predicate, chief = participle, None
    reporting = noun is None and verb is not None and predicate == verb.term in lexicon().report
    period, status = dated(here, clause, published, planned=planned)
    rule = "event_noun" if noun else "told_on" if reporting else "own_clause"
    return _Draft(_event(clause, predicate, period, status, who, rule, reporting=reporting), chief, own=True)


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
        if (
            draft.own
            and draft.noun
            and draft.noun.term == draft.event.predicate
            and not draft.event.reporting
        ):
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


EXTRACTOR = Extractor(
    "events",
    lambda x: find(
        x.article, x.sentences, timexes=x.of(Timex), mentions=x.of(Mention), statements=x.of(Statement)
    ),
)
