"""The phrase of a sentence that answers: the reader's span, or what fits best by the letters."""

from __future__ import annotations

import re

from knowledge.answering.counted import acted_on
from knowledge.extraction.assertion import lies_in, withdrawn
from knowledge.extraction.expressions import Expression
from knowledge.model import Span
from knowledge.retrieval.comparison import Comparison
from knowledge.retrieval.ranked import Ranked
from knowledge.text.words import words

__all__ = ["highlight"]

_LONGEST, _SHARE = 160, 0.75
"""Letters, and share of the sentence, of a phrase that still stands out."""
_QUOTED = re.compile(r"[“\"][^“”\"]{3,}[”\"]|(?<!\w)[‘'][^‘’']{6,}[’'](?!\w)")
_SURENESS = 60
"""Letters of distance that a sure kind is worth beside a guessed one."""
_CLAUSE = re.compile(r"[,;:]\s|\b(?:and|but|while|after|before|when|which|who)\b", re.IGNORECASE)
_BREAK, _FAR = 25, 80
"""Letters that the end of a clause is worth, and beyond which farther makes no difference."""
_UNTIL = re.compile(r"[-–]\d{1,2}\b")
"""The rest of "May 4-5"."""
_LETTERS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]$")


def highlight(best: Ranked) -> Span | None:
    """Its span in the sentence, None when no phrase stands out; never the whole sentence."""
    comparison = best.comparison
    text = comparison.page.sentence.text
    if comparison.query.asked == "yes-no":
        return None
    read = best.reading.span if best.reading is not None else None
    span = _of_the_kind(comparison, text, read) or (Span(*read) if read else _said(comparison, text))
    span = None if span is None else _trimmed(text, *span)
    if span is None or span.end - span.start > min(_LONGEST, _SHARE * len(text)):
        return None
    return span


def _of_the_kind(comparison: Comparison, text: str, read: tuple[int, int] | None) -> Span | None:
    """Of the expressions of the kind asked for, the nearest to the words met; inside of what was read.

    The reader knows where the answer stands, and the kind where it begins and ends. What a note of correction
    takes back is never marked.
    """
    fitting = _fitting(comparison, text, read)
    if not fitting:
        return None
    of_kind = [e for e in fitting if e.kind == comparison.query.asked]
    best = min(of_kind or fitting, key=lambda e: (_distance(e, comparison, text), e.start))
    until = _UNTIL.match(text, best.end) if best.kind == "date" else None
    return Span(best.start, until.end() if until else best.end)


def _fitting(comparison: Comparison, text: str, read: tuple[int, int] | None) -> list[Expression]:
    """Those inside of what was read, before others those that nobody acts on."""
    standing = _standing(list(comparison.fitting), text)
    inside = standing if read is None else [e for e in standing if _meets(e, *read)]
    counted = [e for e in standing if not acted_on(comparison.query, text, e.start, e.end)]
    if not counted or not inside:
        return inside
    # Where nothing else is inside, the reader took what is acted on for who acts.
    return [e for e in inside if e in counted] or counted


def _standing(found: list[Expression], text: str) -> list[Expression]:
    back = withdrawn(text) if found else ()
    return [expression for expression in found if not lies_in(expression.start, back)]


def _meets(expression: Expression, start: int, end: int) -> bool:
    return expression.start < end and start < expression.end


def _said(comparison: Comparison, text: str) -> Span | None:
    """Somebody's words in quotation marks, where what was said is asked for."""
    quoted = _QUOTED.search(text) if comparison.query.asked == "statement" else None
    return Span(quoted.start() + 1, quoted.end() - 1) if quoted else None


def _distance(expression: Expression, comparison: Comparison, text: str) -> float:
    """Letters between it and the words met, by their weight; less for a sure kind."""
    found = words(text)
    met = [
        (found[place].start, strength * weight)
        for place, strength, weight in zip(
            comparison.match.places, comparison.match.strength, comparison.table.weights, strict=True
        )
        if 0 <= place < len(found)
    ]
    total = sum(weight for _, weight in met) or 1.0
    apart = sum(weight * _apart(text, expression.start, at) for at, weight in met) / total
    return apart - _SURENESS * expression.sureness


def _apart(text: str, one: int, other: int) -> int:
    """Letters between two places, more where a clause ends between them."""
    low, high = sorted((one, other))
    return min(_FAR, high - low + _BREAK * len(_CLAUSE.findall(text, low, high)))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """Without the marks around it; "U.S" takes its last full stop in."""
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip(" ,;:"))
    end -= len(inside) - len(inside.rstrip(" ,;:."))
    if _LETTERS.search(text[start:end]) and text[end : end + 1] == ".":
        end += 1
    return Span(start, end) if start < end else None
