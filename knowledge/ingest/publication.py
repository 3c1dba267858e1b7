"""Printed lines, declarations and address of a page → its day of publication, and on what that rests.

A day of change is none of publication, and a day that can be read in two ways is none until something on the
page settles it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from knowledge.ingest.page import UNDATED, PublicationDay
from knowledge.ingest.printed_date import (
    MONTH_NAMES,
    Order,
    Printed,
    find_all,
    find_printed,
    order_of,
    settled,
)
from knowledge.lexicon.classes import alternatives, calendar

__all__ = ["Declaration", "Evidence", "in_address", "publication_day", "stated"]

_CHANGED = re.compile(
    r"updat|modif|edited|amended|corrected|reviewed|revised|last\s|aktualisiert|geändert|mis à jour|modifié"
    r"|actualizado|aggiornat|uppdaterad|opdateret|oppdatert|güncelle|atualizado|обновлен|оновлен",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"publi[scké]|pubblicat|posted|first\b|created|issued|released|erstellt|veröffentlicht|опубл|yayın|julkaistu",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[-/_.]?)(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
_NAMED_MONTH = re.compile(
    rf"/(?P<year>(?:19|20)\d\d)/(?P<month>{alternatives(month[:3] for month in calendar().months)})[a-z]*"
    r"/(?P<day>[0-3]?\d)/"
)
_OTHER = re.compile(
    r"\b(?:markets?|clos(?:e|ed|ing)|exchange|rates?|index|prices?|weather|forecast|temperatures?|next|until|expires?"
    r"|deadline|events?|page last)\b",
    re.IGNORECASE,
)
"""Words before a day that is not the page's: of markets, of the weather, of what is to come."""
_FIGURES = re.compile(r"\d[.,]\d+\s?%|[+-]\d+[.,]\d+")
"""Changes of prices."""
_UNIVERSAL = re.compile(r"T\d\d.*(?:Z|[+-]00:?00)$")
_WITHOUT_YEAR = re.compile(
    rf"\b(?:{alternatives(calendar().months, calendar().short_months)})\b\.? \d{{1,2}}\b(?!,? \d{{4}})"
    rf"|\b\d{{1,2}} (?:{alternatives(calendar().months, calendar().short_months)})\b\.?(?!,? \d{{4}})",
    re.IGNORECASE,
)
A_DAY = timedelta(days=1)


class Declaration(NamedTuple):
    """A day as a page declares it to programs: the field, and its value as it stands there."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """All on a page that tells its day."""

    lines: Sequence[str] = ()
    """Lines beside the title, in order, that may print the day."""
    dateline: str = ""
    """What a wire puts before the first words of its copy."""
    copyright: Sequence[str] = ()
    """Lines that tell whose the text is, which may give the year of a dateline."""
    declared: Sequence[Declaration] = ()
    """The best first."""
    url: str | None = None
    language: str | None = None
    text: str = ""
    """All of the page, to see how it writes numeric days."""


class Stated(NamedTuple):
    """A printed day and what the words beside it say it is."""

    printed: Printed
    said: Literal["published", "changed", "other"] | None
    line: str


def publication_day(evidence: Evidence) -> PublicationDay:
    """What is printed and declared tells it; where they differ by a day, the page's own clock is right."""
    order = _order(evidence)
    printed, doubtful = _printed(evidence, order)
    if printed is None and not evidence.declared:
        printed, _ = _printed(Evidence(lines=(evidence.dateline,), language=evidence.language), order)
    declared = _declared(evidence.declared, order)
    if declared is not None:
        return _declared_day(*declared, printed)
    if printed is not None:
        return _printed_day(printed)
    address = in_address(evidence.url)
    if address is not None:
        return PublicationDay(
            address, "address", f"not printed; taken from the address of the page: {evidence.url}"
        )
    if doubtful is not None:
        return _in_doubt(doubtful)
    if found := _of_dateline(evidence):
        return found
    return _only_changed(evidence)


def _only_changed(evidence: Evidence) -> PublicationDay:
    """No day, with the reason where one of change is printed."""
    all_stated = (s for line in evidence.lines for s in stated(line, language=evidence.language))
    changed = next((s for s in all_stated if s.said == "changed"), None)
    if changed is None:
        return UNDATED
    return PublicationDay(None, "none", f"only a day of change is printed: “{changed.line}”")


