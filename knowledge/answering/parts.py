"""What else answers: each part of a question that asks two things, and each other source by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.answering.decision import confidence
from knowledge.answering.judging import Judgement, judge
from knowledge.answering.several import stands_by_what_is_counted
from knowledge.lexicon.classes import alternatives, grammar
from knowledge.retrieval.features import FEATURES
from knowledge.retrieval.query import Query
from knowledge.retrieval.ranked import Ranked

if TYPE_CHECKING:
    from datetime import date

    from knowledge.retrieval.searchable import Searchable

__all__ = ["from_others", "of_parts", "parts"]

_QUESTION = alternatives(grammar().question)
_JOINED = re.compile(
    rf"(?P<one>.{{8,}}?)[,;]? (?:and|&) (?:also )?(?P<other>(?:{_QUESTION})\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_ASKS = re.compile(rf"\b(?:{_QUESTION}|did|does|do|is|are|was|were)\b", re.IGNORECASE)
_MOST = 2
"""Other sources that are quoted beside the one that answers."""
ALIKE = 0.75
"""Share of the words that the answer meets which another source must meet."""
OTHERS = 0.1
"""How much surer than ``caution`` another source's own answer must be, as nobody asked it alone."""


def parts(question: str) -> tuple[str, str] | None:
    """The two questions that are asked in one ("who won, and when?"); None where it is one."""
    match = _JOINED.fullmatch(" ".join(question.split()))
    if match is None or not _ASKS.search(match["one"]):
        return None
    return match["one"].rstrip(" ,;"), match["other"]


def of_parts(
    question: str, searched: Searchable, *, caution: float, today: date | None = None
) -> list[Judgement]:
    """The parts of a question that asks two things, judged, as far as they reach ``caution``.

    The second part is understood from the first.
    """
    one, other = parts(question) or ("", "")
    judged = [
        judge(text, searched, context=context, today=today)
        for text, context in (((one, None), (other, one)) if one else ())
    ]
    return [part for part in judged if part.ranked and part.confidence >= caution]


def from_others(judged: Judgement, *, caution: float) -> list[Ranked]:
    """What sources that have not answered yet would answer if they were the only ones; at most two."""
    query, ranked = judged.query, judged.ranked
    found: list[Ranked] = []
    told = {ranked[0].hit.sentence.source}
    while len(found) < _MOST:
        rest = tuple(one for one in ranked if one.hit.sentence.source not in told)
        if not rest or not _tells_the_same_kind(query, rest[0], ranked[0]):
            break
        if confidence(query, rest) < caution + OTHERS:
            break
        found.append(rest[0])
        told.add(rest[0].hit.sentence.source)
    return found


def _tells_the_same_kind(query: Query, other: Ranked, best: Ranked) -> bool:
    """Whether it meets as much of the question, and counts what is asked for where something is."""
    return stands_by_what_is_counted(query, other) and _coverage(other) >= ALIKE * _coverage(best)


def _coverage(one: Ranked) -> float:
    return one.hit.features[FEATURES.index("coverage")]
