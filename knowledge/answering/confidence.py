"""Whether the best hit answers where meaning was heard: the letters' verdict, weighed with what it says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from knowledge.answering import signals as letters
from knowledge.answering.calibration import Gate, load_gate
from knowledge.answering.swaps import counted, swapped, turned
from knowledge.embedding.alignment import Alignment
from knowledge.retrieval.features import FEATURES as OF_LETTERS
from knowledge.retrieval.features import SHAPED
from knowledge.retrieval.meaning import FEATURES
from knowledge.retrieval.query import Query
from knowledge.retrieval.ranked import MeaningScore, Ranked

__all__ = ["SIGNALS", "confidence", "default_gate_with_meaning", "signals"]

_OWN = (
    "raw", "raw_below", "agreed", "share", "margin", "lead", "own", "own_below",
    "titled", "titled_below", "nearest_own", "second_own", "nearest_titled", "second_titled",
    "crowd_5", "crowd_20", "spread_own", "spread_titled", "own_paragraph", "own_around",
    "titled_paragraph", "titled_around",
    *(f"{name}_{of}" for name in ("met", "even", "gap", "least") for of in ("own", "best", "lead")),
    "swapped", "turned", "counted",
)  # fmt: skip
"""Last but three: of each number of an alignment the best hit's, the best of all candidates', and how far the
best hit is ahead of the others. The last three are of the best hit."""

SIGNALS = (*_OWN, *(f"letters_{name}" for name in letters.SIGNALS))
"""What meaning says, then what the letters say of their own best hit."""

_KIND = OF_LETTERS.index("kind_present")


def confidence(query: Query, ranked: Sequence[Ranked]) -> float:
    """The calibrated probability that the first hit answers; 0 when nothing was found.

    Nearness in meaning alone never answers: where the kind of thing that is asked for is not in the sentence
    (no date, no number, no name), confidence is at most what the letters give.
    """
    if not ranked or ranked[0].meaning is None:
        return letters.confidence(query, ranked)
    sure = default_gate_with_meaning().probability(signals(query, ranked))
    if query.asked in SHAPED and not ranked[0].hit.features[_KIND]:
        return min(sure, letters.confidence(query, _by_letters(ranked)))
    return sure


def signals(query: Query, ranked: Sequence[Ranked]) -> tuple[float, ...]:
    """All signals, in the order of ``SIGNALS``; of a ranking in which meaning was heard."""
    best, alone = ranked[0], _by_letters(ranked)
    told = best.meaning
    assert told is not None
    raw = best.raw - told.share
    value = dict(zip(FEATURES, told.values, strict=True))
    own, titled = (sorted((one.alike[view] for one in told.nearest), reverse=True) for view in range(2))
    both = sorted((sum(one.alike) for one in told.nearest), reverse=True)
    return (
        raw / 6,
        (raw - alone[0].raw) / 6,
        float(alone[0].hit.sentence.id == best.hit.sentence.id),
        told.share,
        min(1.0, (best.raw - ranked[1].raw) / 3) if len(ranked) > 1 else 1.0,
        best.raw / 6,
        *(value[name] for name in ("own", "own_below", "titled", "titled_below")),
        *_two(own),
        *_two(titled),
        *(_spread(each, last) for each, last in ((both, 4), (both, 19), (own, -1), (titled, -1))),
        *(value[name] for name in ("own_paragraph", "own_around", "titled_paragraph", "titled_around")),
        *(found for at in range(4) for found in _word_by_word(ranked, at)),
        swapped(best.comparison),
        float(turned(best.comparison)),
        counted(best.comparison) if query.asked == "number" else 0.5,
        *letters.signals(query, alone),
    )


def _word_by_word(ranked: Sequence[Ranked], at: int) -> tuple[float, float, float]:
    """The best hit's number at this place of its alignment, the best of all, and its lead."""
    held = [one.meaning.aligned[at] if one.meaning else 0.0 for one in ranked]
    better = min if Alignment._fields[at] == "gap" else max
    rest = better(held[1:], default=0.0)
    return held[0], better(held), held[0] - rest


def _two(falling: Sequence[float]) -> tuple[float, float]:
    return (falling[0], falling[min(1, len(falling) - 1)]) if falling else (0.0, 0.0)


def _spread(falling: Sequence[float], last: int) -> float:
    """From the first to the last, or to the end where there are fewer."""
    return falling[0] - falling[min(last, len(falling) - 1)] if falling else 0.0


@lru_cache(maxsize=1)
def default_gate_with_meaning() -> Gate:
    """The gate that comes with the program."""
    return load_gate(Path(__file__).with_name("meaning.json"))


def _by_letters(ranked: Sequence[Ranked]) -> list[Ranked]:
    """The same hits as the letters alone would have ranked them."""
    alone = [one._replace(raw=one.raw - _share(one)) for one in ranked]
    return sorted(alone, key=lambda r: (-r.raw, r.hit.sentence.id))


def _share(one: Ranked) -> float:
    return one.meaning.share if isinstance(one.meaning, MeaningScore) else 0.0
