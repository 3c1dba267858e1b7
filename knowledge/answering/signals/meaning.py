"""How near the best candidate is to the question in meaning; all 0 where there are no vectors."""

from __future__ import annotations

from knowledge.answering.signals.registry import Found, signal
from knowledge.retrieval.ranked import MeaningScore


def _meaning(found: Found) -> MeaningScore | None:
    return found.best.meaning


@signal(by="meaning")
def near(found: Found) -> float:
    """The cosine of the sentence by itself."""
    meaning = _meaning(found)
    return meaning.alike.own if meaning else 0.0


@signal(by="meaning")
def words_met(found: Found) -> float:
    """How well the question's words are met by what they mean."""
    meaning = _meaning(found)
    return meaning.aligned.met if meaning else 0.0
