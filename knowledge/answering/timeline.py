"""A topic → what happened, in order, each entry with the days that are known and who says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from knowledge.answering.citing import cite
from knowledge.answering.periods import Request, Window, lies_in, understood
from knowledge.answering.timeline_merging import Group, Telling, conflicts, grouped
from knowledge.answering.timeline_topic import Topic, Words, concerns, joined, read
from knowledge.model import Entry, Event, Period, Sentence, Timeline
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import terms

if TYPE_CHECKING:
    from knowledge.seams import Index, Store, StoredFact

__all__ = ["timeline"]

_CANDIDATES = 2000
"""Sentences that the index proposes for a topic: more than a timeline can show, so that none is missed."""
_OWN = frozenset("own_clause event_noun told_on same_event as_of_report".split())
_PLAINLY = frozenset("say tell add note report".split())
_TIED = ("and", "but", "or", "which", "who", "whom", "whose", "where", "that", "to")
_DAY = timedelta(days=1)


def timeline(
    topic: str, store: Store, index: Index, *, first: date | None = None, last: date | None = None, today: date
) -> Timeline:
    """Dated events on a topic in order of their first days, all events for an empty topic.

    The topic is a name, several words, or a whole question; period words in it narrow the days, as ``first``
    and ``last`` do (inclusive). Entries without a first day stand at their limit; where sources disagree on the
    day, both entries say so. Without any entry, ``reason`` says why, and ``nearest`` names topics that have some.
    """
    request = understood(topic, today=today)
    given = Window(first, last + _DAY if last and last < date.max else None)
    request = request._replace(window=request.window.within(given))
    subject = read(request.topic, store)
    if request.topic and not subject.units:
        subject = subject._replace(text="")
    tellings = _tellings(subject, request, store, index)
    groups = [g for g in grouped(tellings) if _is_asked(g, request)]
    groups.sort(key=_order)
    notes = conflicts(groups)
    entries, n = [], 1
    for place, group in enumerate(groups):
        entry = _entry(group, store, n, notes.get(place))
        entries.append(entry)
        n += len(entry.citations)
    if entries:
        return Timeline(query=topic, events=tuple(entries))
    return _silence(topic, subject, request, store)


def _is_asked(group: Group, request: Request) -> bool:
    if request.planned and group.status != "planned":
        return False
    if group.period is None or (group.period.first is None and group.period.after is None):
        return not request.window
    if group.period.after is None and not request.planned:
        return False
    return lies_in(group.period, request.window)


def _order(group: Group) -> tuple[date, date, tuple[str, int, int, str]]:
    """By the first day; an entry with only a limit stands there, one without any day at the end."""
    period = group.period
    first = (period.first or period.last) if period and period.after else None
    last = period.last if period else None
    return first or date.max, last or date.max, group.tellings[0].key


# --- tellings ----------------------------------------------------------------------------------------------


class _Page(NamedTuple):
    """What is known around the events of one sentence."""

    sentence: Sentence
    words: Words
    around: Words
    names: Words
    content: frozenset[str]
    publisher: str
    day: date | None


def _tellings(topic: Topic, request: Request, store: Store, index: Index) -> list[Telling]:
    """The events that concern the topic; of each sentence those that have days of their own, or else a limit."""
    by_sentence: dict[int, list[Event]] = {}
    for stored in _events(topic, store, index):
        by_sentence.setdefault(stored.sentence, []).append(cast("Event", stored.fact))
    pages = _pages(list(by_sentence), by_sentence, store)
    found: list[Telling] = []
    for i, events in by_sentence.items():
        page = pages.get(i)
        if page is None:
            continue
        mine = [e for e in events if _concerns(topic, e, page)]
        found += [
            Telling(e, page.sentence, page.content, _name_terms(e), page.publisher, page.day)
            for e in _told(mine, planned=request.planned)
        ]
    return found


def _events(topic: Topic, store: Store, index: Index) -> Iterable[StoredFact]:
    if not topic.units:
        return store.facts("event")
    weights = {
        form: sure
        for unit in topic.units
        for form, sure in (*unit.forms.items(), *((t, s) for p, s in unit.phrases for t in p))
        if form not in STOPWORDS and sure > 0.5
    }
    ids = {c.sentence for c in index.candidates(weights, _CANDIDATES)}
    ids.update(fact.sentence for unit in topic.units if unit.name for fact in store.facts("event", name=unit.text))
    return store.facts("event", sentences=sorted(ids)) if ids else ()


def _pages(ids: Sequence[int], events: Mapping[int, Sequence[Event]], store: Store) -> dict[int, _Page]:
    sources = {s.id: s for s in store.sources()}
    titles = {s.id: f"{s.title}. {s.deck or ''}" for s in sources.values()}
    pages = {}
    for row in store.rows(ids):
        sentence = row.sentence
        names = joined(name for event in events[sentence.id] for name in event.participants)
        title = terms(titles[sentence.source])
        around = (*title, ".", *row.around)
        source = sources[sentence.source]
        pages[sentence.id] = _Page(
            sentence,
            Words(row.terms, frozenset(row.terms)),
            Words(around, frozenset(around)),
            names,
            frozenset(t for t in row.terms if t not in STOPWORDS and not t[0].isdigit()),
            source.publisher or source.title,
            source.published,
        )
    return pages


def _concerns(topic: Topic, event: Event, page: _Page) -> bool:
    if not topic.units:
        return True
    reach = page.words if topic.head is None else Words.of(_reach(event, page.sentence))
    return concerns(topic, reach=reach, sentence=page.words, around=page.around, names=page.names)


def _reach(event: Event, sentence: Sentence) -> str:
    """The words that belong to an event: its clause; for a telling what is told; back to what a join goes on from."""
    text = sentence.text
    start, end = event.start - sentence.start, event.end - sentence.start
    clause = text[start:end]
    if event.reporting or event.predicate in _PLAINLY:
        return text if not any(c.isalpha() for c in text[end:]) else text[start:]
    first = clause.split(maxsplit=1)[0].lower() if clause.strip() else ""
    return text[:end] if first in _TIED else clause


def _told(events: Sequence[Event], *, planned: bool) -> list[Event]:
    """What a sentence is shown for: events with days of their own, or else the narrowest limit."""
    own = [e for e in events if e.rule in _OWN and e.period is not None]
    facts = [e for e in own if not e.reporting]
    if facts:
        own = [e for e in own if not (e.reporting and e.predicate in _PLAINLY)]
    if planned:
        own = [e for e in own if e.status == "planned"]
        plans = [e for e in events if e.status == "planned"]
        return _distinct(own) or plans[:1]
    if own:
        return _distinct(own)
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


def _name_terms(event: Event) -> frozenset[str]:
    return frozenset(t for name in event.participants for t in terms(name) if t not in STOPWORDS)


# --- entries -----------------------------------------------------------------------------------------------


def _entry(group: Group, store: Store, n: int, conflict: str | None) -> Entry:
    seen: dict[int, Telling] = {}
    for telling in group.tellings:
        seen.setdefault(telling.sentence.id, telling)
    citations = tuple(
        cite(telling.sentence, store, n=n + i, stance="supports", score=1.0)
        for i, telling in enumerate(seen.values())
    )
    start, end, precision = _days(group.period)
    status = cast('Literal["stated", "bound", "planned"]', group.status)
    return Entry(
        start=start, end=end, precision=precision, status=status, text=citations[0].quote,
        citations=citations, conflict=conflict,
    )  # fmt: skip


def _days(period: Period | None) -> tuple[str | None, str | None, str]:
    if period is None or period.after is None:
        return None, None, "unknown"
    assert period.last
    return (period.first.isoformat() if period.first else None), period.last.isoformat(), period.granularity


# --- silence -----------------------------------------------------------------------------------------------


def _silence(topic: str, subject: Topic, request: Request, store: Store) -> Timeline:
    """Why there is no entry, and topics that have some: names alike, else the most frequent; or other years."""
    about = f" on “{request.topic}”" if request.topic else ""
    kind = "plan" if request.planned else "dated event"
    window = f" {_in_words(request)}" if request.window else ""
    names = Counter(
        name for stored in store.facts("event") for name in dict.fromkeys(cast("Event", stored.fact).participants)
    )
    folded = {name.casefold(): name for name, _ in names.most_common()}
    alike = get_close_matches(request.topic.casefold(), folded, n=5, cutoff=0.6) if request.topic else []
    nearest = list(dict.fromkeys([*(folded[a] for a in alike), *(name for name, _ in names.most_common(5))]))
    return Timeline(
        query=topic,
        events=(),
        reason=f"The sources tell of no {kind}{about}{window}.",
        nearest=tuple(nearest[:5]),
    )


def _in_words(request: Request) -> str:
    if request.said:
        opening = request.said.split()[0].lower()
        plain = opening[0].isdigit() or opening[:3] in (
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        )  # fmt: skip
        return f"in {request.said}" if plain else request.said
    first, after = request.window
    last = after - _DAY if after else None
    if first and last:
        return f"from {first.isoformat()} to {last.isoformat()}"
    return f"from {first.isoformat()} on" if first else f"up to {last.isoformat()}" if last else ""
