"""An event as one sentence of one source tells it, and what tells two of them apart at once."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from knowledge.model import Event, Sentence
from knowledge.text.words import terms

__all__ = ["Telling", "is_coarse", "others_each"]


class Telling(NamedTuple):
    """An event as one sentence of one source tells it."""

    event: Event
    sentence: Sentence
    content: frozenset[str]
    """Terms of the sentence that say what it is about, and the terms of its participants."""
    names: frozenset[str]
    """Terms of the participants' names."""
    publisher: str
    day: date | None
    """Of the publication."""
    terms: tuple[str, ...]
    """All terms of the sentence, in order."""
    concerned: bool = True
    """It concerns the topic itself, not only as another telling of such an event."""
    around: frozenset[str] = frozenset()
    """Terms of the sentences beside it and of the title, which say whom "he" and "it" mean."""

    @property
    def key(self) -> tuple[str, int, int, str]:
        """A total order that does not depend on how tellings were found."""
        return (self.sentence.source, self.event.start, self.event.end, self.event.predicate)


def others_each(a: Telling, b: Telling) -> bool:
    """Whether each names somebody or somewhere that the other does not, and they share few other words."""
    alone = [
        any(y.names.isdisjoint(_of_name(name)) for name in x.event.participants) for x, y in ((a, b), (b, a))
    ]
    plain = (a.content & b.content) - a.names - b.names - {a.event.predicate, b.event.predicate}
    return all(alone) and len(plain) < 2


@lru_cache(maxsize=4096)
def _of_name(name: str) -> tuple[str, ...]:
    """Of a participant, who is met in many events."""
    return terms(name)


def is_coarse(telling: Telling) -> bool:
    """Whether no more than the half of a year is known."""
    period = telling.event.period
    return period is not None and period.granularity in ("year", "decade", "century", "half")
