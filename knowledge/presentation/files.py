"""Timelines, fact sheets and answers to take away: tables, Markdown, calendars, JSON, a citation line."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal, get_args

from knowledge.model import Answer, Citation, Entry, FactSheet, Period, Timeline, Told
from knowledge.presentation.lines import place
from knowledge.text.wording import days, held, title

__all__ = [
    "SHEET_FORMATS",
    "TIMELINE_FORMATS",
    "SheetFormat",
    "TimelineFormat",
    "citation_line",
    "sheet_file",
    "timeline_file",
]

TimelineFormat = Literal["csv", "md", "ics", "json"]
SheetFormat = Literal["csv", "md"]
TIMELINE_FORMATS: tuple[TimelineFormat, ...] = get_args(TimelineFormat)
SHEET_FORMATS: tuple[SheetFormat, ...] = get_args(SheetFormat)
_OCTETS = 75
"""Of a line of a calendar, RFC 5545, section 3.1."""
_RUNS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would run as a formula."""
_WHERE = ("publisher", "published", "title", "paragraph", "quote", "url")


def timeline_file(told: Timeline, kind: TimelineFormat) -> bytes:
    """The whole timeline, in UTF-8; a calendar leaves out what has no last day."""
    return _TIMELINES[kind](told).encode()


def sheet_file(sheet: FactSheet, kind: SheetFormat) -> bytes:
    """The whole fact sheet, in UTF-8."""
    return {"csv": _sheet_table, "md": _sheet_text}[kind](sheet).encode()


def citation_line(answer: Answer) -> str:
    """The quotation with its source in one line, empty for a silence."""
    return f"“{answer.answer}” ({_source(answer.citations[0])})" if answer.citations else ""


def _source(citation: Citation) -> str:
    parts = [place(citation), f"“{citation.title}”", *([citation.url] if citation.url else [])]
    return ", ".join(parts)


# --- tables ------------------------------------------------------------------------------------------------


def _timeline_table(told: Timeline) -> str:
    """A line for each citation; lines of one event have its number."""
    columns = ("event", "start", "end", "precision", "status", "alleged", "conflict", *_WHERE)
    return _table(
        columns,
        (
            (n, e.start, e.end, e.precision, e.status, "yes" if e.alleged else "", e.conflict, *_stands(c))
            for n, e in enumerate(told.events, 1)
            for c in e.citations
        ),
    )


def _sheet_table(sheet: FactSheet) -> str:
    columns = ("section", "label", "text", "first", "last", *_WHERE)
    return _table(
        columns,
        (
            (section, item.label, item.text, *_ends(item.as_of), *_stands(citation))
            for section, item in _told(sheet)
            for citation in item.citations
        ),
    )


def _ends(period: Period | None) -> tuple[date | None, date | None]:
    return (period.first, period.last) if period else (None, None)


def _stands(citation: Citation) -> tuple[object, ...]:
    return tuple(getattr(citation, column) for column in _WHERE)


def _table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(columns)
    table.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def _harmless(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_RUNS) else text


# --- Markdown ----------------------------------------------------------------------------------------------


def _timeline_text(told: Timeline) -> str:
    lines = [f"# Timeline: {title(told)}", ""]
    lines += [f"*{told.note}*", ""] if told.note else []
    lines += [told.reason or "No dated events."] if not told.events else []
    for entry in told.events:
        lines.append(f"- **{days(entry)}**{_marks(entry)}: {_plain(entry.text)}")
        lines += [f"  - {_plain(_source(citation))}" for citation in entry.citations]
        lines += [f"  - Sources differ: {_plain(entry.conflict)}"] if entry.conflict else []
    return "\n".join(lines) + "\n"


def _marks(entry: Entry) -> str:
    """What is to be known of an entry beside its days, which say themselves where they are a limit."""
    marks = [*(["planned"] if entry.status == "planned" else []), *(["alleged"] if entry.alleged else [])]
    return f" ({', '.join(marks)})" if marks else ""


def _sheet_text(sheet: FactSheet) -> str:
    lines = [f"# {sheet.name}", ""]
    sections: dict[str, list[Told]] = {}
    for section, item in _told(sheet):
        sections.setdefault(section, []).append(item)
    for section, told in sections.items():
        lines += [f"## {section.capitalize()}", ""]
        for item in told:
            label = f"{item.label}: " if item.label else ""
            lines.append(f"- {_plain(label + item.text + held(item))}")
            lines += [f"  - {_plain(_source(citation))}" for citation in item.citations]
        lines.append("")
    return "\n".join(lines)


def _told(sheet: FactSheet) -> Iterator[tuple[str, Told]]:
    for section in ("aliases", "roles", "figures", "relations", "statements", "together"):
        yield from ((section, item) for item in getattr(sheet, section))
    for difference in sheet.differences:
        yield from ((f"{difference.kind}: {difference.what}", item) for item in difference.told)


def _plain(text: str) -> str:
    """On one line, with nothing in it taken for markup."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>|#" else c for c in " ".join(text.split()))


# --- calendar ----------------------------------------------------------------------------------------------


def _calendar(told: Timeline) -> str:
    """RFC 5545: an all-day event for each entry, its end exclusive; an entry is the same in every file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dateline//Timeline//EN"]
    lines += [f"X-WR-CALNAME:{_escaped(title(told))}"]
    for entry in told.events:
        lines += _calendar_entry(entry) if entry.end else ()
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _calendar_entry(entry: Entry) -> Iterator[str]:
    last = date.fromisoformat(entry.end or "")
    first = date.fromisoformat(entry.start) if entry.start else last
    cited = entry.citations[0]
    name = f"{cited.source} {cited.start} {entry.start} {entry.end}"
    sources = "\n".join(_source(citation) for citation in entry.citations)
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(name.encode()).hexdigest()[:32]}@dateline"
    yield f"DTSTAMP:{_stamp(cited.published or first)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_stamp(first)}"
    if last < date.max:
        yield f"DTEND;VALUE=DATE:{_stamp(last + timedelta(days=1))}"
    yield f"SUMMARY:{_escaped(entry.text)}"
    yield "DESCRIPTION:" + _escaped(f"{days(entry)}{_marks(entry)}\n{sources}")
    yield "STATUS:TENTATIVE" if entry.status != "stated" or entry.alleged else "STATUS:CONFIRMED"
    if cited.url:
        yield f"URL:{cited.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _stamp(d: date) -> str:
    return f"{d.year:04}{d.month:02}{d.day:02}"


def _escaped(text: str) -> str:
    marked = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return marked.replace("\r\n", "\\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most 75 octets, the following ones behind a blank; no character is divided."""
    parts, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _OCTETS:
            parts.append(" ")
            size = 1
        parts[-1] += character
        size += octets
    return "\r\n".join(parts)


_TIMELINES: Mapping[TimelineFormat, Callable[[Timeline], str]] = MappingProxyType(
    {
        "csv": _timeline_table,
        "md": _timeline_text,
        "ics": _calendar,
        "json": lambda told: told.model_dump_json(indent=1) + "\n",
    }
)
