"""Events with their sentences → tellings to be merged, those that concern the topic and those beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from knowledge.extraction.clauses_words import family
from knowledge.lexicon.classes import calendar
from knowledge.model import Event
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import normal_form, terms
from knowledge.timeline.material import Told
from knowledge.timeline.telling import Telling
from knowledge.timeline.topic import Words

__all__ = ["telling", "tellings"]

_DATED = frozenset("own_clause event_noun told_on same_event".split())
"""Rules of events that have days of their own."""
_FRAME = "last next earlier late early said announced reported according"
_NO_CONTENT = STOPWORDS | frozenset(map(normal_form, {*calendar().time_words, *_FRAME.split()}))
"""Words that say when, or that something is told, but not what; also "may" and "march", read as months."""
_PLAINLY = frozenset("say tell add note report".split())


def tellings(concerned: Iterable[Told], others: Iterable[Told], *, planned: bool) -> list[Telling]:
    """What concerns the topic and, marked as not concerned, what else is told.

    The others are there because one of them may give the day of an event that concerns the topic; they are of
    the same families of predicates. Of a sentence count events with days of their own, or else its narrowest
    limit; plans without a day only when ``planned``.
    """
    found = [telling(one) for one in _kept(concerned, planned=planned)]
    kinds = {family(one.event.predicate) for one in found}
    beside = (one for one in _kept(others, planned=planned) if family(one.event.predicate) in kinds)
    return [*found, *(telling(one, concerned=False) for one in beside)]


def _kept(told: Iterable[Told], *, planned: bool) -> Iterator[Told]:
    """Those events of each sentence that it is shown for."""
    by_sentence: dict[int, list[Told]] = {}
    for one in told:
        by_sentence.setdefault(one.sentence.id, []).append(one)
    for here in by_sentence.values():
        shown = _shown([one.event for one in here], planned=planned)
        yield from (one for one in here if one.event in shown)


def telling(one: Told, *, concerned: bool = True) -> Telling:
    """The event with what merging asks of it."""
    source = one.scene.source
    names = frozenset(t for name in one.event.participants for t in terms(name) if t not in STOPWORDS)
    around = _content(one.before) | _content(one.after) | _content(one.scene.title)
    return Telling(
        one.event, one.sentence, _content(one.words), names, source.publisher or source.title,
        source.published, one.words.order, concerned, around,
    )  # fmt: skip


def _content(words: Words) -> frozenset[str]:
    return frozenset(t for t in words.held if t not in _NO_CONTENT and not t[0].isdigit())


def _shown(events: Sequence[Event], *, planned: bool) -> list[Event]:
    """What a sentence is shown for: events with days of their own, or else the narrowest limit."""
    own = _with_days(events)
    if planned:
        dated = [e for e in own if e.status == "planned"]
        return _distinct(dated) or [e for e in events if e.status == "planned"][:1]
    return _distinct(own) or _narrowest(events)


def _with_days(events: Sequence[Event]) -> list[Event]:
    """Those with days of their own; that something was told is left out beside what happened."""
    own = [e for e in events if e.period is not None and (e.rule in _DATED or e.rule == "as_of_report")]
    if all(e.reporting for e in own):
        return own
    return [e for e in own if not (e.reporting and e.predicate in _PLAINLY)]


def _narrowest(events: Sequence[Event]) -> list[Event]:
    limits = [e for e in events if e.status == "bound" and not e.reporting]
    return sorted(limits, key=_narrowness)[:1]


def _distinct(events: Sequence[Event]) -> list[Event]:
    """One event for each period of the sentence, deeds before tellings."""
    kept: dict[tuple[date | None, date | None], Event] = {}
    for event in sorted(events, key=lambda e: (e.reporting, e.start)):
        assert event.period
        kept.setdefault((event.period.first, event.period.after), event)
    return list(kept.values())


def _narrowness(event: Event) -> tuple[bool, int, int]:
    period = event.period
    if period is None or period.after is None:
        return True, 10**6, event.start
    return period.first is None, (period.after - period.first).days if period.first else 0, event.start
