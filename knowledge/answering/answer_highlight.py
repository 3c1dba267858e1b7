"""The phrase of a sentence that answers: an expression of the kind asked for, somebody's words, a cause."""

from __future__ import annotations

import re

from knowledge.finding.case import Case
from knowledge.finding.kinds import TITLES
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
    if asked == "definition" and (titled := _titled(case, text)):
        return titled
    if asked == "definition" or (asked == "person" and not case.fitting):
        return _new_words(case, text)
    return None


_CLAUSE = re.compile(
    r"[,;:]\s|\b(?:and|but|while|although|whereas|after|before|when|which|who)\b", re.IGNORECASE
)
_BREAK = 25
"""Letters that a break between clauses is worth; "in 2017 and lost its stronghold in 2019"."""
_FAR = 80
_ARTICLE = re.compile(r"\ba\s$", re.IGNORECASE)
_UNTIL = re.compile(r"[-–]\d{1,2}\b")
_LETTERS = re.compile(r"(?:[A-Z]\.)+[A-Z]$")


def _nearest(case: Case, text: str) -> Span | None:
    """The fitting expression that stands nearest to the rare words met, in their clause; the surer first."""
    found = words(text)
    met = [
        (found[place].start, weight * strength)
        for place, strength, weight in zip(
            case.match.places, case.match.strength, case.table.weights, strict=True
        )
        if 0 <= place < len(found) and strength >= 0.4
    ]
    total = sum(weight for _, weight in met) or 1.0
    best = min(
        case.fitting,
        key=lambda e: (
            sum(weight * _apart(text, e.start, at) for at, weight in met) / total - 60 * e.sureness,
            e.start,
        ),
    )
    return _whole(text, best.start, best.end, dated=best.kind == "date")


def _apart(text: str, one: int, other: int) -> int:
    """Letters between two places, more where a clause ends between them."""
    low, high = sorted((one, other))
    return min(_FAR, high - low + _BREAK * len(_CLAUSE.findall(text, low, high)))


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


_JOINS = frozenset({"of", "for", "and", "the"})


def _titled(case: Case, text: str) -> Span | None:
    """The name asked about with what he is before it: "former Defence Secretary Jim Mattis"."""
    found = words(text)
    asked = zip(case.query.units, case.match.places, strict=True)
    places = [place for unit, place in asked if unit.focus and 0 <= place < len(found)]
    if not places:
        return None
    first = min(places)
    while first > 0 and _leads_on(found[first - 1], found[first], text):
        first -= 1
    while found[first].text in _JOINS:
        first += 1
    before = {word.term for word in found[first : min(places)]}
    return _trimmed(text, found[first].start, found[max(places)].end) if before & TITLES else None


def _leads_on(word: Word, following: Word, text: str) -> bool:
    """Whether the word is one of a title with the next: only a space between, and a capital or the like."""
    fitting = word.text[0].isupper() or word.term in TITLES or word.text in _JOINS or word.text == "former"
    return fitting and text[word.end : following.start] in {" ", "-"}


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
    if _LETTERS.search(text[start:end]) and text[end : end + 1] == ".":
        end += 1
    return Span(start, end) if start < end else None
