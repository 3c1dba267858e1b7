"""The phrase of a sentence that answers: an expression of the kind asked for, somebody's words, a cause."""

from __future__ import annotations

import re

from knowledge.answering.definition import definition
from knowledge.lexicon.classes import alternatives, calendar, grammar, speech
from knowledge.lexicon.inflection import inflected
from knowledge.model import Span
from knowledge.retrieval.comparison import Comparison
from knowledge.retrieval.expressions import Expression
from knowledge.retrieval.query import Unit
from knowledge.text.words import normal_form, words

__all__ = ["highlight"]

_QUOTED = re.compile(r"[“\"][^“”\"]{3,}[”\"]|(?<!\w)[‘'][^‘’']{6,}[’'](?!\w)")
_CAUSE = re.compile(
    r"\b(?:because|due to|as a result of|owing to|thanks to|since|so that|in order to|in response to"
    r"|in retaliation for"
    r"|for fear|fearing|to (?:prevent|stop|ensure|avoid|protect|reduce|help|allow|gain|provide|curb"
    r"|counter|keep"
    r"|gather|seek|support|limit|force|make|get|increase|improve|defeat))\b[^.;]*",
    re.IGNORECASE,
)
_SAID = re.compile(
    rf"\b(?:{alternatives(inflected(speech().saying.cues))}|believes?)\b"
    rf"(?:\s+(?:on\s+)?(?:{alternatives(day.capitalize() for day in calendar().weekdays)}))?"
    r",?\s+(?:that\s+)?([^;]{12,})"
)
_LONGEST = 160


def highlight(comparison: Comparison) -> Span | None:
    """Its span in the sentence, None when no phrase stands out; never the whole sentence."""
    text = comparison.page.sentence.text
    span = _by_kind(comparison, text)
    if span is None or span.end - span.start >= len(text) - 1 or span.end - span.start > _LONGEST:
        return None
    return span


def _by_kind(comparison: Comparison, text: str) -> Span | None:
    asked = comparison.query.asked
    if asked == "definition" or (asked == "person" and _asks_about_a_name(comparison)):
        return definition(comparison)
    if candidates := _candidates(comparison, text):
        return _nearest(comparison, candidates, text)
    if asked == "statement":
        return _said(text)
    if asked == "cause" and (match := _CAUSE.search(text)):
        return _trimmed(text, match.start(), match.end())
    return None


def _asks_about_a_name(comparison: Comparison) -> bool:
    """Whether what is asked about ends in a name ("captain Lena Roth"), not in an office."""
    focus = [unit for unit in comparison.query.units if unit.focus]
    return bool(focus) and focus[-1].name


_HOW_MUCH = re.compile(rf"\bhow much (?:{alternatives(grammar().auxiliaries)})\b", re.IGNORECASE)
_AMOUNTS = ("money", "percent", "measure")
_NAMES = frozenset({"person", "organisation", "place", "name"})


def _candidates(comparison: Comparison, text: str) -> list[Expression]:
    """What fits and is not named by the question; only what is of the very kind asked for, if anything is."""
    if comparison.query.asked == "number" and _HOW_MUCH.search(comparison.query.text):
        # Such a question names no unit of its own: a sum or a share answers it before a bare number does.
        amounts = [
            e
            for e in comparison.page.expressions
            if e.kind in _AMOUNTS and not e.terms <= comparison.query.terms
        ]
        if amounts:
            return amounts
    fitting = [
        e
        for e in comparison.fitting
        if not _is_named(e, comparison, text) and not _is_where(e, comparison, text)
    ]
    return [e for e in fitting if e.kind == comparison.query.asked] or fitting


_PLACING = re.compile(r"\b(?:in|at|near|across|inside|outside|around|over) (?:the )?$", re.IGNORECASE)


def _is_where(expression: Expression, comparison: Comparison, text: str) -> bool:
    """Whether somebody is asked for and this only tells where: "in Syria"."""
    somebody = comparison.query.asked in {"person", "organisation"} and expression.sureness < _SURE_NAME
    return somebody and _PLACING.search(text, 0, expression.start) is not None


_SURE_NAME = 0.5


