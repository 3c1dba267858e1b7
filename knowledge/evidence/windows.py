"""A request for a timeline → the window of days it asks for, and what is left: the topic."""

from __future__ import annotations

import re
from datetime import date, timedelta
from difflib import get_close_matches
from typing import NamedTuple

from knowledge.lexicon.classes import alternatives, grammar
from knowledge.model import Period
from knowledge.temporal.timexes import find_in_question

__all__ = ["Request", "Window", "lies_in", "understood"]

_AFTER = re.compile(r"\b(?:later|newer|more recent)\s+than\s*\Z", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:prior\s+to|earlier\s+than|older\s+than|ahead\s+of)\s*\Z", re.IGNORECASE)
_UP_TO = re.compile(r"\bup\s+to\s*\Z", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:planned|plans?|planning|scheduled|upcoming|coming up|due|ahead|future)\b",
    re.IGNORECASE,
)
_COMING = re.compile(r"\b(?:upcoming|coming up|ahead|future)\b", re.IGNORECASE)
_MISTYPED = re.compile(r"\b[a-z]{7,10}\b", re.IGNORECASE)
_FORM = re.compile(
    r"""\b(?:
      (?:please|can|could|would|will)\s+you|please|i\s+(?:want|need|would\s+like)(?:\s+to\s+(?:see|know))?
    | (?:give|show|tell|make|draw|list|create|get)\s+(?:me|us)?\b
    | what(?:'s|’s|\s+has|\s+have|\s+had|\s+is|\s+are|\s+was|\s+were|\s+will|\s+else)?\s+(?:all\s+)?
        (?:happen(?:ed|s|ing)?|occur(?:red|s|ring)?|took\s+place|taken\s+place|going\s+on|went\s+on|gone\s+on|is|are|planned)
    | (?:did\s+)?anything\s+(?:\w+\s+)?happen(?:ed|s)?|is\s+(?:there\s+)?anything|are\s+there\s+any
    | how\s+did|when\s+did|in\s+(?:which|what)\s+order\s+did
    | (?:the\s+)?(?:full\s+|complete\s+|whole\s+|short\s+|brief\s+|entire\s+)?
        (?:timelines?|time\s+line|chronolog(?:y|ical)|histor(?:y|ies)|sequence|course|story|order|overview|summary|dates)
        (?:\s+of\s+(?:the\s+)?(?:events?|happenings?|incidents?))?
    | (?:(?:the|all|main|key|important|major|any)\s+)*
        (?:events?|happenings?|incidents?|milestones?|developments?|everything|anything|something|news)
    | happen(?:ed|s|ing)?|occurred|unfold(?:ed)?|as\s+a|in\s+order|chronologically|so\s+far
    | regarding|concerning|related\s+to|about
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_SMALL = alternatives(grammar().prepositions, grammar().articles, ("and", "there"))
_OPENING = alternatives(grammar().auxiliaries, ("all", "any"))
_EDGES = re.compile(rf"^(?:\W|\b(?:{_SMALL}|{_OPENING})\b)+|(?:\W|\b(?:{_SMALL})\b)+$", re.IGNORECASE)
_LONG_AGO = date(1, 1, 1)
_DAY = timedelta(days=1)


class Window(NamedTuple):
    """Half-open days, None where it is open."""

    first: date | None = None
    after: date | None = None

    def __bool__(self) -> bool:
        """Whether it asks for anything at all."""
        return self.first is not None or self.after is not None

    def within(self, other: Window) -> Window:
        """The days that belong to both; may be empty."""
        first = max((d for d in (self.first, other.first) if d), default=None)
        after = min((d for d in (self.after, other.after) if d), default=None)
        return Window(first, after)


class Request(NamedTuple):
    """What a request asks for: the days, in its own words too, the topic, and whether only plans count."""

    window: Window
    said: str
    """The words that name the period, empty when there are none."""
    topic: str
    planned: bool


def understood(request: str, *, today: date) -> Request:
    """Period words and the words that only ask for a timeline taken out; the rest is the topic.

    >>> understood("timeline of strikes in Kallvik between 2012 and 2015", today=date(2025, 1, 1)).topic
    'strikes in Kallvik'
    """
    window, rest = Window(), request
    said: list[str] = []
    for timex in reversed(find_in_question(request, today=today)):
        if timex.period is None:
            continue
        before = rest[: timex.start]
        period, cut = _with_words_before(timex.period, before)
        if window.first == period.after and window.after is not None:  # "2020 and 2021"
            window = Window(period.first, window.after)
        else:
            window = Window(period.first, period.after).within(window)
        said.insert(0, request[cut : timex.end].strip())
        rest = rest[:cut] + " " + rest[timex.end :]
    planned = bool(_PLANNED.search(rest)) and _is_bare(rest)
    if planned and not window and _COMING.search(rest):
        window = Window(today, None)
    if planned:
        rest = _PLANNED.sub(" ", rest)
    return Request(window, " ".join(said), _topic(rest), planned)


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


def _is_bare(text: str) -> bool:
    """Whether "planned" is what is asked, not part of a name: "what is planned", "upcoming meetings"."""
    return not re.search(r"\bplan\b", text, re.IGNORECASE)


def _topic(text: str) -> str:
    previous = None
    rest = _FORM.sub(" ", _MISTYPED.sub(_without_timeline, text))
    while rest != previous:
        previous, rest = rest, _EDGES.sub("", rest)
    return re.sub(r"\s+", " ", rest).strip(" ?!.,;:")


def _without_timeline(match: re.Match[str]) -> str:
    """Nothing in place of "timline" and the like, any other word as it is."""
    near = get_close_matches(match[0].lower(), ("timeline", "chronology"), cutoff=0.8)
    return " " if near else match[0]


def lies_in(period: Period, window: Window) -> bool:
    """Whether the days known of an event belong to a window.

    At least half of them must, so that "2019" is no answer to "October 2019"; of a limit alone, or a
    deadline, the limit decides.
    """
    if not window:
        return True
    if period.first is None or period.modifier == "until" or period.after is None:
        day = period.last or period.first
        return day is not None and _holds(window, day)
    first = max(period.first, window.first or _LONG_AGO)
    after = min(period.after, window.after or date.max)
    return 2 * (after - first).days >= (period.after - period.first).days


def _holds(window: Window, day: date) -> bool:
    return (window.first is None or window.first <= day) and (window.after is None or day < window.after)
