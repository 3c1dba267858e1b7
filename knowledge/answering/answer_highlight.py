"""The phrase of a sentence that answers: an expression of the kind asked for, somebody's words, a cause."""

from __future__ import annotations

import re

from knowledge.finding.case import Case
from knowledge.model import Span
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import Word, words

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
    r"\b(?:said|says|stated|added|stressed|warned|claimed|argued|announced|insisted|vowed|pledged|believes?"
    r"|underlined|emphasi[sz]ed|reported|wrote|declared|noted|urged|acknowledged|reiterated|maintained)\b"
    r"(?:\s+(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?,?\s+(?:that\s+)?([^;]{12,})"
)
_LONGEST = 160


def highlight(case: Case) -> Span | None:
    """Its span in the sentence, None when no phrase stands out; never the whole sentence."""
    text = case.page.sentence.text
    span = _by_kind(case, text)
    if span is None or span.end - span.start >= len(text) - 1 or span.end - span.start > _LONGEST:
        return None
    return span


def _by_kind(case: Case, text: str) -> Span | None:
    asked = case.query.asked
    if case.fitting:
        return _nearest(case, text)
    if asked == "statement":
        return _said(text)
    if asked == "cause" and (match := _CAUSE.search(text)):
        return _trimmed(text, match.start(), match.end())
    if asked == "definition" or (asked == "person" and not case.fitting):
        return _new_words(case, text)
    return None


def _nearest(case: Case, text: str) -> Span | None:
    """The fitting expression that stands nearest to the words met, the surer first."""
    found = words(text)
    met = [
        found[p].start
        for p, s in zip(case.match.places, case.match.strength, strict=True)
        if 0 <= p < len(found) and s >= 0.4
    ]
    best = min(
        case.fitting,
        key=lambda e: (
            sum(min(80, abs(e.start - m)) for m in met) / max(1, len(met)) - 60 * e.sureness,
            e.start,
        ),
    )
    return _trimmed(text, best.start, best.end)


def _said(text: str) -> Span | None:
    if quoted := _QUOTED.search(text):
        return Span(quoted.start() + 1, quoted.end() - 1)
    if match := _SAID.search(text):
        return _trimmed(text, match.start(1), match.end(1))
    return None


def _new_words(case: Case, text: str) -> Span | None:
    """The longest run of words that the question does not bring, next to words that it does."""
    runs: list[list[Word]] = [[]]
    for word in words(text):
        if word.term in case.query.terms and word.term not in STOPWORDS:
            runs.append([])
        elif runs[-1] or word.term not in STOPWORDS:
            runs[-1].append(word)
    runs = [_without_tail(run)[:12] for run in runs]
    best = max(runs, key=lambda run: sum(w.term not in STOPWORDS for w in run), default=[])
    return _trimmed(text, best[0].start, best[-1].end) if best else None


def _without_tail(run: list[Word]) -> list[Word]:
    while run and run[-1].term in STOPWORDS:
        run = run[:-1]
    return run


def _trimmed(text: str, start: int, end: int) -> Span | None:
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip(" ,;:"))
    end -= len(inside) - len(inside.rstrip(" ,;:."))
    return Span(start, end) if start < end else None
