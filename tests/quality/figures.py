"""How good the judgement is, in figures, through the one door: answers, timelines, claims.

Nothing here looks inside: what counts is what a user is shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from knowledge.library import Library
from knowledge.model import Answer, Entry, Timeline
from knowledge.settings import Settings
from quality import gold

__all__ = [
    "Asked",
    "Figures",
    "Libraries",
    "answers",
    "asked",
    "asked_with_slips",
    "auroc",
    "marks",
    "measured",
    "opened",
    "slips",
    "timelines",
    "verdicts",
]

Libraries = Mapping[str, Library]
Figures = dict[str, float]


@contextmanager
def opened(home: Path) -> Iterator[Libraries]:
    """A library for each set of the invented news, by its name."""
    with ExitStack() as stack:
        libraries = {}
        for one in gold.news():
            archive = home / f"{one.name}.jsonl"
            rows = (json.dumps(article, ensure_ascii=False) for article in one.articles)
            archive.write_text("\n".join(rows), encoding="utf-8")
            settings = Settings(sources=(archive,), home=home / "index", top=10)
            library = stack.enter_context(Library.open(settings))
            assert library.bring_up_meaning(), f"the figures hold with meaning: {library.meaning_off}"
            libraries[one.name] = library
        yield libraries


# --- answers -----------------------------------------------------------------------------------------------


class Asked(NamedTuple):
    """A question with its answer."""

    question: gold.Question
    answer: Answer

    @property
    def rank(self) -> int:
        """The place of the first right sentence, from 1; 0 when none is shown."""
        places = (n for n, c in enumerate(self.answer.evidence, 1) if self.question.right(c.quote))
        return next(places, 0)

    @property
    def is_answered(self) -> bool:
        return self.answer.status == "answered"

    @property
    def is_honest(self) -> bool:
        """Answered right, or silent where nothing answers."""
        if not self.is_answered:
            return not self.question.keys
        return self.question.right(self.answer.citations[0].quote)


def asked(libraries: Libraries) -> list[Asked]:
    """Every question with its answer, follow-ups among them."""
    return [
        Asked(question, libraries[one.name].ask(question.text, context=question.context))
        for one in gold.news()
        for question in one.questions
    ]


def answers(everything: Sequence[Asked]) -> Figures:
    """Shares of the questions. Faults: "wrong of answered"."""
    plain = [one for one in everything if one.question.context is None]
    follow_ups = [one for one in everything if one.question.context is not None]
    known = [one for one in plain if one.question.keys]
    unknown = [one for one in plain if not one.question.keys]
    said = [one for one in plain if one.is_answered]
    marked = [marks(one) for one in known if one.is_honest and _phrase(one)]
    return {
        "hit@1": _share(one.rank == 1 for one in known),
        "hit@2": _share(one.rank in (1, 2) for one in known),
        "honest": _share(one.is_honest for one in plain),
        "wrong of answered": _share(not one.is_honest for one in said),
        "auroc": auroc([o.answer.confidence for o in known], [o.answer.confidence for o in unknown]),
        "follow-ups": _share(one.is_honest for one in follow_ups),
        "marked phrase": _share(marked),
    }


def asked_with_slips(libraries: Libraries) -> list[Asked]:
    """Every answerable question with two letters changed round, and its answer."""
    return [
        Asked(question, libraries[one.name].ask(text))
        for one in gold.news()
        for question in one.questions
        if question.context is None and question.keys and (text := gold.slipped(question.text))
    ]


def slips(libraries: Libraries) -> Figures:
    """How often the first hit is right all the same."""
    return {"hit@1 with slips": _share(one.rank == 1 for one in asked_with_slips(libraries))}


_LONGER = 25
"""Letters by which a marked phrase may exceed the one that answers: an office before a name."""


def _phrase(one: Asked) -> str | None:
    if not one.is_answered:
        return None
    quote = one.answer.citations[0].quote
    return next((key.phrase for key in one.question.keys if key.stands_in(quote)), None)


def marks(one: Asked) -> bool:
    """Whether what is marked in the answer is the phrase that answers."""
    span, phrase = one.answer.highlight, _phrase(one)
    if span is None or phrase is None or one.answer.answer is None:
        return False
    marked = one.answer.answer[span.start : span.end]
    return marked in phrase or (phrase in marked and len(marked) <= len(phrase) + _LONGER)


def auroc(right: Sequence[float], wrong: Sequence[float]) -> float:
    """The chance that an answerable question has more confidence than an unanswerable one."""
    return _mean((a > b) + 0.5 * (a == b) for a in right for b in wrong)


# --- timelines ---------------------------------------------------------------------------------------------


def timelines(libraries: Libraries) -> Figures:
    """Shares of the events. Faults: "forbidden"."""
    found = dated = once = forbidden = required = refused = in_order = 0
    for request in gold.requests():
        shown = libraries[request.news].timeline(request.text, today=request.today)
        in_order += _is_in_order(shown)
        for event in request.required:
            telling = [entry for entry in shown.events if _tells(entry, event)]
            required += 1
            found += bool(telling)
            right = [entry for entry in telling if _meets(entry, event)]
            dated += bool(right)
            once += len(right) == 1
        for event in request.forbidden:
            refused += 1
            forbidden += any(_tells(entry, event) for entry in shown.events)
    return {
        "found": found / required,
        "dated of found": dated / found if found else 0.0,
        "once of dated": once / dated if dated else 0.0,
        "forbidden": forbidden / refused,
        "in order": in_order / len(gold.requests()),
    }


def _tells(entry: Entry, event: gold.Wanted) -> bool:
    quotes = [gold.folded(citation.quote) for citation in entry.citations]
    return any(gold.folded(key) in quote for key in event.keys for quote in quotes)


def _meets(entry: Entry, event: gold.Wanted) -> bool:
    """Whether its days have one in common with the event's."""
    if entry.end is None or event.first is None or event.last is None:
        return False
    first = date.fromisoformat(entry.start) if entry.start else date.min
    return first <= event.last and event.first <= date.fromisoformat(entry.end)


def _is_in_order(shown: Timeline) -> bool:
    firsts = [entry.start for entry in shown.events if entry.start]
    return firsts == sorted(firsts)


# --- claims ------------------------------------------------------------------------------------------------


def verdicts(libraries: Libraries) -> Figures:
    """Shares of right verdicts, in all and by kind of claim. Faults: "falsely supported"."""
    by_kind: dict[str, list[bool]] = {}
    falsely = []
    for claim in gold.claims():
        verdict = libraries[claim.news].check(claim.text).verdict
        right = verdict == claim.verdict or (claim.verdict == "not supported" and verdict != "supported")
        by_kind.setdefault(claim.kind, []).append(right)
        if claim.verdict != "supported":
            falsely.append(verdict == "supported")
    return {
        "all": _share(right for held in by_kind.values() for right in held),
        "falsely supported": _share(falsely),
        **{kind: _share(held) for kind, held in sorted(by_kind.items())},
    }


# --- figures -----------------------------------------------------------------------------------------------


def _share(held: Iterable[bool]) -> float:
    return _mean(float(one) for one in held)


def _mean(values: Iterable[float]) -> float:
    held = list(values)
    return sum(held) / len(held) if held else 0.0


def measured(libraries: Libraries) -> dict[str, Figures]:
    """All figures, by product."""
    return {
        "answers": {**answers(asked(libraries)), **slips(libraries)},
        "timelines": timelines(libraries),
        "verdicts": verdicts(libraries),
    }
