"""Timelines, checked claims and fact sheets as cards; pure, and ignorant of Discord."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot import messages as m
from bot.cards.card import Block, Button, Card, Picture, Piece, Row, Rule, Text, heading, note
from bot.cards.citations import origin, place, quotation
from bot.cards.plain import turning
from bot.cards.ways import under
from knowledge.model import CheckedClaim, Citation, Conflict, Entry, FactSheet, Timeline, Told
from knowledge.text.wording import ends, held

__all__ = [
    "ENTRIES_A_PAGE", "checked", "events", "fact_sheet", "statements", "timeline", "when",
]  # fmt: skip

ENTRIES_A_PAGE = 5
_LINES_A_SECTION = 6
_A_FIGURE = 4  # words at most


def timeline(t: Timeline, ref: int, page: int = 0, *, picture: Picture | None = None) -> Card:
    """A page of dated events in order, with buttons to turn it, to see it drawn and to take it away."""
    if not t.events:
        return Card((_title(t), *_no_events(t)), "silence")
    pages = -(-len(t.events) // ENTRIES_A_PAGE)
    page = min(max(page, 0), pages - 1)
    here = t.model_copy(update={"events": t.events[page * ENTRIES_A_PAGE :][:ENTRIES_A_PAGE]})
    blocks: list[Block] = [_title(t), *([picture] if picture is not None else []), *events(here)]
    if ref:
        blocks += turning("timeline_page", page, pages, ref)
        ways = ("picture", "timeline_file") if picture is None else ("timeline_file",)
        blocks.append(Row(tuple(Button(m.BUTTONS[name], name, ref) for name in ways)))
    if any(entry.status != "stated" for entry in t.events):
        blocks.append(note(m.MEANING_OF_STATUS))
    return Card(tuple(blocks), "differs" if any(e.conflict for e in t.events) else "answer")


def _title(t: Timeline) -> Text:
    return heading(m.TIMELINE.format(t.query) if t.query else m.TIMELINE_ALL)


def _no_events(t: Timeline) -> Iterator[Block]:
    yield Text((Piece(t.reason or m.NO_EVENTS),))
    if t.nearest:
        yield note(m.NEAREST_TOPICS, ", ".join(t.nearest))


def events(t: Timeline) -> Iterator[Block]:
    """The entries of a timeline, after what is to be known of how its request was taken."""
    if t.note:
        yield note(t.note)
    for entry in t.events:
        yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[Block]:
    yield Text(tuple(when(entry)))
    yield quotation(entry.text)
    yield origin(entry.citations[0])
    others = {c.publisher or c.title for c in entry.citations} - {
        entry.citations[0].publisher or entry.citations[0].title
    }
    if others:
        yield note(m.ALSO_IN, ", ".join(sorted(others)))
    if entry.conflict:
        yield note(m.SOURCES_DIFFER, entry.conflict)


def when(entry: Entry) -> Iterator[Piece]:
    """The days of an entry, as precise as they are known and no more."""
    first, last = ends(entry)
    if first is None and last is None:
        yield Piece(m.NO_DAY, strong=True)
    elif first is None:
        yield from (Piece(m.BY, strong=True), Piece("", day=last))
    elif last is None:
        yield from (Piece(m.FROM, strong=True), Piece("", day=first))
    else:
        if entry.status == "bound":
            yield Piece(m.WITHIN, strong=True)
        yield from _span(first, last)
    if entry.status == "planned":
        yield Piece(f" ({m.PLANNED})")
    if entry.alleged:
        yield Piece(f" ({m.ALLEGED})")


def _span(first: date, last: date) -> Iterator[Piece]:
    """A whole month or year, or whole years, by its name; other days by the first and the last."""
    following = last + timedelta(days=1)
    if first == last:
        yield Piece("", day=first)
    elif (first.month, first.day, following.month, following.day) == (1, 1, 1, 1):
        years = f"{first.year}–{last.year}" if last.year > first.year else str(first.year)
        yield Piece(years, strong=True)
    elif first.day == following.day == 1 and (first.year, first.month) == (last.year, last.month):
        yield Piece(f"{m.MONTHS[first.month - 1]} {first.year}", strong=True)
    else:
        yield from (Piece("", day=first), Piece(" – "), Piece("", day=last))


def checked(c: CheckedClaim, ref: int, *, voting: bool = True) -> Card:
    """The verdict, the words that cannot both be right, and the evidence; each part by itself."""
    blocks: list[Block] = [heading(c.reason or _verdict(c)), note(m.CLAIM, c.claim)]
    for part in c.parts:
        blocks += [Rule(), Text((Piece(_verdict(part), strong=True), Piece(f": {part.claim}")))]
        blocks += _grounds(part, shown=1)
    if not c.parts:
        blocks += _grounds(c, shown=4)
    if ref:
        blocks.append(under(ref, ["context"] if c.citations or c.nearest else [], voting=voting))
    tones = {"supported": "answer", "contradicted": "differs", "not found": "silence"}
    return Card(tuple(blocks), tones[c.verdict])  # type: ignore[arg-type]  # the table holds tones


def _verdict(c: CheckedClaim) -> str:
    said = m.AS_SAID_BY.format(c.said_by) if c.said_by else ""
    return m.VERDICTS[c.verdict] + (f", {m.WORD_FOR_WORD}" if c.exact else "") + said


def _grounds(c: CheckedClaim, *, shown: int) -> Iterator[Block]:
    yield from (_conflict(conflict) for conflict in c.conflicts[:shown])
    yield from _evidence(c.citations[:shown])
    if not c.citations and c.nearest:
        yield from (Rule(), Text((Piece(m.NEAREST, strong=True),)), *_evidence(c.nearest[: min(shown, 2)]))


def _conflict(conflict: Conflict) -> Text:
    return Text(
        (
            Piece(m.CLAIM_SAYS.format(m.CONFLICTS[conflict.what])),
            Piece(conflict.claimed, strong=True),
            Piece(m.SOURCE_SAYS),
            Piece(conflict.found, strong=True),
            Piece("."),
        )
    )


def _evidence(citations: Sequence[Citation]) -> Iterator[Block]:
    for citation in citations:
        yield quotation(citation.quote)
        yield origin(citation)


def fact_sheet(sheet: FactSheet, ref: int = 0, *, picture: Picture | None = None) -> Card:
    """What the sources say about a name, section by section, each line with its source."""
    kind = f" ({sheet.kind})" if sheet.kind else ""
    blocks: list[Block] = [heading(sheet.name + kind)]
    if picture is not None:
        blocks.append(picture)
    seen: set[tuple[str, str]] = set()
    for difference in sheet.differences[:3]:
        title = m.FACTS_CONTRADICTION if difference.kind == "contradiction" else m.FACTS_CHANGE
        blocks += _section(title.format(difference.what), difference.told, seen)
    sections = (
        (m.FACTS_ALIASES, _other_names(sheet)), (m.FACTS_ROLES, sheet.roles),
        (m.FACTS_FIGURES, sheet.figures), (m.FACTS_RELATIONS, sheet.relations),
        (m.FACTS_STATEMENTS, sheet.statements), (m.FACTS_TOGETHER, sheet.together),
    )  # fmt: skip
    for title, told in sections:
        blocks += _section(title, told, seen)
    if len(blocks) == 1:
        blocks.append(Text((Piece(m.FACTS_NONE),)))
    if sheet.note:
        blocks.append(Text((Piece(sheet.note),), "small"))
    if ref:
        blocks.append(under(ref, ("timeline", *_further(sheet), "follow_up"), voting=False))
    contradicted = any(d.kind == "contradiction" for d in sheet.differences)
    return Card(tuple(blocks), "differs" if contradicted else "answer")


def _other_names(sheet: FactSheet) -> tuple[Told, ...]:
    """Those that are not told as its name or as one of its roles."""
    told_so = {sheet.name.casefold(), *(role.text.casefold() for role in sheet.roles)}
    return tuple(one for one in sheet.aliases if one.text.casefold() not in told_so)


def _further(sheet: FactSheet) -> tuple[str, ...]:
    return ("statements",) if sheet.statements or sheet.together else ()


def _section(title: str, told: Sequence[Told], seen: set[tuple[str, str]]) -> Iterator[Block]:
    """The lines that do not stand in a section above, by their words and where they are from."""
    fresh = list({line: item for item in told if (line := _line(item)) not in seen}.values())
    seen.update(map(_line, fresh))
    if fresh:
        yield _lines(title, fresh)


def _line(item: Told) -> tuple[str, str]:
    cited, said = item.citations[0], item.text.casefold().split()
    # A figure is one with what it counts; a sentence is itself, whatever stands before it.
    words = said if len(said) > _A_FIGURE else [item.label or "", *said]
    return " ".join(words).strip(' .“”"'), cited.publisher or cited.title


def _lines(title: str, told: Sequence[Told]) -> Text:
    pieces = [Piece(title, strong=True)]
    for item in told[:_LINES_A_SECTION]:
        label = f"{item.label}: " if item.label else ""
        pieces += [Piece(f"\n• {label}{item.text}{held(item)} — "), *place(item.citations[0])]
    if len(told) > _LINES_A_SECTION:
        pieces.append(Piece("\n" + m.AND_MORE.format(len(told) - _LINES_A_SECTION)))
    return Text(tuple(pieces))


def statements(sheet: FactSheet, ref: int, page: int = 0) -> Card:
    """A page of all that is said by and about a name, each with its source."""
    told = {_line(item): item for item in (*sheet.statements, *sheet.together)}
    if not told:
        return Card((Text((Piece(m.NO_STATEMENTS),)),), "silence")
    pages = -(-len(told) // ENTRIES_A_PAGE)
    page = min(max(page, 0), pages - 1)
    blocks: list[Block] = [heading(m.STATEMENTS_OF.format(sheet.name))]
    for item in list(told.values())[page * ENTRIES_A_PAGE :][:ENTRIES_A_PAGE]:
        blocks += [Text((Piece(item.text),), "quote"), origin(item.citations[0])]
    return Card((*blocks, *turning("statements", page, pages, ref)))
