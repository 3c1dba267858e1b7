"""A request for a timeline → the days it asks for, its topic, and what it wants to know of it."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from typing import Literal, NamedTuple

from knowledge.evidence.windows import Window
from knowledge.lexicon.classes import alternatives, grammar
from knowledge.lexicon.requests import request_words
from knowledge.model import Period
from knowledge.temporal.questions import find_in_question

__all__ = ["Relation", "Request", "understood"]

Relation = Literal["after", "before"]

_AFTER = re.compile(r"\b(?:later|newer|more recent)\s+than\s*\Z", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:prior\s+to|earlier\s+than|older\s+than|ahead\s+of)\s*\Z", re.IGNORECASE)
_UP_TO = re.compile(r"\bup\s+to\s*\Z", re.IGNORECASE)
_MISTYPED = re.compile(r"\b[a-z]{7,10}\b", re.IGNORECASE)
_SMALL = alternatives(
    grammar().prepositions, grammar().articles, grammar().conjunctions, grammar().auxiliaries, ("there",)
)
_OPENING = alternatives(("all", "any", "that", "which"))
_CLOSING = alternatives(grammar().subordinators, grammar().question, ("it", "its"))
_FRONT = re.compile(rf"^(?:\W|\b(?:{_SMALL}|{_OPENING})\b)+", re.IGNORECASE)
_BACK = re.compile(rf"(?:\W|\b(?:{_SMALL}|{_CLOSING})\b)+$", re.IGNORECASE)
_POINTS_BACK = re.compile(r"^(?:that|this|then|it|these|those|which)\b\W*$", re.IGNORECASE)
_PARTS = re.compile(r"(?<=[.:;?!])(?=\s)")
_OPENERS = " \t\"'“‘(,-–—"
_FRESH = re.compile(r"^[\"'“‘(]*$|[.:;!?][\"'”’)]*\s*$")


class Request(NamedTuple):
    """What a request asks for."""

    window: Window
    said: str
    """The words that name the period, empty when there are none."""
    topic: str
    """What is left of the request without its frame; empty for everything."""
    planned: bool
    """Only plans count."""
    story: bool = False
    """The whole story of the topic is wanted ("affair", "how did … unfold")."""
    relation: Relation | None = None
    anchor: str = ""
    """The event after or before which things are asked for, in the words of the request."""


def understood(request: str, *, today: date) -> Request:
    """Period words and the words that only ask for a timeline taken out; the rest is the topic.

    >>> understood("timeline of strikes in Kallvik between 2012 and 2015", today=date(2025, 1, 1)).topic
    'strikes in Kallvik'
    >>> understood("what happened after the mayor quit?", today=date(2025, 1, 1)).anchor
    'mayor quit'
    """
    words = request_words()
    window, said, rest = _window(request, today)
    planned = bool(words.planned.search(rest)) and not re.search(r"\bplan\b", rest, re.IGNORECASE)
    if planned:
        rest = words.planned.sub(" ", rest)
    rest, relation, anchor = _related(rest)
    topic, story = _topic(rest)
    return Request(window, said, topic, planned, story or relation is not None, relation, anchor)


def _window(request: str, today: date) -> tuple[Window, str, str]:
    """The days asked for, the words that name them, and the request without these words."""
    window, rest = Window(), request
    said: list[str] = []
    for timex in reversed(find_in_question(request, today=today)):
        if timex.period is None:
            continue
        period, cut = _with_words_before(timex.period, rest[: timex.start])
        if window.first == period.after and window.after is not None:  # "2020 and 2021"
            window = Window(period.first, window.after)
        else:
            window = Window(period.first, period.after).within(window)
        said.insert(0, request[cut : timex.end].strip())
        rest = rest[:cut] + " " + rest[timex.end :]
    return window, " ".join(said), rest


def _with_words_before(period: Period, before: str) -> tuple[Period, int]:
    """The period as "prior to", "later than" and "up to" turn it, and where its words begin."""
    for pattern, first, after in (
        (_AFTER, period.after, None),
        (_BEFORE, None, period.first),
        (_UP_TO, None, period.after),
    ):
        match = pattern.search(before)
        if match and (first or after):
            return Period(first=first, after=after, granularity=period.granularity), match.start()
    return period, len(before)


def _related(text: str) -> tuple[str, Relation | None, str]:
    """The text before "after" or "before", which of them, and the event that follows it."""
    words = request_words()
    sides: tuple[tuple[re.Pattern[str], Relation], ...] = ((words.after, "after"), (words.before, "before"))
    found = [(match, side) for pattern, side in sides for match in pattern.finditer(text)]
    for match, side in sorted(found, key=lambda one: one[0].start()):
        rest = text[match.end() :]
        anchor = _FRONT.sub("", _framed(rest, words.order, words.timeline)).rstrip(" ?!.,;:")
        if _POINTS_BACK.match(rest.strip()):
            return text[: match.start()], side, ""
        if anchor:
            return text[: match.start()], side, anchor
    return text, None, ""


def _topic(text: str) -> tuple[str, bool]:
    """What the text is about without its frame, and whether the frame asks for the whole story.

    Where nothing but the frame's own nouns is left ("the mayor's affair" is, "the affair" is not), they are
    what it is about.
    """
    words = request_words()
    opened = "".join(map(_opened, _PARTS.split(_MISTYPED.sub(_without_timeline, text))))
    bare = _framed(opened, words.order, words.timeline)
    topic = _trimmed(_framed(bare, words.story, words.about))
    return topic or _trimmed(_framed(bare, words.about)), bool(
        words.story.search(text) and not words.history.search(text)
    )


def _opened(part: str) -> str:
    """A part of a request without the words that open it."""
    opening = request_words().opening
    rest = part.lstrip(_OPENERS)
    while match := opening.match(rest):
        rest = rest[match.end() :].lstrip(_OPENERS)
    return part[: len(part) - len(part.lstrip(_OPENERS))] + rest


def _framed(text: str, *patterns: re.Pattern[str]) -> str:
    """Without what the patterns find; a name ("the Business Council") is no frame."""
    for pattern in patterns:
        text = pattern.sub(lambda match: match[0] if _is_name(match) else " ", text)
    return text


def _is_name(match: re.Match[str]) -> bool:
    """Whether a phrase has a capital where no sentence begins, in a text that has small letters."""
    before = match.string[: match.start()]
    return match[0][:1].isupper() and not _FRESH.search(before) and not match.string.isupper()


def _trimmed(text: str) -> str:
    return re.sub(r"\s+", " ", _BACK.sub("", _FRONT.sub("", text))).strip(" ?!.,;:")


def _without_timeline(match: re.Match[str]) -> str:
    """Nothing in place of "timline" and the like, any other word as it is."""
    near = get_close_matches(match[0].lower(), ("timeline", "chronology"), cutoff=0.8)
    return " " if near else match[0]