def _is_named(expression: Expression, comparison: Comparison, text: str) -> bool:
    """Whether the question names it by its last word: "Abu Bakr al-Baghdadi" by "Baghdadi"."""
    if expression.kind not in _NAMES:
        return False
    name = text[expression.start : expression.end]
    last = re.split(r"[\s-]", name.removesuffix("'s").removesuffix("’s"))[-1]
    return last[:1].isupper() and normal_form(last) in comparison.query.terms


_CLAUSE = re.compile(
    r"[,;:]\s|\b(?:and|but|while|although|whereas|after|before|when|which|who)\b", re.IGNORECASE
)
_BREAK = 25
"""Letters that a break between clauses is worth; "in 2017 and lost its stronghold in 2019"."""
_FAR = 80
_OF_ANOTHER_ACT = 40
"""Letters that it costs to stand in no clause of what the question says was done: it asks for the 600 who
leave or for the 1,000 who stay."""
_ARTICLE = re.compile(r"\ba\s$", re.IGNORECASE)
_UNTIL = re.compile(r"[-–]\d{1,2}\b")
_LETTERS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]$")


def _nearest(comparison: Comparison, candidates: list[Expression], text: str) -> Span | None:
    """The candidate that stands nearest to the rare words met, in their clause; the surer first."""
    found = words(text)
    met = [
        (unit, found[place].start, weight * strength)
        for unit, place, strength, weight in zip(
            comparison.query.units,
            comparison.match.places,
            comparison.match.strength,
            comparison.table.weights,
            strict=True,
        )
        if 0 <= place < len(found) and strength >= 0.4
    ]
    acts = [(unit, at) for unit, at, _ in met if not unit.name and not unit.focus]
    total = sum(weight for _, _, weight in met) or 1.0
    best = min(
        candidates,
        key=lambda e: (
            sum(weight * _apart(text, e.start, at) for _, at, weight in met) / total
            - 60 * e.sureness
            + (
                _OF_ANOTHER_ACT if acts and not any(_of_act(comparison, text, e, *act) for act in acts) else 0
            ),
            e.start,
        ),
    )
    return _whole(text, best.start, best.end, dated=best.kind == "date")


_BEHIND_VERB = re.compile(r"\w+ (?:(?:around|about|some|at|least|most|up|to|more|fewer|less|than|only) )*")
_BEFORE_VERB = grammar().auxiliaries - grammar().auxiliary.be - grammar().auxiliary.do


def _of_act(comparison: Comparison, text: str, expression: Expression, act: Unit, at: int) -> bool:
    """Whether the expression stands in the clause of an act, not as its object where it is asked who acts.

    Of "fewer than 1,000" whom somebody leaves there, none need leave.
    """
    if _breaks(text, expression.start, at):
        return False
    counted = max((unit.at for unit in comparison.query.units if unit.focus), default=act.at)
    acting = counted < act.at and _BEFORE_VERB.issuperset(comparison.query.order[counted + 1 : act.at])
    own_word = normal_form(text[at:].split(" ", 1)[0]) == normal_form(act.text)
    return not (acting and own_word and _BEHIND_VERB.fullmatch(text, at, expression.start))


def _breaks(text: str, one: int, other: int) -> int:
    """How many clauses end between two places."""
    low, high = sorted((one, other))
    return len(_CLAUSE.findall(text, low, high))


def _apart(text: str, one: int, other: int) -> int:
    """Letters between two places, more where a clause ends between them."""
    return min(_FAR, abs(one - other) + _BREAK * _breaks(text, one, other))


def _whole(text: str, start: int, end: int, *, dated: bool) -> Span | None:
    """With what belongs to it: "a few days after", "March 22-23", "U.S."."""
    few = text[start:end].lower().startswith(("few", "couple", "dozen"))
    if few and (article := _ARTICLE.search(text[:start])):
        start = article.start()
    if dated and (until := _UNTIL.match(text, end)):
        end = until.end()
    return _trimmed(text, start, end)


def _said(text: str) -> Span | None:
    if quoted := _QUOTED.search(text):
        return Span(quoted.start() + 1, quoted.end() - 1)
    if match := _SAID.search(text):
        return _trimmed(text, match.start(1), match.end(1))
    return None


def _trimmed(text: str, start: int, end: int) -> Span | None:
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip(" ,;:"))
    end -= len(inside) - len(inside.rstrip(" ,;:."))
    if _LETTERS.search(text[start:end]) and text[end : end + 1] == ".":
        end += 1
    return Span(start, end) if start < end else None
