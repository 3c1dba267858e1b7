"""The store's events that concern a topic, each with the sentence, words and publisher that tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, cast

from knowledge.extraction.clauses_words import family
from knowledge.lexicon.classes import calendar
from knowledge.model import Event, Sentence
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import normal_form, terms
from knowledge.timeline.merging import Telling
from knowledge.timeline.topic import CLOSE, EXACT, Topic, Words, concerns, joined

if TYPE_CHECKING:
    from knowledge.protocols import Index, Store, StoredFact

__all__ = ["tellings"]

_CANDIDATES = 2000
"""Sentences that the index proposes for a topic: more than a timeline can show, so that none is missed."""
_NAMES = 8
"""Names of a topic's events by which other articles' tellings of them are looked for."""
_DATED = frozenset("own_clause event_noun told_on same_event".split())
"""Rules of events that have days of their own."""
_FRAME = "last next earlier late early said announced reported according"
_NO_CONTENT = STOPWORDS | frozenset(map(normal_form, {*calendar().time_words, *_FRAME.split()}))
"""Words that say when, or that something is told, but not what; also "may" and "march", read as months."""
_PLAINLY = frozenset("say tell add note report".split())
_LINKS = frozenset("after before when while as since because although though".split())
_TIED = frozenset("and but or which who whom whose where that to".split())


class _Page(NamedTuple):
    """What is known around the events of one sentence."""

    sentence: Sentence
    words: Words
    around: Words
    content: frozenset[str]
    publisher: str
    day: date | None


def tellings(topic: Topic, store: Store, index: Index, *, planned: bool) -> list[Telling]:
    """Every telling that concerns the topic, and the others of the same articles, marked as not concerned.

    The others are there because one of them may give the day of an event that concerns the topic. Of a
    sentence count events with days of their own, or else its narrowest limit; plans without a day only when
    ``planned``.
    """
    first = _by_sentence(_proposed(topic, store, index))
    pages = _pages(first, store)
    concerned = _concerned(topic, first, pages, EXACT) or _concerned(topic, first, pages, CLOSE)
    if topic.units and concerned:
        sources = sorted({pages[i].sentence.source for i in concerned})
        named = Counter(name for events in concerned.values() for e in events for name in e.participants)
        facts = list(store.facts("event", sources=sources))
        for name, _ in sorted(named.items(), key=lambda item: (-item[1], item[0]))[:_NAMES]:
            facts += store.facts("event", name=name)
        others = _by_sentence(dict.fromkeys(facts))
        others = {i: events for i, events in others.items() if i not in concerned}
        pages = {**pages, **_pages({i: e for i, e in others.items() if i not in pages}, store)}
    else:
        others = {}
    return [
        Telling(
            e, pages[i].sentence, pages[i].content, _name_terms(e), pages[i].publisher, pages[i].day, mine
        )
        for chosen, mine in ((concerned, True), (others, False))
        for i, events in chosen.items()
        for e in _shown(events, planned=planned)
    ]


def _proposed(topic: Topic, store: Store, index: Index) -> Iterable[StoredFact]:
    if not topic.text:
        return store.facts("event")
    weights: dict[str, float] = {}
    for unit in topic.units:
        for form, sure in (*unit.forms.items(), *((t, s) for p, s in unit.phrases for t in p)):
            if form not in STOPWORDS and sure > 0.5:
                weights[form] = max(weights.get(form, 0.0), sure)
    ids = {c.sentence for c in index.candidates(weights, _CANDIDATES)} if weights else set()
    named = (store.facts("event", name=unit.text) for unit in topic.units if unit.name)
    ids.update(stored.sentence for found in named for stored in found)
    return store.facts("event", sentences=sorted(ids)) if ids else ()


def _by_sentence(facts: Iterable[StoredFact]) -> dict[int, list[Event]]:
    """Without what is denied, doubted, supposed or withdrawn: it did not happen, as far as is told."""
    found: dict[int, list[Event]] = {}
    for stored in facts:
        event = cast("Event", stored.fact)
        if event.assertion in ("told", "planned", "alleged"):
            found.setdefault(stored.sentence, []).append(event)
    return found


def _pages(events: Mapping[int, Sequence[Event]], store: Store) -> dict[int, _Page]:
    rows = store.rows(list(events))
    sources = {s.id: s for s in store.sources({row.sentence.source for row in rows})}
    titles = {i: terms(f"{s.title}. {s.deck or ''}") for i, s in sources.items()}
    pages = {}
    for row in rows:
        source = sources[row.sentence.source]
        around = (*titles[source.id], ".", *row.around)
        pages[row.sentence.id] = _Page(
            row.sentence,
            Words(row.terms, frozenset(row.terms)),
            Words(around, frozenset(around)),
            frozenset(t for t in row.terms if t not in _NO_CONTENT and not t[0].isdigit()),
            source.publisher or source.title,
            source.published,
        )
    return pages


def _concerned(
    topic: Topic, found: Mapping[int, Sequence[Event]], pages: Mapping[int, _Page], head: float
) -> dict[int, list[Event]]:
    """The events of each sentence that concern the topic; sentences without any are left out."""
    kinds = _kinds(topic)
    chosen = {
        i: [e for e in events if _concerns(topic, e, pages[i], CLOSE if _is_of(e, events, kinds) else head)]
        for i, events in found.items()
        if i in pages
    }
    return {i: events for i, events in chosen.items() if events}


def _is_of(event: Event, beside: Sequence[Event], kinds: frozenset[str]) -> bool:
    """Whether an event, or what is told by it, is of the kinds."""
    told = beside if event.reporting else (event,)
    return any(family(e.predicate) in kinds for e in told)


def _kinds(topic: Topic) -> frozenset[str]:
    """The families of events that the topic's head noun names: for them, close words do."""
    if topic.head is None:
        return frozenset()
    return frozenset(family(form) for form, sure in topic.units[topic.head].forms.items() if sure >= EXACT)


def _concerns(topic: Topic, event: Event, page: _Page, head: float) -> bool:
    if not topic.units:
        return not topic.text
    own = Words.of(_reach(event, page.sentence))
    names = joined(event.participants)
    return concerns(
        topic,
        reach=own,
        sentence=own,
        around=page.around,
        names=names,
        place=event.place,
        head=head,
    )


def _reach(event: Event, sentence: Sentence) -> str:
    """The words of an event: its clause; for a telling what is told; back to what a join goes on from."""
    text = sentence.text
    start, end = event.start - sentence.start, event.end - sentence.start
    clause = text[start:end]
    first = clause.split(maxsplit=1)[0].lower() if clause.strip() else ""
    if event.reporting:
        trails = not any(c.isalpha() for c in text[end:]) and first not in _LINKS
        return text if trails else text[start:]
    return text[:end] if first in _TIED else clause


def _shown(events: Sequence[Event], *, planned: bool) -> list[Event]:
    """What a sentence is shown for: events with days of their own, or else the narrowest limit."""
    own = [e for e in events if e.period is not None and (e.rule in _DATED or e.rule == "as_of_report")]
    if any(not e.reporting for e in own):
        own = [e for e in own if not (e.reporting and e.predicate in _PLAINLY)]
    if planned:
        plans = [e for e in events if e.status == "planned"]
        return _distinct([e for e in own if e.status == "planned"]) or plans[:1]
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
