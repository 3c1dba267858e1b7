"""Questions whose answers are known, against the library's answers: how often it is right, silent, wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import UsageError

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.model import Answer, Citation

__all__ = ["evaluate"]

DEPTH = 10
"""How many sentences of evidence count."""


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(str(error)) from error
    return pattern


_Text = Annotated[str, Field(pattern=r"\S")]  # an empty one would fit every citation
_Pattern = Annotated[_Text, AfterValidator(_compiles)]


class _Place(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)

    file: str
    paragraphs: tuple[int, ...]


class _Gold(BaseModel):
    """A line of the file; what else stands in it is passed over."""

    model_config = ConfigDict(frozen=True, strict=True)

    question: str
    context: str | None = None
    answerable: bool = True
    answer_key: tuple[_Pattern, ...] | None = None
    gold_text: tuple[_Text, ...] | None = None
    evidence: tuple[_Place, ...] | None = None


_WANTED = {
    "context": "a text or null",
    "answerable": "true or false",
    "answer_key": "a list of regular expressions",
    "gold_text": "a list of sentences",
    "evidence": 'a list such as [{"file": "a.txt", "paragraphs": [1]}]',
}


def evaluate(lines: Iterable[str], library: Library) -> dict[str, int | float]:
    """Shares over the questions of a JSON Lines file.

    A line holds ``question``, perhaps ``context``, ``answerable`` (true unless said otherwise), and what
    makes a citation right: ``answer_key`` (patterns), ``gold_text`` (sentences), or ``evidence``
    (``[{"file": …, "paragraphs": [1]}]``). Raises UsageError, naming the line, and when there is none.
    """
    gold = [_parsed(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not gold:
        raise UsageError("there is no question in the file; give one JSON object a line")
    originals = {source.id: source.original or source.id for source in library.sources()}
    tally = dict.fromkeys(("answerable", "first", "third", "right", "wrong", "silent", "rightly_silent"), 0)
    reciprocal = 0.0
    for row in gold:
        answer = library.ask(row.question, context=row.context, top=DEPTH)
        tally[_verdict(answer, row, originals)] += 1
        if row.answerable:
            rank = _rank(answer, row, originals)
            tally["answerable"] += 1
            tally["first"] += rank == 1
            tally["third"] += rank <= 3
            reciprocal += 1 / rank if rank <= DEPTH else 0.0
    return _shares(tally, reciprocal, len(gold))


def _shares(tally: Mapping[str, int], reciprocal: float, questions: int) -> dict[str, int | float]:
    answerable = max(1, tally["answerable"])
    return {
        "questions": questions,
        "first hit right": tally["first"] / answerable,
        "right among first three": tally["third"] / answerable,
        "mean reciprocal rank": reciprocal / answerable,
        "honest": (tally["right"] + tally["rightly_silent"]) / max(1, questions),
        "wrong of answered": tally["wrong"] / max(1, tally["right"] + tally["wrong"]),
        "answered right": tally["right"],
        "answered wrong": tally["wrong"],
        "silent though answerable": tally["silent"],
        "rightly silent": tally["rightly_silent"],
    }


def _parsed(number: int, line: str) -> _Gold:
    try:
        row = _Gold.model_validate_json(line)
    except ValidationError as error:
        raise UsageError(f"line {number}: {_complaint(error.errors()[0])}") from error
    if row.answerable and not (row.answer_key or row.gold_text or row.evidence):
        raise UsageError(f'line {number}: "answer_key", "gold_text" or "evidence" is wanted')
    return row


def _complaint(error: Mapping[str, Any]) -> str:
    if error["type"] == "json_invalid":
        return f"not JSON ({error['ctx']['error']})"
    if error["loc"] in ((), ("question",)):
        return 'a JSON object with "question", a text, is wanted'
    field, *_ = error["loc"]
    why = f" ({error['ctx']['error']})" if error["type"] == "value_error" else ""
    return f'"{field}": {_WANTED[field]} is wanted, not {error["input"]!r}{why}'


def _is_right(citation: Citation, row: _Gold, originals: Mapping[str, str]) -> bool:
    if any(re.search(key, citation.quote, re.IGNORECASE | re.DOTALL) for key in row.answer_key or ()):
        return True
    quote = _folded(citation.quote)
    if any(quote in gold or gold in quote for gold in map(_folded, row.gold_text or ())):
        return True
    # A digest says it in other words than the pattern: there the paragraph decides.
    by_paragraph = citation.kind == "digest" or row.answer_key is None
    return by_paragraph and _is_at_place(citation, row, originals)


def _is_at_place(citation: Citation, row: _Gold, originals: Mapping[str, str]) -> bool:
    original, places = originals.get(citation.source), row.evidence or ()
    return any(place.file == original and citation.paragraph in place.paragraphs for place in places)


def _rank(answer: Answer, row: _Gold, originals: Mapping[str, str]) -> int:
    """The place of the first right citation, from 1; beyond ``DEPTH`` where none is."""
    shown = enumerate(answer.evidence[:DEPTH], 1)
    return next((place for place, cited in shown if _is_right(cited, row, originals)), DEPTH + 1)


def _verdict(answer: Answer, row: _Gold, originals: Mapping[str, str]) -> str:
    """Under what an answer counts; every answer is wrong where there is none."""
    if answer.status != "answered":
        return "silent" if row.answerable else "rightly_silent"
    right = row.answerable and _is_right(answer.citations[0], row, originals)
    return "right" if right else "wrong"


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
