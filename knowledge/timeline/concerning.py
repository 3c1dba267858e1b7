"""A topic → the events that concern it, by what was learned; its names alone where none meets its theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from knowledge.timeline.features import Case, features
from knowledge.timeline.material import Material, Told, gather
from knowledge.timeline.relevance import kind_of, model, speaks
from knowledge.timeline.topic import Topic

if TYPE_CHECKING:
    from collections.abc import Collection

    from knowledge.retrieval.searchable import Searchable

__all__ = ["Concerned", "concerning"]

_NEAR = 0.5
"""Cosine from which a sentence speaks of the theme in other words."""


class Concerned(NamedTuple):
    """The events of a topic, and the others that were looked at."""

    chosen: tuple[Told, ...]
    others: tuple[Told, ...]
    left_aside: tuple[str, ...] = ()
    """Words of the theme that no event of the names speaks of; they were left aside."""


def concerning(topic: Topic, searched: Searchable, *, also: Collection[str] = ()) -> Concerned:
    """The events that concern the topic; without its theme, where no event of its names meets that.

    Those that the sources ``also`` tell are looked at in any case.
    """
    material = gather(topic, searched, also=also)
    found = _chosen(topic, material)
    aside: tuple[str, ...] = ()
    if topic.names and topic.theme and not any(map(_meets_theme, found)):
        named = topic.of_names()
        found = _chosen(named, material) or found
        aside = tuple(unit.text for unit in topic.theme)
    chosen = {id(case.told) for case in found}
    return Concerned(
        tuple(one for one in material.told if id(one) in chosen),
        tuple(one for one in material.told if id(one) not in chosen),
        aside,
    )


def _chosen(topic: Topic, material: Material) -> list[Case]:
    learned = model(kind_of(topic), meaning=material.alike is not None)
    return learned.chosen([case for case in features(topic, material) if speaks(topic, case)])


def _meets_theme(case: Case) -> bool:
    """Whether an event that has a day speaks of the theme."""
    found, period = case.features, case.told.event.period
    if period is None or period.after is None or (period.first is None and not found["opening"]):
        return False
    return max(found["theme_said"], found["theme_title"]) > 0 or found["meaning"] >= _NEAR
