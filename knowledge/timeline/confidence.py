"""Events that answer a question of time → how surely they are the ones that it means."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from knowledge.timeline.questions import Kind
from knowledge.timeline.topic import Words, strengths, topic_of

if TYPE_CHECKING:
    from knowledge.protocols import Store

__all__ = ["WEIGHTS", "Signals", "Tie", "average", "confidence", "weakest"]

WEIGHTS = Path(__file__).with_name("confidence.json")


class Tie(NamedTuple):
    """Words of the question, and the sentence that is taken to tell of what they mean."""

    words: str
    text: str
    title: str
    """Of the sentence's article."""


class Signals(NamedTuple):
    """How surely the words of a question are met, from 0 to 1."""

    said: float
    """The share of the words that the sentence holds, by how much they tell."""
    titled: float
    """How surely the sentence or its title holds the word that they hold least."""


def confidence(kind: Kind, found: Signals) -> float:
    """The chance that the events are those that are meant, learned from invented questions.

    Half of these ask for what the articles do not tell; see docs/training.md.
    """
    weights = _weights()
    logit = weights["constant"] + weights[kind] + sum(weights[n] * v for n, v in found._asdict().items())
    return 1 / (1 + math.exp(-logit))


def weakest(ties: Iterable[Tie], store: Store) -> Signals:
    """Of several events, each for words of its own: an answer is as sure as the least sure of them."""
    return Signals(*map(min, zip(*(_met(tie, store) for tie in ties), strict=True)))


def average(ties: Iterable[Tie], store: Store) -> Signals:
    """Of several sentences that together tell of one topic."""
    return Signals(*map(fmean, zip(*(_met(tie, store) for tie in ties), strict=True)))


def _met(tie: Tie, store: Store) -> Signals:
    topic = topic_of(tie.words, store)
    weights = [*(name.weight for name in topic.names), *(unit.weight for unit in topic.theme)]
    if not sum(weights):
        return Signals(1.0, 1.0)
    whole = Words.of(f"{tie.title}. {tie.text}").held
    said = strengths(topic, Words.of(tie.text), whole=whole)
    title = strengths(topic, Words.of(tie.title), whole=whole)
    share = sum(w * s for w, s in zip(weights, said, strict=True)) / sum(weights)
    return Signals(share, min(max(pair) for pair in zip(said, title, strict=True)))


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, float]:
    found: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return found
