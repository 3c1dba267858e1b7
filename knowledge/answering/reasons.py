"""Why there is no answer, in words that name what is missing."""

from __future__ import annotations

import re
from collections.abc import Container

from knowledge.retrieval.features import FEATURES, SHAPED
from knowledge.retrieval.kinds import Asked
from knowledge.retrieval.query import CONTEXT, Query, Unit
from knowledge.retrieval.ranked import Ranked
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import words

__all__ = ["cause", "reason"]

_MISSING: dict[Asked, str] = {
    "person": "who", "place": "where", "date": "when", "cause": "why", "manner": "how",
    "number": "how many", "money": "how much money", "percent": "what share", "duration": "for how long",
    "measure": "how much", "age": "how old", "amount": "how much",
    "organisation": "which organisation", "statement": "what was said about it",
    "yes-no": "whether it is so", "definition": "what it is", "event": "what happened",
    "name": "the name",
}  # fmt: skip


def reason(query: Query, ranked: list[Ranked], known: Container[str], *, sure: float = 0.0) -> str:
    """One sentence: what the sources do not mention, or what they mention without telling what is asked.

    ``known`` are the terms that stand anywhere in the sources; ``sure`` is the confidence in the first of the
    ranked: where it is not small, the sources may tell it after all.
    """
    absent = _unmentioned(query, ranked, known)
    if absent:
        return f"The sources do not mention {_listed([_shown(unit) for unit in absent])}."
    if not ranked:
        return _NOTHING
    days = None if _LIMIT.search(query.text) else _days(query)
    if days is not None and not _in_scope(ranked[0]):
        return f"The sources do not tell this for {days}."
    there = query.asked in SHAPED and ranked[0].hit.features[_PRESENT] > 0
    return _untold(_held(query, ranked[0]), _MISSING.get(query.asked), unsure=there or sure >= _PERHAPS)


def _unmentioned(query: Query, ranked: list[Ranked], known: Container[str]) -> list[Unit]:
    """What the sources have nothing of, to be named."""
    if not ranked:
        return [unit for unit in query.units if not unit.repaired][:3]
    return [unit for unit in _absent(query, ranked) if not _is_known(unit, known)][:2]


def _untold(held: list[str], missing: str | None, *, unsure: bool) -> str:
    """What the sources mention, and that what is asked is missing, or may be."""
    if not held:
        return f"No source says {missing}." if missing else _NOTHING
    named = _listed([f"“{text}”" for text in held])
    if unsure:
        return f"The sources mention {named}, but it is not sure that they tell {missing or 'this'}."
    told = f"none says {missing}" if missing else "do not tell this"
    return f"The sources mention {named}, but {told}."


_LONGEST = 40
_SURE = 0.7
_MET = 0.75
_PRESENT = FEATURES.index("kind_present")
_NOTHING = "The sources say nothing about this."
_PERHAPS = 0.2
"""Confidence from which "none says who" would be too much said."""
_LIMIT = re.compile(r"\b(?:before|after|since|until|till|by|between|from)\b", re.IGNORECASE)
"""A question that bounds its time does not ask about the year that it names."""


_CAUSES = (
    ("unknown", re.compile(r"^The sources do not mention ")),
    ("undated", re.compile(r"^The sources do not tell this for ")),
    ("unsure", re.compile(r", but it is not sure that they tell ")),
    ("untold", re.compile(r"^The sources mention |^No source says |^The sources say nothing about this")),
)
"""By the forms of the sentences above."""


def cause(told: str) -> str:
    """The kind of a reason in one word; empty for what is none, such as a greeting.

    >>> cause("No source says when."), cause("Goodbye.")
    ('untold', '')
    """
    return next((kind for kind, form in _CAUSES if form.search(told)), "")


def _is_known(unit: Unit, known: Container[str]) -> bool:
    """Whether the sources have the word or all words of the phrase somewhere, under a sure name."""
    if any(term in known for term, sure in unit.forms.items() if sure >= _SURE):
        return True
    phrases = [phrase for phrase, sure in unit.phrases if sure >= _SURE]
    return any(all(term in known for term in phrase if term not in STOPWORDS) for phrase in phrases)


def _absent(query: Query, ranked: list[Ranked]) -> list[Unit]:
    """Names first, then words: those that no good candidate meets in any form."""
    unmet = [unit for unit, met in zip(query.units, _best_met(ranked[:20]), strict=True) if met < 0.5]
    missing = [unit for unit in unmet if not unit.repaired and unit.at < CONTEXT]
    return [unit for unit in missing if unit.name] or list(filter(_is_telling, missing))


def _best_met(ranked: list[Ranked]) -> list[float]:
    """How surely each unit of the question is met by the best of these."""
    return [max(met) for met in zip(*(one.comparison.paragraph for one in ranked), strict=True)]


def _is_telling(unit: Unit) -> bool:
    return unit.weight >= 2.5 and unit.text[0].isalnum()


def _held(query: Query, best: Ranked) -> list[str]:
    """The question's words that the nearest sentence meets, the rarest two, as the sentence writes them.

    Words that stand side by side in the question are one ("Port", "Hessel").
    """
    found = zip(query.units, best.comparison.match.strength, best.comparison.match.places, strict=True)
    met = [unit for unit, sure, place in found if sure >= _MET and place >= 0 and unit.at < CONTEXT]
    runs: list[list[Unit]] = []
    for unit in met:
        if runs and unit.at == runs[-1][-1].at + 1:
            runs[-1].append(unit)
        else:
            runs.append([unit])
    rare = sorted(runs, key=lambda run: (-max(u.weight for u in run), run[0].at))[:2]
    return [_as_written(run, best) for run in sorted(rare, key=lambda run: run[0].at)]


def _as_written(run: list[Unit], best: Ranked) -> str:
    """The run where the sentence has it, else the word of the sentence that its rarest unit met."""
    text = " ".join(unit.repaired or unit.text for unit in run)
    sentence = best.hit.sentence.text
    if whole := re.search(rf"(?<!\w){re.escape(text)}(?!\w)", sentence, re.IGNORECASE):
        return whole.group()
    units, places = best.comparison.query.units, best.comparison.match.places
    met = {unit.at: place for unit, place in zip(units, places, strict=True)}
    rarest = max(run, key=lambda unit: unit.weight)
    return words(sentence)[met[rarest.at]].text


def _in_scope(best: Ranked) -> bool:
    years = {period.first.year for period in best.comparison.query.scope if period.first}
    own = {int(t) for t in best.comparison.page.terms if len(t) == 4 and t.isdigit()}
    published = best.comparison.page.paragraph.source.published
    return bool(years & own) or (published is not None and published.year in years)


def _days(query: Query) -> str | None:
    """The month or year the question is about, None where it names none or no beginning."""
    first = query.scope[0].first if query.scope else None
    if first is None:
        return None
    return first.strftime("%B %Y") if query.scope[0].granularity == "month" else str(first.year)


def _shown(unit: Unit) -> str:
    text = unit.repaired or unit.text
    return f"“{text if len(text) <= _LONGEST else text[:_LONGEST] + '…'}”"


def _listed(parts: list[str]) -> str:
    return " and ".join(parts)
