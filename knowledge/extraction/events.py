"""An article's sentences → its events: what happened, with whom, when, where, and who says so.

An event has the days that stand in its own clause. Without any it has a limit, the day it was reported; a
plan without any lies after that day. The act of telling ("said Monday") is an event of its own, marked as
reporting.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from knowledge.extraction.assertion import Asserted, assertion_at, assertions
from knowledge.extraction.clauses import Clause, clauses
from knowledge.extraction.clauses_words import lexicon
from knowledge.extraction.events_dating import Dated, Status, dated, ranges, replaced
from knowledge.extraction.events_heads import Noun, followed, head, modified, nouns, participle_before
from knowledge.extraction.events_parties import Parties, parties
from knowledge.extraction.events_undated import says_nothing, undated
from knowledge.extraction.registry import Extractor, within
from knowledge.lexicon.classes import grammar
from knowledge.model import Article, Event, Mention, Period, Sentence, Span, Statement, Timex
from knowledge.text.words import normal_form

__all__ = ["EXTRACTOR", "find"]


_POINTING = grammar().determiners
_NOUN_BEHIND = re.compile(r"[- ](?!(?:but|and|or|when|where|that|which|who)\b)[A-Za-z]")
_NEAR = 25
"""Letters between a year and the event noun that it dates ("the 2017 independence referendum")."""


class _Draft(NamedTuple):
    """An event with what only the search for its other mentions in the article needs."""

    event: Event
    noun: Noun | None
    own: bool
    """Its days stand in its own clause."""

    @property
    def is_noun(self) -> bool:
        """Whether the noun tells the event, and not the verb."""
        return self.noun is not None and self.noun.term == self.event.predicate


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
    published = article.source.published
    drafts = [
        draft
        for sentence in sentences
        for draft in _of_sentence(
            sentence,
            within(expressions, sentence),
            within(mentions, sentence),
            within(statements, sentence),
            published,
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
    own = [_dating(sentence, clause, expressions) for clause in found]
    told = _told_on(found, own) or published
    parts = assertions(sentence.text, offset=sentence.start, pieces=found)
    old = replaced(sentence.text, sentence.start, found, own)
    drafts: list[_Draft] = []
    for i, clause in enumerate(found):
        if _is_unreal(clause, found):
            continue
        who = parties(found, i, mentions, statements, sentence)
        planned = _is_plan(found, i)
        inside = nouns(clause, own[i])
        here = [_dated(clause, day, inside, who, published, planned=planned) for day in own[i]]
        gone = [draft for draft, day in zip(here, own[i], strict=True) if day.start in old]
        if _leaves_undated(clause, own[i], inside):
            words = sentence.text[clause.span.start - sentence.start : clause.span.end - sentence.start]
            bare = undated(found, i, own, inside, told, planned=planned, words=words)
            if bare:
                event = _event(clause, bare.predicate, bare.period, bare.status, who, bare.rule)
                here.append(_Draft(event, bare.noun, own=False))
        drafts += [_asserted(draft, clause, parts, gone=draft in gone) for draft in here]
    return drafts


def _dating(sentence: Sentence, clause: Clause, expressions: Sequence[Dated]) -> list[Dated]:
    """The expressions of a clause that tell when something happened."""
    found = _of_clause(clause, expressions)
    inside = nouns(clause, expressions) if found else []
    return [d for d in found if not _only_describes(sentence, clause, d, inside)]


def _is_unreal(clause: Clause, found: Sequence[Clause]) -> bool:
    """Whether a clause only tells what would be, if something else in its sentence were."""
    verb = clause.verb
    if verb is None or verb.tense not in ("conditional", "future"):
        return False
    return any(c.link in ("if", "unless") for c in found)


def _leaves_undated(clause: Clause, days: Sequence[Dated], inside: Sequence[Noun]) -> bool:
    """Whether every expression dates a noun beside what the clause tells."""
    predicate, noun = head(clause, inside)
    carried = noun if noun and noun.term == predicate else None
    return all((other := modified(clause, day, inside)) and other != carried for day in days)


def _asserted(draft: _Draft, clause: Clause, parts: Sequence[Asserted], *, gone: bool) -> _Draft:
    """With how far the source stands by it: at the event's noun, else where its verb stands.

    What is ``gone`` was meant for a day that the sentence takes back.
    """
    if gone:
        return draft._replace(event=draft.event.model_copy(update={"assertion": "corrected"}))
    told = draft.noun if draft.is_noun else None
    at = told.at if told else _place(draft.event.predicate, clause)
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
        if draft.own and draft.is_noun and not draft.event.reporting:
            dated_nouns.setdefault(draft.event.predicate, []).append(draft)
    return [_with_days(draft, dated_nouns) for draft in drafts]


def _with_days(draft: _Draft, known: dict[str, list[_Draft]]) -> _Draft:
    event = draft.event
    if draft.own or not draft.is_noun:
        return draft
    others = [other for other in known.get(event.predicate, ()) if _may_be(event, other.event)]
    if not _is_one_occasion([draft, *others]):
        return draft
    first = others[0].event
    same = event.model_copy(update={"period": first.period, "status": first.status, "rule": "same_event"})
    return draft._replace(event=same)


def _may_be(undated: Event, other: Event) -> bool:
    return other.status == undated.status or (other.status, undated.status) == ("stated", "bound")


def _is_one_occasion(drafts: Sequence[_Draft]) -> bool:
    """Whether the first, and all others with their days, can be one: one is "the", one time, one place."""
    points_back = any(draft.noun and draft.noun.definite for draft in drafts)
    periods = (draft.event.period for draft in drafts[1:])
    days = {(period.first, period.after) for period in periods if period}
    return points_back and len(days) == 1 and _one_place([draft.event for draft in drafts])


def _one_place(events: Sequence[Event]) -> bool:
    return len({e.place for e in events if e.place}) <= 1


EXTRACTOR = Extractor(
    "events",
    lambda x: find(
        x.article, x.sentences, timexes=x.of(Timex), mentions=x.of(Mention), statements=x.of(Statement)
    ),
)
