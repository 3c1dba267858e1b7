"""Events beside a topic → those that concern it, by what was learned on invented news."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from knowledge.timeline.features import Case
from knowledge.timeline.topic import Topic

__all__ = ["WEIGHTS", "Kind", "Model", "kind_of", "model", "speaks"]

WEIGHTS = Path(__file__).with_name("relevance.json")
Kind = Literal["names", "theme", "both"]


_SAID = 0.35
"""How surely words must mean the topic to speak of it."""
_MUCH = 0.5
"""How often an article must tell of the topic for its news to be the topic's."""


def speaks(topic: Topic, case: Case) -> bool:
    """Whether an event may concern the topic at all, whatever the chance that is learned from small sets.

    It is of the kind that is asked for, in no other country, and named in its sentence (or by a pronoun
    after one that names it); or it is the news of an article on the topic. What is
    told of a person names the person; and where others tell of the theme itself, near words do not do.
    """
    found = case.features
    if found["elsewhere"] or (topic.kinds and not found["kind_own"]):
        return False
    if _is_named(topic, found):
        return True
    of_persons = bool(topic.names) and all(name.person for name in topic.names)
    return not of_persons and _is_its_news(topic, found)


def _is_named(topic: Topic, found: Mapping[str, float]) -> bool:
    theme = found["theme_said"] if found["names_often"] or not topic.names else 0.0
    names = max(found["names_said"], found["names_before"])
    return names >= _SAID or (theme >= _SAID and found["theme_far"] < _SAID)


def _is_its_news(topic: Topic, found: Mapping[str, float]) -> bool:
    """Whether it is the news of an article on the topic."""
    asked = "theme" if topic.theme else "names"
    titled = found[f"{asked}_title"]
    if topic.story:
        return max(titled, found[f"{asked}_often"]) >= _SAID
    return found["news"] > 0 and titled >= _MUCH and found["theme_far"] < _SAID


class Model(NamedTuple):
    """A logistic model: by feature its weight, and the chance from which an event is shown."""

    weights: Mapping[str, float]
    constant: float
    cut: float

    def chance(self, case: Case) -> float:
        """That the event concerns the topic."""
        values = case.features
        return 1 / (1 + math.exp(-self.constant - sum(w * values[name] for name, w in self.weights.items())))

    def chosen(self, cases: Sequence[Case]) -> list[Case]:
        """The events that are shown, in order."""
        return [case for case in cases if self.chance(case) >= self.cut]


def kind_of(topic: Topic) -> Kind:
    """What a topic is made of."""
    return "both" if topic.names and topic.theme else "names" if topic.names else "theme"


@lru_cache(maxsize=6)
def model(kind: Kind, *, meaning: bool) -> Model:
    """The weights for topics of this kind, with meaning or by the letters alone."""
    table = json.loads(WEIGHTS.read_text(encoding="utf-8"))["meaning" if meaning else "letters"][kind]
    cut, constant = table.pop("cut"), table.pop("constant")
    return Model(table, constant, cut)
