"""A request → what happened, in order, each entry with the days that are known and who says so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from knowledge.evidence.windows import Window, lies_in
from knowledge.model import Period, Timeline
from knowledge.text.wording import between
from knowledge.text.words import terms
from knowledge.timeline.anchor import Anchor, anchored
from knowledge.timeline.concerning import Concerned, concerning
from knowledge.timeline.entries import entries
from knowledge.timeline.material import everything
from knowledge.timeline.merging import Group, grouped
from knowledge.timeline.request import Request, understood
from knowledge.timeline.silence import silence
from knowledge.timeline.telling import Telling
from knowledge.timeline.tellings import tellings
from knowledge.timeline.topic import Topic, topic_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from knowledge.retrieval.searchable import Searchable

__all__ = ["timeline"]

_OPENING = 2
"""Paragraphs in which news is told; what later ones tell without a day may be years old."""
_MOST = 500
"""Events of a timeline of everything: more can neither be read nor shown."""
_DAY = timedelta(days=1)


class _Asked(NamedTuple):
    """A request with what it is about, and the event that it counts from."""

    request: Request
    topic: Topic
    anchor: Anchor | None


def timeline(
    asked: str, searched: Searchable, *, first: date | None = None, last: date | None = None, today: date,
    also: Collection[str] = (),
) -> Timeline:  # fmt: skip
    """Dated events on a topic in order of their first days, all events for an empty topic.

    The topic is a name, several words, or a whole question; period words in it narrow the days, as ``first``
    and ``last`` do (inclusive). Entries without a first day stand at their limit; where sources disagree on
    the day, both entries say so. ``note`` says what of the request was left aside or counted from. Without
    any entry, ``reason`` says why, and ``nearest`` names what has some. A large library is not read whole;
    what the sources ``also`` tell is looked at in any case.
    """
    request = understood(asked, today=today)
    given = Window(first, last + _DAY if last and last < date.max else None)
    read = _read(request._replace(window=request.window.within(given)), searched)
    found = _concerned(read, searched, also)
    told = tellings(found.chosen, found.others, planned=request.planned)
    alike = searched.vectors.between if searched.vectors else None
    known = [group for group in grouped(told, alike) if any(t.concerned for t in group.tellings)]
    groups, ahead = _ahead([g for g in known if _is_asked(g, read)], read.request, today)
    if not groups:
        return silence(asked, read.request, known, searched)
    groups.sort(key=_order)
    shown = tuple(entries(groups, searched.store))
    return Timeline(query=asked, events=shown, note=_note(read, found, len(shown), ahead=ahead))


# --- what is asked for -------------------------------------------------------------------------------------


def _read(request: Request, searched: Searchable) -> _Asked:
    """The topic, and the window that begins or ends with the event that the request counts from."""
    anchor = anchored(request.anchor, searched, about=request.topic) if request.anchor else None
    text = " ".join(part for part in (request.topic, request.anchor) if part)
    topic = topic_of(text, searched.store, story=request.story)
    if anchor is None:
        return _Asked(request, topic, None)
    period = anchor.period
    side = Window(period.first) if request.relation == "after" else Window(None, period.first)
    return _Asked(request._replace(window=request.window.within(side)), topic, anchor)


def _concerned(read: _Asked, searched: Searchable, also: Collection[str]) -> Concerned:
    if not read.topic.all:
        return concerning(read.topic, searched, also=also)
    first, after = read.request.window
    within = Period(first=first, after=after, granularity="span") if _is_period(first, after) else None
    return Concerned(everything(searched.store, within=within, most=_MOST).told, ())


def _is_period(first: date | None, after: date | None) -> bool:
    return (first or after) is not None and (first is None or after is None or first < after)


def _is_asked(group: Group, read: _Asked) -> bool:
    request, period = read.request, group.period
    if request.planned and group.status != "planned":
        return False
    if read.anchor is not None and not _goes_on(group, read.anchor, read.topic):
        return False
    if period is None or (period.first is None and period.after is None):
        return not request.window
    if period.after is None and not request.planned:
        return False
    if group.status == "bound" and period.first is None:
        return lies_in(period, request.window) and any(_is_news(t) for t in group.tellings)
    return lies_in(period, request.window)


def _goes_on(group: Group, anchor: Anchor, topic: Topic) -> bool:
    """Whether it is another event than the one counted from, and of its story where no name says of which."""
    if any(t.sentence == anchor.sentence for t in group.tellings):
        return False
    names = {term for name in anchor.event.participants for term in terms(name)}
    return bool(topic.names) or any(
        t.sentence.source == anchor.sentence.source or t.names & names for t in group.tellings
    )


def _is_news(telling: Telling) -> bool:
    """Whether what is told without a day is likely what the report is about: news opens a report."""
    return telling.sentence.paragraph <= _OPENING and telling.sentence.number <= 2 * _OPENING


def _ahead(groups: list[Group], request: Request, today: date) -> tuple[list[Group], bool]:
    """Of plans those whose day is not over yet, if there are any; and whether they are."""
    if not request.planned:
        return groups, True
    coming = [g for g in groups if g.period and g.period.after and g.period.after > today]
    return (coming, True) if coming else (groups, False)


def _order(group: Group) -> tuple[date, date, tuple[str, int, int, str]]:
    """By the first day; an entry with only a limit stands there, one without any day at the end."""
    period = group.period
    first = (period.first or period.last) if period and period.after else None
    last = period.last if period else None
    return first or date.max, last or date.max, group.tellings[0].key


# --- notes -------------------------------------------------------------------------------------------------


def _note(read: _Asked, found: Concerned, entries: int, *, ahead: bool) -> str | None:
    """What a reader must know of how the request was taken."""
    notes = []
    if read.anchor is not None:
        period = read.anchor.period
        assert period.first
        assert period.last
        day, relation = between(period.first, period.last), read.request.relation
        notes.append(f"Counted {relation} {day}: “{read.anchor.sentence.text}”")
    if found.left_aside:
        aside = " ".join(found.left_aside)
        names = " and ".join(f"“{name.text}”" for name in read.topic.names)
        notes.append(f"No dated event tells of “{aside}”; {entries} on {names}.")
    if not ahead:
        notes.append("All of these days are past.")
    return " ".join(notes) or None
