"""Why a question's candidates stand as they do: what letters, meaning and reader say of each, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from knowledge.answering.decision import evidence
from knowledge.answering.judging import judge
from knowledge.answering.reading import share
from knowledge.retrieval.features import FEATURES
from knowledge.retrieval.query import Query
from knowledge.retrieval.ranked import Ranked

if TYPE_CHECKING:
    from knowledge.model import Sentence
    from knowledge.retrieval.searchable import Searchable

__all__ = ["Candidate", "Explanation", "explain"]

Voice = Literal["letters", "meaning", "both"]
_SPEAKS = 10
"""Place up to which either counts as having brought a candidate forward."""


class Candidate(NamedTuple):
    """A sentence in its place, with what letters, meaning and reader say of it."""

    place: int
    """Among all candidates, from 1."""
    sentence: Sentence
    score: float
    """In [0, 1]."""
    letters: float
    """What the letters gave; any real number."""
    letters_place: int
    meaning: float | None
    """What meaning added; None where it was not heard."""
    aligned: float | None
    """How well the question's words are met by what they mean, about 0.2 to 1."""
    reader: float | None
    """What the reader added; None where it did not read."""
    marked: str
    """The words that would answer, by the reader; empty where it did not read."""
    by: Voice
    met: tuple[tuple[str, float], ...]
    """The question's words that the sentence meets, with how surely."""
    missed: tuple[str, ...]
    kind_present: bool
    """Whether it holds an expression of the kind that is asked for."""


class Explanation(NamedTuple):
    """The question as it was understood, the confidence in the first candidate, and the candidates."""

    understood: str
    asked: str
    confidence: float
    evidence: tuple[tuple[str, float], ...]
    """The signals that the confidence rests on, with what each adds to the log-odds, the largest first."""
    candidates: tuple[Candidate, ...]


def explain(
    question: str,
    searched: Searchable,
    *,
    context: str | None = None,
    top: int = 5,
    today: date | None = None,
) -> Explanation:
    """The best candidates of a question, best first; none where nothing was found."""
    query, ranked, sure = judge(question, searched, context=context, today=today)
    places = _places(ranked)
    rests_on = evidence(query, ranked) if ranked else {}
    return Explanation(
        query.understood or query.text,
        query.asked,
        sure,
        tuple(sorted(rests_on.items(), key=lambda pair: (-abs(pair[1]), pair[0]))),
        tuple(
            _candidate(n, one, query, places[one.hit.sentence.id]) for n, one in enumerate(ranked[:top], 1)
        ),
    )


def _places(ranked: Sequence[Ranked]) -> dict[int, int]:
    """The place that the letters alone would give each candidate, from 1."""
    alone = sorted(ranked, key=lambda one: (-_letters(one), one.hit.sentence.id))
    return {one.hit.sentence.id: place for place, one in enumerate(alone, 1)}


def _letters(one: Ranked) -> float:
    others = (one.meaning.share if one.meaning else 0.0) + (share(one.reading) if one.reading else 0.0)
    return one.raw - others


def _candidate(number: int, one: Ranked, query: Query, place: int) -> Candidate:
    pairs = list(zip(query.units, one.comparison.match.strength, strict=True))
    return Candidate(
        place=number,
        sentence=one.hit.sentence,
        score=round(one.hit.score, 4),
        letters=round(_letters(one), 3),
        letters_place=place,
        meaning=round(one.meaning.share, 3) if one.meaning else None,
        aligned=round(one.meaning.aligned.met, 3) if one.meaning else None,
        reader=round(share(one.reading), 3) if one.reading else None,
        marked=_marked(one),
        by=_brought_by(one, place),
        met=tuple((unit.text, round(strength, 2)) for unit, strength in pairs if strength > 0),
        missed=tuple(unit.text for unit, strength in pairs if strength <= 0),
        kind_present=one.hit.features[FEATURES.index("kind_present")] > 0,
    )


def _marked(one: Ranked) -> str:
    span = one.reading.span if one.reading else None
    return one.hit.sentence.text[slice(*span)] if span else ""


def _brought_by(one: Ranked, place: int) -> Voice:
    """Which of the two lists would have shown it."""
    nearest = one.meaning.nearest[:_SPEAKS] if one.meaning else ()
    if all(found.sentence != one.hit.sentence.id for found in nearest):
        return "letters"
    return "meaning" if place > _SPEAKS else "both"