def _declared_day(day: date, declaration: Declaration, printed: Stated | None) -> PublicationDay:
    on_page = printed.printed.day if printed else None
    if printed is not None and on_page is not None and on_page == day:
        return _printed_day(printed)
    near = on_page is not None and abs(on_page - day) == A_DAY and _UNIVERSAL.search(declaration.value)
    if printed is not None and near:  # declared in universal time, printed by the clock of the place
        return _printed_day(printed)
    shown = " ".join(declaration.value.split())[:60]
    return PublicationDay(day, "declared", f"declared by the page ({declaration.field}: {shown})")


def _of_dateline(evidence: Evidence) -> PublicationDay | None:
    """The day of a dateline without its year, in the only year that the copyright line names."""
    year = _only_year(evidence.copyright)
    days = find_all(_WITHOUT_YEAR.sub(rf"\g<0> {year}", evidence.dateline, count=1)) if year else []
    if not days or days[0].day is None:
        return None
    reason = f"the dateline says “{evidence.dateline}”; the year is that of the copyright line"
    return PublicationDay(days[0].day, "inferred", reason)


def _only_year(lines: Sequence[str]) -> str | None:
    years = {year for line in lines for year in re.findall(r"\b(?:19|20)\d\d\b", line)}
    return years.pop() if len(years) == 1 else None


def _printed_day(printed: Stated) -> PublicationDay:
    shown = (
        printed.line if len(printed.line) <= 80 else printed.line[printed.printed.start : printed.printed.end]
    )
    return PublicationDay(printed.printed.day, "printed", f"printed: “{shown}”")


def _in_doubt(doubtful: Stated) -> PublicationDay:
    first, second = (
        f"{d.day} {MONTH_NAMES[d.month - 1].capitalize()} {d.year}" for d in doubtful.printed.days
    )
    shown = doubtful.line[doubtful.printed.start : doubtful.printed.end]
    return PublicationDay(None, "none", f"ambiguous: “{shown}” may be {first} or {second}")


def _order(evidence: Evidence) -> Order | None:
    """By the other numeric days of the page or its language, else by the address."""
    if order := order_of(evidence.text, evidence.language):
        return order
    address = in_address(evidence.url)
    for line in evidence.lines:
        for printed in find_all(line):
            if len(printed.days) == 2 and address in printed.days:
                return "day first" if printed.days[0] == address else "month first"
    return None


def _printed(evidence: Evidence, order: Order | None) -> tuple[Stated | None, Stated | None]:
    """The day that the lines print as that of publication, and the first that is in doubt."""
    all_stated = [s for line in evidence.lines for s in stated(line, language=evidence.language)]
    own = [s for s in all_stated if s.said not in ("changed", "other")]
    said = [s._replace(printed=settled(s.printed, order)) for s in own]
    sure = [s for s in said if s.printed.day]
    best = next((s for s in sure if s.said == "published"), sure[0] if sure else None)
    return best, next((s for s in said if not s.printed.day), None)


def stated(line: str, *, language: str | None = None) -> list[Stated]:
    """Every day of a line with what the words before it, or a word right after it, say it is."""
    found: list[Stated] = []
    at = 0
    for printed in find_all(line, language=language):
        before = line[at : printed.start]
        said: Literal["published", "changed", "other"] | None = None
        marks = [(m.start(), "changed") for m in _CHANGED.finditer(before)]
        marks += [(m.start(), "published") for m in _PUBLISHED.finditer(before)]
        if marks:
            said = "changed" if max(marks)[1] == "changed" else "published"
        elif _OTHER.search(before) or _FIGURES.search(line) or (found and found[-1].said == "other"):
            said = "other"
        found.append(Stated(printed, said, line))
        at = printed.end
    return found


def _declared(declared: Iterable[Declaration], order: Order | None) -> tuple[date, Declaration] | None:
    for declaration in declared:
        found = find_printed(declaration.value, order=order)
        day = found.day if found else in_address(declaration.value)  # figures alone: 20240503
        if day is not None:
            return day, declaration
    return None


def in_address(url: str | None) -> date | None:
    """The day that an address, or the name of a file, holds."""
    for pattern in (_ADDRESS, _NAMED_MONTH):
        if url and (match := pattern.search(url)):
            month = match["month"]
            number = int(month) if month.isdigit() else [name[:3] for name in MONTH_NAMES].index(month) + 1
            try:
                return date(int(match["year"]), number, int(match["day"]))
            except ValueError:
                continue
    return None
