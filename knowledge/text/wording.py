"""A timeline's days and status in the few words that a picture has room for, and its alt text."""

from __future__ import annotations

from datetime import date, timedelta

from knowledge.lexicon.classes import calendar
from knowledge.model import Citation, Entry, Timeline, Told

__all__ = ["ALT_LIMIT", "alt_text", "between", "days", "ends", "held", "publishers", "shortened", "title"]

ALT_LIMIT = 1024
"""Discord's limit for the description of an attachment, in characters."""

_MONTHS = calendar().brief_months
_DASH = "–"


def days(entry: Entry) -> str:
    """The days of an entry as short as they can be said without saying more than is known.

    >>> days(_of("2017-03-22", "2017-03-23", "span")), days(_of(None, "2019-10-28", "day", "bound"))
    ('22–23 Mar 2017', 'by 28 Oct 2019')
    """
    first, last = ends(entry)
    return between(first, last) if first and last else _open(first, last)


def ends(entry: Entry) -> tuple[date | None, date | None]:
    """The first and the last day, None where it is open; of a plan with a far deadline only the last.

    >>> ends(_of("2025-04-18", "2025-12-31", "day", "planned"))
    (None, datetime.date(2025, 12, 31))
    """
    first = date.fromisoformat(entry.start) if entry.start else None
    last = date.fromisoformat(entry.end) if entry.end else None
    planned = entry.status == "planned" and entry.precision != "span"
    return None if planned and first and last and not _unit(first, last) else first, last


def between(first: date, last: date) -> str:
    """The days from first to last, both inclusive, as a calendar unit where they are one.

    >>> between(date(2019, 10, 1), date(2019, 10, 31))
    'Oct 2019'
    """
    return _unit(first, last) or f"{_day(first, last)} {_DASH} {_day(last)}"


def held(told: Told) -> str:
    """The days that a line of a fact sheet holds for, after a comma; empty for the report's own day."""
    period, published = told.as_of, told.citations[0].published
    if period is None or (published is not None and period.first == published):
        return ""
    if period.first is None and period.modifier == "before" and period.after:
        return f", before {_day(period.after)}"
    if period.first is None:
        return f", by {_deadline(period.last)}" if period.last else ""
    if period.last is None:
        return f", since {_day(period.first)}"
    return f", {between(period.first, period.last)}"


def _open(first: date | None, last: date | None) -> str:
    if first:
        return "from " + _day(first)
    return "by " + _deadline(last) if last else "undated"


def _deadline(last: date) -> str:
    """The last day, or its month or year where that ends with it."""
    following = last + timedelta(days=1)
    if (following.month, following.day) == (1, 1):
        return f"end of {last.year}"
    return _month(last) if following.day == 1 else _day(last)


def _unit(first: date, last: date) -> str | None:
    """A day, days of one month, a whole month, year or decade; None for other spans."""
    following = last + timedelta(days=1)
    if first == last:
        return _day(first)
    if first.day == 1 and following.day == 1:
        whole = _whole(first, following)
        if whole:
            return whole
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{_DASH}{last.day} {_month(first)}"
    return None


def _whole(first: date, following: date) -> str | None:
    """Calendar units from a first of a month to another."""
    months = (following.year - first.year) * 12 + following.month - first.month
    if months == 1:
        return _month(first)
    if first.month != 1 or following.month != 1:
        last = following - timedelta(days=1)
        same = first.year == last.year
        return f"{_MONTHS[first.month - 1]}{'' if same else f' {first.year}'} {_DASH} {_month(last)}"
    if months == 12:
        return str(first.year)
    if months == 120 and first.year % 10 == 0:
        return f"{first.year}s"
    return f"{first.year}{_DASH}{following.year - 1}"


def _day(day: date, until: date | None = None) -> str:
    """With its year, unless the period ends in the same one."""
    short = f"{day.day} {_MONTHS[day.month - 1]}"
    return short if until and until.year == day.year else f"{short} {day.year}"


def _month(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.year}"


def publishers(citations: tuple[Citation, ...]) -> tuple[str, ...]:
    """Each publisher once, in the order of the citations; a source without one by its title."""
    return tuple(dict.fromkeys(c.publisher or c.title for c in citations))


def title(timeline: Timeline) -> str:
    """What the picture is of."""
    asked = timeline.query.strip() or "everything in the sources"
    return asked[0].upper() + asked[1:]


def alt_text(timeline: Timeline) -> str:
    """The picture in words, at most 1024 characters; whole entries only, and how many are left out.

    >>> alt_text(Timeline(query="harbour strike", events=(), reason="Nothing is told of it."))
    'Timeline: Harbour strike. Nothing is told of it.'
    """
    entries = timeline.events
    if not entries:
        reason = timeline.reason or "No dated events."
        return shortened(f"Timeline: {title(timeline)}. {reason}", ALT_LIMIT)
    head = f"Timeline: {shortened(title(timeline), 120)}. {_counted(len(entries), 'event')}."
    lines = [_line(entry) for entry in entries]
    for length in (len(entries), *range(min(len(entries) - 1, 20), 0, -1)):
        left = len(entries) - length
        more = f" And {left} more." if left else ""
        text = f"{head} {' '.join(lines[:length])}{more}"
        if len(text) <= ALT_LIMIT:
            return text
    return f"{head} {shortened(lines[0], 700)}"


def _line(entry: Entry) -> str:
    status = {"stated": "", "bound": " (limit)", "planned": " (planned)"}[entry.status]
    differ = (" (alleged)" if entry.alleged else "") + (" (sources differ)" if entry.conflict else "")
    said = shortened(entry.text, 140)
    end = "" if said.endswith((".", "…", "!", "?", "”", '"')) else "."
    return f"{days(entry)}{status}{differ}: {said}{end} ({', '.join(publishers(entry.citations)[:3])})"


def _counted(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


def shortened(text: str, limit: int) -> str:
    """The text on one line, cut at a word with "…" when it is longer than ``limit`` characters."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    kept = line[: limit - 1]
    at_word = kept.rsplit(" ", 1)[0] if " " in kept[limit // 2 :] else kept
    return at_word.rstrip(" ,;:–—-") + "…"


def _of(
    start: str | None, end: str | None, precision: str, status: str = "stated"
) -> Entry:  # for the examples above
    citation = Citation(
        n=1, source="s", title="t", publisher=None, published=None, kind="article", paragraph=1, sentence=1,
        start=0, end=1, quote="x", stance="supports", score=0.0,
    )  # fmt: skip
    return Entry.model_validate(
        {"start": start, "end": end, "precision": precision, "status": status, "text": "x",
         "citations": (citation,)}
    )  # fmt: skip
