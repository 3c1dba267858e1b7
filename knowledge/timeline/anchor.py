"""The words of an event ("the mayor quit") → the day on which the articles say that it happened."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from knowledge.model import Event, Period, Sentence
from knowledge.timeline.features import Case, features
from knowledge.timeline.material import gather
from knowledge.timeline.merging import grouped
from knowledge.timeline.tellings import telling
from knowledge.timeline.topic import Topic, topic_of

if TYPE_CHECKING:
    from knowledge.retrieval.searchable import Searchable

__all__ = ["Anchor", "anchored", "latest", "ranked"]

_CLOSE = 0.55
"""How surely the event's verb must mean a word of the request; 0.6 is a close synonym."""
_ENOUGH = 0.15
"""How far below the best score, as a share of it up to 1, an event may be the one that is meant."""
_NAMED, _LESS = 0.5, 0.2
_LEAST = 0.9
"""Score below which no event is meant."""


class Anchor(NamedTuple):
    """An event with its days and the sentence that tells it."""

    period: Period
    sentence: Sentence
    event: Event


def anchored(words: str, searched: Searchable, *, about: str = "") -> Anchor | None:
    """The event that the words mean, the first in time of those as like them; None when none is.

    Where what is asked ``about`` has a name, an article that holds it must tell the event.
    """
    meant, names = _meant(words, searched), topic_of(about, searched.store).of_names()
    if names.names:
        told = {one.scene.source.id for one in gather(names, searched).told if one.scene.counts}
        meant = [one for one in meant if one.sentence.source in told]
    return min(meant, key=lambda one: (one.period.first, one.sentence.id), default=None)


def latest(words: str, searched: Searchable, *, today: date) -> Anchor | None:
    """The last event up to today that is like the words, None when none is."""
    past = [one for one in _meant(words, searched) if one.period.first and one.period.first <= today]
    return max(past, key=lambda one: (one.period.after, -one.sentence.id), default=None)


def _meant(words: str, searched: Searchable) -> list[Anchor]:
    """The events that are as much like the words as the best is, or nearly."""
    topic = topic_of(words, searched.store)
    found = ranked(topic, searched)
    if topic.all or not found or found[0][0] < _LEAST:
        return []
    best = found[0][0]
    meant = [case for score, case in found if score >= best - _ENOUGH * min(1.0, best)]
    groups = grouped([telling(case.told) for case in meant])
    firsts = [(group.period, group.tellings[0]) for group in groups]
    return [Anchor(period, told.sentence, told.event) for period, told in firsts if period is not None]


def ranked(topic: Topic, searched: Searchable) -> list[tuple[float, Case]]:
    """Events with days that speak of the topic's names, with how much they are like it, the likest first."""
    cases = [case for case in features(topic, gather(topic, searched)) if _may_be_meant(topic, case)]
    scored = [(_likeness(topic, case), case) for case in cases]
    return sorted(scored, key=lambda one: (-one[0], one[1].told.sentence.id, one[1].told.event.start))


def _may_be_meant(topic: Topic, case: Case) -> bool:
    period, found = case.told.event.period, case.features
    named = not topic.names or max(found["names_said"], found["names_before"]) >= _NAMED
    return named and period is not None and period.first is not None and period.after is not None


def _likeness(topic: Topic, case: Case) -> float:
    """The event's own words count most, then its kind, its meaning, and what its article is about.

    What is only told or planned is meant where nothing is as like that happened.
    """
    found, event = case.features, case.told.event
    kind = max((unit.forms.get(event.predicate, 0.0) for unit in topic.theme), default=0.0)
    named = max(found["names_own"], found["names_before"])
    own = found["theme_own"] + named + 0.25 * found["theme_title"] + 0.5 * found["meaning_best"]
    less = _LESS * (event.reporting + (event.status != "stated"))
    return own + 0.5 * (kind >= _CLOSE) * kind + 0.3 * found["article"] + 0.2 * found["news"] - less
