"""A question of time → an answer whose citations are dated events, in the order that it asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple, cast

from knowledge.model import Answer, Entry, Event, Timeline
from knowledge.text.wording import between
from knowledge.timeline.anchor import Anchor, anchored, latest
from knowledge.timeline.confidence import Signals, Tie, average, confidence, weakest
from knowledge.timeline.entries import entry_of
from knowledge.timeline.pipeline import timeline
from knowledge.timeline.questions import Kind, TimeQuestion, question_of_time
from knowledge.timeline.request import understood

if TYPE_CHECKING:
    from knowledge.retrieval.searchable import Searchable

__all__ = ["Found", "found_in_time", "reply_in_time", "when_that_was"]

_SHOWN = 5
"""Events that an answer shows; a timeline shows all."""
_NEWEST = 3
_GOES_ON = 2
"""Sentences back to the one from which a sentence without a day goes on."""
_NO_DAY = "The sentence gives no day; "
_DAY = timedelta(days=1)


class Found(NamedTuple):
    """Events that are to answer."""

    told: Timeline
    signals: Signals
    """How surely these words are met."""


def reply_in_time(question: str, searched: Searchable, *, today: date) -> Answer | None:
    """The answer to a question of time; None for others, and where no dated event is what it asks about."""
    asked = question_of_time(question)
    if asked is None:
        return None
    found = found_in_time(asked, searched, today=today)
    return None if found is None else _answer(question, found.told, confidence(asked.kind, found.signals))


def found_in_time(asked: TimeQuestion, searched: Searchable, *, today: date) -> Found | None:
    """The events that a question of time may mean, with what its confidence rests on."""
    return _REPLIES[asked.kind](asked.events, searched, today)


def _answer(question: str, told: Timeline, sure: float) -> Answer:
    """The first citation of each event; the timeline holds the days and all others."""
    firsts = [entry.citations[0] for entry in told.events]
    cited = tuple(citation.model_copy(update={"n": n}) for n, citation in enumerate(firsts, 1))
    return Answer(
        question=question, status="answered", reason=None, confidence=sure, answer=cited[0].quote,
        highlight=None, citations=cited, evidence=cited, timeline=told,
    )  # fmt: skip


def when_that_was(question: str, before: Answer, searched: Searchable) -> Answer | None:
    """The day of what was answered before ("and when was that?"); None where that has no day."""
    if before.timeline is not None and before.timeline.events:
        first = before.timeline.events[0]
        if not (first.end or first.start):
            return None
        return _answer(question, Timeline(query="", events=(first,)), before.confidence)
    if not before.citations:
        return None
    told = _own_day(before, searched) or _day_before(before, searched) or _day_of_report(before)
    return None if told is None else _answer(question, told, before.confidence)


def _own_day(before: Answer, searched: Searchable) -> Timeline | None:
    """By an event of the sentence: days of its own first, deeds before tellings, near the phrase in bold."""
    cited, bold = before.citations[0], before.highlight
    at = cited.start + (bold.start if bold else 0)
    found = [one for one in _dated(cited.source, searched) if cited.start <= one.event.start < cited.end]
    if not found:
        return None
    best = min(
        found, key=lambda one: (one.event.status == "bound", one.event.reporting, abs(one.event.start - at))
    )
    entry = entry_of(best.event, best.period, best.sentence, searched.store)
    note = _NO_DAY + "this is as it was reported." if entry.status == "bound" else None
    return Timeline(query="", events=(entry,), note=note)


def _day_before(before: Answer, searched: Searchable) -> Timeline | None:
    """By the nearest event of the sentences before, from which the answer goes on."""
    cited = before.citations[0]
    found = [
        one for one in _dated(cited.source, searched)
        if one.event.start < cited.start and cited.sentence - one.sentence.number <= _GOES_ON
        and not one.event.reporting and one.event.status == "stated"
    ]  # fmt: skip
    if not found:
        return None
    best = max(found, key=lambda one: one.event.start)
    entry = entry_of(best.event, best.period, best.sentence, searched.store)
    return Timeline(query="", events=(entry,), note=_NO_DAY + "what it goes on from does.")


def _day_of_report(before: Answer) -> Timeline | None:
    """As a limit: it had happened when it was reported."""
    cited = before.citations[0]
    if cited.published is None:
        return None
    entry = Entry(
        start=None, end=cited.published.isoformat(), precision="day", status="bound", text=cited.quote,
        citations=(cited,),
    )  # fmt: skip
    return Timeline(query="", events=(entry,), note=_NO_DAY + "this is as it was reported.")


def _dated(source: str, searched: Searchable) -> list[Anchor]:
    """The events of an article of which a last day is known."""
    facts = searched.store.facts("event", sources=(source,))
    events = [(one.sentence, cast("Event", one.fact)) for one in facts]
    rows = {s.id: s for s in searched.store.sentences(sorted({number for number, _ in events}))}
    return [
        Anchor(event.period, rows[number], event)
        for number, event in events
        if event.period is not None and event.period.after is not None
    ]


# --- two events --------------------------------------------------------------------------------------------


def _which_first(events: Sequence[str], searched: Searchable, _today: date) -> Found | None:
    pair = _pair(events, searched)
    if pair is None:
        return None
    one, other = (anchor for _, anchor in pair)
    order = "in one period" if _last(one) >= _first(other) else f"first {_when(one)}, then {_when(other)}"
    return _told(pair, f"In order: {order}.", searched)


def _how_long(events: Sequence[str], searched: Searchable, _today: date) -> Found | None:
    pair = _pair(events, searched)
    if pair is None:
        return None
    one, other = (anchor for _, anchor in pair)
    least, most = max(0, (_first(other) - _last(one)).days), max(0, (_last(other) - _first(one)).days)
    length = _days(most) if least == most else f"{least} to {_days(most)}"
    return _told(pair, f"Counted: {length}, from {_when(one)} to {_when(other)}.", searched)


_Named = tuple[str, Anchor]
"""The words for an event, and the event."""


def _pair(events: Sequence[str], searched: Searchable) -> list[_Named] | None:
    """Two different events, the earlier one first; None unless both are known."""
    found = [(words, anchor) for words in events if (anchor := anchored(words, searched)) is not None]
    if len(found) != 2 or found[0][1].event == found[1][1].event:
        return None
    return sorted(found, key=lambda one: (_first(one[1]), _last(one[1]), one[1].sentence.id))


def _first(anchor: Anchor) -> date:
    assert anchor.period.first
    return anchor.period.first


def _last(anchor: Anchor) -> date:
    assert anchor.period.after
    return anchor.period.after - _DAY


def _when(anchor: Anchor) -> str:
    return between(_first(anchor), _last(anchor))


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def _told(named: Sequence[_Named], note: str, searched: Searchable) -> Found:
    entries = tuple(entry_of(one.event, one.period, one.sentence, searched.store) for _, one in named)
    ties = (_tie(words, entry) for (words, _), entry in zip(named, entries, strict=True))
    return Found(Timeline(query="", events=entries, note=note), weakest(ties, searched.store))


def _tie(words: str, entry: Entry) -> Tie:
    return Tie(words, entry.citations[0].quote, entry.citations[0].title)


# --- one topic ---------------------------------------------------------------------------------------------


def _when_last(events: Sequence[str], searched: Searchable, today: date) -> Found | None:
    """The last event that is like the words."""
    found = latest(events[0], searched, today=today)
    return None if found is None else _told([(events[0], found)], f"Last told of: {_when(found)}.", searched)


def _newest(events: Sequence[str], searched: Searchable, today: date) -> Found | None:
    """The last events of the topic, the newest first."""
    told = timeline(events[0], searched, today=today)
    past = [e for e in told.events if e.status != "planned" and _begins(e) <= today]
    if not past:
        return None
    shown = tuple(past[: -_NEWEST - 1 : -1])
    words = understood(events[0], today=today).topic
    ties = (_tie(words, one) for one in shown)
    return Found(told.model_copy(update={"events": shown}), average(ties, searched.store))


def _begins(entry: Entry) -> date:
    return date.fromisoformat(entry.start or entry.end or date.max.isoformat())


def _listed(events: Sequence[str], searched: Searchable, today: date) -> Found | None:
    """What a timeline shows first, where the question bounds it by days, an event or by being planned."""
    request = understood(events[0], today=today)
    counted_from = anchored(request.anchor, searched, about=request.topic) if request.anchor else None
    if request.anchor and counted_from is None:
        return None
    if not (request.window or request.planned or request.anchor):
        return None
    told = timeline(events[0], searched, today=today)
    left = len(told.events) - _SHOWN
    if not told.events:
        return None
    notes = (told.note or "", f"And {left} more, which a timeline shows." if left > 0 else "")
    shown = told.events[:_SHOWN]
    if counted_from is None:
        met = average((_tie(request.topic, one) for one in shown), searched.store)
    else:
        source = searched.store.sources([counted_from.sentence.source])[0]
        met = weakest([Tie(request.anchor, counted_from.sentence.text, source.title)], searched.store)
    note = " ".join(filter(None, notes)) or None
    return Found(told.model_copy(update={"events": shown, "note": note}), met)


_REPLIES: dict[Kind, Callable[[Sequence[str], Searchable, date], Found | None]] = {
    "first": _which_first, "between": _how_long, "last": _when_last, "latest": _newest, "list": _listed,
}  # fmt: skip
