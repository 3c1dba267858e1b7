"""Questions whose answers are known, against the library's answers: how often it is right, silent, wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from knowledge.errors import UsageError

if TYPE_CHECKING:
    from knowledge.api import Library
    from knowledge.model import Citation

__all__ = ["evaluate"]

DEPTH = 10
"""How many sentences of evidence count."""

Gold = Mapping[str, Any]


def evaluate(lines: Iterable[str], library: Library) -> dict[str, int | float]:
    """Shares over the questions of a JSON Lines file.

    A line holds ``question``, perhaps ``context``, ``answerable`` (true unless said otherwise), and what
    makes a citation right: ``answer_key`` (patterns), ``gold_text`` (sentences), or ``evidence``
    (``[{"file": …, "paragraphs": [1]}]``). Raises UsageError, naming the line.
    """
    gold = [_parsed(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    originals = {source.id: source.original or source.id for source in library.sources()}
    tally = dict.fromkeys(("answerable", "first", "third", "right", "wrong", "silent", "rightly_silent"), 0)
    reciprocal = 0.0
    for row in gold:
        answer = library.ask(row["question"], context=row.get("context"), top=DEPTH)
        said = answer.status == "answered"
        if not row.get("answerable", True):
            tally["wrong" if said else "rightly_silent"] += 1
            continue
        tally["answerable"] += 1
        ranks = (n for n, c in enumerate(answer.evidence[:DEPTH], 1) if _is_right(c, row, originals))
        rank = next(ranks, None)
        tally["first"] += rank == 1
        tally["third"] += rank is not None and rank <= 3
        reciprocal += 1 / rank if rank else 0.0
        right = said and _is_right(answer.citations[0], row, originals)
        tally["right" if right else "wrong" if said else "silent"] += 1
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


def _parsed(number: int, line: str) -> Gold:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(f"line {number}: not JSON ({error.msg})") from error
    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        raise UsageError(f'line {number}: a JSON object with "question" is wanted')
    known = row.keys() & {"answer_key", "gold_text", "evidence"}
    if row.get("answerable", True) and not known:
        raise UsageError(f'line {number}: "answer_key", "gold_text" or "evidence" is wanted')
    return row


def _is_right(citation: Citation, row: Gold, originals: Mapping[str, str]) -> bool:
    quote = _folded(citation.quote)
    if any(re.search(key, citation.quote, re.IGNORECASE | re.DOTALL) for key in row.get("answer_key", ())):
        return True
    if any(quote in (gold := _folded(text)) or gold in quote for text in row.get("gold_text", ())):
        return True
    # A digest says it in other words than the pattern: there the paragraph decides.
    by_paragraph = citation.kind == "digest" or "answer_key" not in row
    return by_paragraph and any(
        originals.get(citation.source) == place["file"] and citation.paragraph in place["paragraphs"]
        for place in row.get("evidence", ())
    )


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
