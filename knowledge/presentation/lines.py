"""Answers, timelines, checks and fact sheets as lines of styled pieces, for a terminal or a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from knowledge.lexicon.classes import calendar
from knowledge.model import Answer, CheckedClaim, Citation, FactSheet, Source, Timeline, Told
from knowledge.text.wording import days, held

if TYPE_CHECKING:
    from knowledge.answering.explain import Candidate, Explanation

__all__ = [
    "Line",
    "Piece",
    "answer",
    "checked",
    "day",
    "explanation",
    "fact_sheet",
    "place",
    "plain",
    "sources",
    "timeline",
]

Style = Literal["plain", "quote", "answer", "source", "note", "heading", "good", "bad"]
INDENT = "  "
MONTHS = calendar().written_months


class Piece(NamedTuple):
    """Text in one style."""

    text: str
    style: Style = "plain"


Line = tuple[Piece, ...]


def plain(lines: Iterable[Line]) -> str:
    """The lines without their styles, each ended by a line break."""
    return "".join("".join(piece.text for piece in line) + "\n" for line in lines)


def day(d: date) -> str:
    """A day as British newspapers print it.

    >>> day(date(2025, 4, 18))
    '18 April 2025'
    """
    return f"{d.day} {MONTHS[d.month - 1]} {d.year}"


def place(citation: Citation) -> str:
    """Publisher, date and paragraph, in one line; a digest is called one."""
    parts = [citation.publisher or citation.title]
    if citation.published:
        about = "about " if citation.published_basis == "inferred" else ""
        parts.append(about + day(citation.published))
    else:
        parts.append("undated")
    parts.append(f"paragraph {citation.paragraph}")
    return ", ".join(parts) + (" (digest)" if citation.kind == "digest" else "")


def answer(a: Answer) -> Iterator[Line]:
    """The quotation with its source and who agrees; or why there is none, and the nearest evidence."""
    if a.understood and a.understood != a.question:
        yield (Piece(f"Understood as: {a.understood}", "note"),)
    if a.status == "unanswered":
        yield from _silence(a)
        return
    if a.timeline is not None:
        yield from timeline(a.timeline)
        return
    if a.correcting:
        yield (Piece("The sources say otherwise:", "heading"),)
    first, *others = a.citations
    yield _quote(first.quote, a.highlight)
    yield (Piece(INDENT + "— " + place(first), "source"),)
    if len(a.support.agreeing) > 1:
        yield (
            Piece(
                f"{INDENT}{len(a.support.agreeing)} independent sources: {', '.join(a.support.agreeing)}",
                "good",
            ),
        )
    for heading, stance in (("Also", "supports"), ("Differs", "differs")):
        yield from _others(heading, [c for c in others if c.stance == stance])


def _silence(a: Answer) -> Iterator[Line]:
    yield (Piece(a.reason or "", "heading"),)
    nearest = a.evidence[:2]
    if nearest:
        yield (Piece("Nearest in the sources:", "note"),)
        for citation in nearest:
            yield (Piece(INDENT), *_quote(citation.quote, None))
            yield (Piece(INDENT * 2 + "— " + place(citation), "source"),)
    if a.suggestions:
        yield (Piece("You could ask:", "note"),)
        for suggestion in a.suggestions:
            yield (Piece(INDENT + suggestion),)


def _others(label: str, citations: Sequence[Citation]) -> Iterator[Line]:
    for citation in citations:
        style: Style = "bad" if citation.stance == "differs" else "note"
        yield (Piece(f"{label}: ", style), *_quote(citation.quote, None))
        yield (Piece(INDENT + "— " + place(citation), "source"),)


def _quote(text: str, highlight: tuple[int, int] | None) -> Line:
    if highlight is None:
        return (Piece(f"“{text}”", "quote"),)
    start, end = highlight
    return (
        Piece("“" + text[:start], "quote"),
        Piece(text[start:end], "answer"),
        Piece(text[end:] + "”", "quote"),
    )


def timeline(t: Timeline) -> Iterator[Line]:
    """One entry a block, in order, each with its citations."""
    if not t.events:
        yield (Piece(t.reason or "The sources tell of no dated event on this.", "heading"),)
        if t.nearest:
            yield (Piece("Nearest topics: " + ", ".join(t.nearest), "note"),)
        return
    if t.note:
        yield (Piece(t.note, "note"),)
    for entry in t.events:
        # "by" and a day says already that it is a bound.
        status = {"stated": "", "bound": " (bound)" if entry.start else "", "planned": " (planned)"}
        alleged = " (alleged)" if entry.alleged else ""
        yield (Piece(days(entry) + status[entry.status] + alleged, "heading"),)
        yield (Piece(INDENT), *_quote(entry.text, None))
        for citation in entry.citations:
            yield (Piece(INDENT + "— " + place(citation), "source"),)
        if entry.conflict:
            yield (Piece(f"{INDENT}Sources differ: {entry.conflict}", "bad"),)


_VERDICTS: Mapping[str, tuple[str, Style]] = {
    "supported": ("Supported", "good"),
    "contradicted": ("Contradicted", "bad"),
    "not found": ("Not found in the sources", "heading"),
}


def checked(c: CheckedClaim) -> Iterator[Line]:
    """The verdict, the conflicting words where there are any, and the evidence; then each part by itself."""
    if c.reason:
        yield (Piece(c.reason, "heading"),)
        return
    yield (_verdict(c),)
    if not c.parts:
        yield from _grounds(c)
    for part in c.parts:
        yield (_verdict(part), Piece(f": {part.claim}"))
        yield from _grounds(part)


def _verdict(c: CheckedClaim) -> Piece:
    text, style = _VERDICTS[c.verdict]
    exact = ", word for word" if c.exact else ""
    said = f", as {c.said_by} says" if c.said_by else ""
    return Piece(text + exact + said, style)


def _grounds(c: CheckedClaim) -> Iterator[Line]:
    for conflict in c.conflicts:
        shown = f"the claim says “{conflict.claimed}”, the source “{conflict.found}”"
        yield (Piece(f"{INDENT}{conflict.what}: {shown}"),)
    for citation in c.citations or c.nearest[:2]:
        yield (Piece(INDENT), *_quote(citation.quote, None))
        yield (Piece(INDENT * 2 + "— " + place(citation), "source"),)


def fact_sheet(sheet: FactSheet) -> Iterator[Line]:
    """Aliases, roles, figures, statements and differences, each line cited."""
    yield (Piece(sheet.name + (f" ({sheet.kind})" if sheet.kind else ""), "heading"),)
    sections = (
        ("Also called", sheet.aliases),
        ("Roles", sheet.roles),
        ("Figures", sheet.figures),
        ("Related", sheet.relations),
        ("Statements", sheet.statements),
        ("Told of both, in order of time", sheet.together),
    )
    for title, told in sections:
        if told:
            yield (Piece(title, "note"),)
            for item in told:
                yield _told(item)
    for difference in sheet.differences:
        kind = "Sources differ" if difference.kind == "contradiction" else "Changed over time"
        yield (Piece(f"{kind}: {difference.what}", "bad" if difference.kind == "contradiction" else "note"),)
        for item in difference.told:
            yield _told(item)
    if sheet.note:
        yield (Piece(sheet.note, "note"),)


def _told(item: Told) -> Line:
    label = f"{item.label}: " if item.label else ""
    where = "; ".join(place(c) for c in item.citations)
    return (Piece(INDENT + label + item.text + held(item)), Piece(f"  — {where}", "source"))


def explanation(told: Explanation) -> Iterator[Line]:
    """Each candidate on four lines: its score and who spoke for it, where it stands, what it meets."""
    yield (Piece("Understood: ", "note"), Piece(told.understood))
    yield (Piece(f"Asked for: {told.asked} · confidence in the first: {told.confidence:.2f}", "note"),)
    rests_on = ", ".join(f"{name} {value:+.2f}" for name, value in told.evidence if round(value, 2))
    if rests_on:
        yield (Piece(f"It rests on: {rests_on}", "note"),)
    for one in told.candidates:
        yield from _candidate(one, told.asked)


def _candidate(one: Candidate, asked: str) -> Iterator[Line]:
    parts = f"letters {one.letters:+.2f} (place {one.letters_place})"
    if one.meaning is not None:
        parts += f", meaning {one.meaning:+.2f} (words met {one.aligned:.2f})"
    if one.reader is not None:
        parts += f", reader {one.reader:+.2f} (“{one.marked}”)"
    yield (Piece(f"{one.place}. {one.score:.3f} by {one.by}: ", "heading"), Piece(parts, "note"))
    yield (Piece(INDENT + one.sentence.text, "quote"),)
    where = f"{one.sentence.source}, paragraph {one.sentence.paragraph}"
    yield (Piece(f"{INDENT}{where}; {asked} {'there' if one.kind_present else 'missing'}", "source"),)
    met = ", ".join(f"{word} {sure:.2f}" for word, sure in one.met) or "nothing"
    missed = f"; missed: {', '.join(one.missed)}" if one.missed else ""
    yield (Piece(f"{INDENT}met: {met}{missed}", "note"),)


def sources(found: Sequence[Source]) -> Iterator[Line]:
    """One source a line: id, publisher, date, title."""
    for source in found:
        about = "about " if source.published_basis == "inferred" else ""
        published = about + day(source.published) if source.published else "undated"
        yield (
            Piece(source.title, "heading"),
            Piece(f"  — {source.publisher or 'publisher unknown'}, {published}"),
            Piece(f"  [{source.id}]", "source"),
            *((Piece(f"  {source.left_out} pieces left out", "note"),) if source.left_out else ()),
        )


def page(source: Source, paragraphs: Sequence[str], left_out: Sequence[tuple[str, str]]) -> Iterator[Line]:
    """What was read of a page: its masthead, its paragraphs, and each (text, rule) that was left out."""
    yield from sources([source])
    if source.published_reason:
        yield (Piece(f"    {source.published_basis}: {source.published_reason}", "note"),)
    for number, paragraph in enumerate(paragraphs, 1):
        yield (Piece(f"{number:3} {paragraph}"),)
    for text, rule in left_out:
        yield (Piece(f"  - {rule}: {text}", "note"),)
