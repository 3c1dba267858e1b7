"""A server's own articles: read from a file, looked at, corrected, added, listed and removed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from bot import holdings, render
from bot import messages as m
from bot.card import Block, Button, Card, Choices, Field, Form, Option, Piece, Row, Text, heading, note, text
from bot.desk.asking import recalled
from bot.desk.incoming import incoming
from bot.indexer import index_server
from bot.room import Asker, Room
from bot.shelves import server_folder
from knowledge.model import Article, Source
from knowledge.storage.guild_store import Audit

__all__ = [
    "add", "ask_removal", "changes", "correct", "correction", "discard", "draft", "held", "options", "remove",
    "switch_seeds",
]  # fmt: skip

A_PAGE: Final = 12
SHOWN_OF_MANY: Final = 10


def draft(room: Room, asker: Asker, name: str, content: bytes) -> Card:
    """What the reader made of a file, to be confirmed, corrected or discarded."""
    if not asker.manages:
        return render.plainly(m.NOT_YOURS)
    found = incoming(name, content, most=room.settings.articles, megabytes=room.settings.megabytes)
    if not found.articles:
        told = [note(m.DRAFT_PROBLEM.format(problem)) for problem in found.problems[:5]]
        return Card((Text((Piece(m.DRAFT_EMPTY.format(name)),)), *told), "silence")
    rows = {row["id"]: row for row in map(holdings.row_of, found.articles)}
    ref = room.store.remember(room.exchange(asker, "draft", name, private=True))
    holdings.keep(holdings.drafts(room.settings.home, asker.server) / f"{ref}.jsonl", rows.values())
    return _draft(name, ref, list(rows.values()), found.problems)


def _draft(
    name: str, ref: int, rows: list[holdings.Row], problems: tuple[str, ...] = (), *,
    refused: tuple[str, ...] = (),
) -> Card:  # fmt: skip
    buttons = [Button(m.BUTTONS["confirm"], "draft_add", ref, style="good")]
    blocks: list[Block] = []
    if len(rows) == 1:
        article = _article(rows[0])
        paragraphs = [article.text[start:end] for start, end in article.paragraphs]
        blocks += [note(m.DRAFT_ONE.format(name)), *render.source(article.source, paragraphs).blocks]
        buttons.append(Button(m.BUTTONS["correct"], "draft_correct", ref))
    else:
        blocks.append(heading(m.DRAFT_MANY.format(name, m.counted(len(rows), "article"))))
        blocks += [_line(row) for row in rows[:SHOWN_OF_MANY]]
        if len(rows) > SHOWN_OF_MANY:
            blocks.append(note(m.AND_MORE.format(len(rows) - SHOWN_OF_MANY)))
    blocks += [note(m.DRAFT_PROBLEM.format(problem)) for problem in problems[:5]]
    blocks += [text(line) for line in refused]
    buttons.append(Button(m.BUTTONS["discard"], "draft_discard", ref, style="bad"))
    blocks += [note(m.DRAFT_NOT_YET), Row(tuple(buttons))]
    return Card(tuple(blocks))


def _article(row: holdings.Row) -> Article:
    known = {name: value for name, value in row.items() if name != "paragraphs"}
    return Article.of(Source.model_validate_json(json.dumps(known)), row["paragraphs"])


def _line(row: holdings.Row) -> Text:
    published = date.fromisoformat(row["published"]) if row.get("published") else None
    pieces = [Piece(row["title"], strong=True), Piece(f"\n{row.get('publisher') or m.UNKNOWN_PUBLISHER}, ")]
    pieces += render.published(published, inferred=row.get("published_basis") == "inferred")
    pieces.append(Piece(", " + m.counted(len(row["paragraphs"]), "paragraph")))
    return Text(tuple(pieces))


def _waiting(room: Room, asker: Asker, ref: int) -> tuple[str, list[holdings.Row]] | str:
    if not asker.manages:
        return m.NOT_YOURS
    exchange = recalled(room, asker, ref, ("draft",))
    if isinstance(exchange, str):
        return exchange
    rows = holdings.read_rows(holdings.drafts(room.settings.home, asker.server) / f"{ref}.jsonl")
    return (exchange.question, rows) if rows else m.DRAFT_GONE


def correction(room: Room, asker: Asker, ref: int) -> Form | None:
    """The form to correct what was read; None when there is nothing to correct any more."""
    waiting = _waiting(room, asker, ref)
    if isinstance(waiting, str):
        return None
    row = waiting[1][0]
    fields = tuple(
        Field(name, label, str(row.get(name) or ""), required=name == "title")
        for name, label in m.CORRECT_FIELDS.items()
    )
    return Form(m.CORRECT_TITLE, "draft_corrected", fields, ref)


def correct(room: Room, asker: Asker, ref: int, fields: dict[str, str]) -> Card:
    """Take the corrections, and show the draft as it is now, with what could not be taken."""
    waiting = _waiting(room, asker, ref)
    if isinstance(waiting, str):
        return render.plainly(waiting)
    name, rows = waiting
    row, refused = _corrected(rows[0], fields, asker.today)
    holdings.keep(holdings.drafts(room.settings.home, asker.server) / f"{ref}.jsonl", [row])
    return _draft(name, ref, [row], refused=refused)


def _corrected(
    row: holdings.Row, fields: dict[str, str], today: date
) -> tuple[holdings.Row, tuple[str, ...]]:
    """The row with what was typed, and a line for each field that stays as it was, being mistyped."""
    typed = {field: fields.get(field, "").strip() for field in m.CORRECT_FIELDS}
    refusals = {"published": _day_refused(typed["published"], today), "url": _address_refused(typed["url"])}
    changed = row | {field: words for field, words in typed.items() if not refusals.get(field)}
    changed["title"] = changed["title"] or row["title"]
    if published := changed.get("published", ""):
        changed["published"] = published = date.fromisoformat(published).isoformat()
    if published != row.get("published", ""):
        changed |= {"published_basis": "catalogue" if published else "", "published_reason": ""}
    corrected = {field: value for field, value in changed.items() if value}
    return corrected, tuple(filter(None, refusals.values()))


def _day_refused(typed: str, today: date) -> str:
    try:
        day = date.fromisoformat(typed) if typed else today
    except ValueError:
        return m.UNREADABLE_DAY.format(typed)
    # Where the sun rises first it is tomorrow already.
    return m.DAY_TO_COME.format(typed) if day > today + timedelta(days=1) else ""


def _address_refused(typed: str) -> str:
    return "" if not typed or typed.startswith(("https://", "http://")) else m.NO_ADDRESS.format(typed)


def discard(room: Room, asker: Asker, ref: int) -> Card:
    """Throw the draft away, and what an adding that was killed left behind."""
    waiting = _waiting(room, asker, ref)
    if isinstance(waiting, str):
        return render.plainly(waiting)
    _batch(room, asker, ref).unlink(missing_ok=True)
    (holdings.drafts(room.settings.home, asker.server) / f"{ref}.jsonl").unlink(missing_ok=True)
    return render.plainly(m.DRAFT_DISCARDED)


def _batch(room: Room, asker: Asker, ref: int) -> Path:
    return server_folder(room.settings.home, asker.server) / "articles" / f"{ref:012}.jsonl"


def add(room: Room, asker: Asker, ref: int) -> Card:
    """Make the draft a part of the sources. Failed or killed in between, all of it is there or nothing."""
    waiting = _waiting(room, asker, ref)
    if isinstance(waiting, str):
        return render.plainly(waiting)
    name, rows = waiting
    home = room.settings.home
    own = {one.row["id"]: one for one in holdings.held(home, asker.server)}
    batch = _batch(room, asker, ref)
    fresh = [row for row in rows if row["id"] not in own or own[row["id"]].file == batch]
    if not fresh:
        return render.plainly(m.DRAFT_TWICE)
    total = len({*own, *(row["id"] for row in fresh)})
    if total > room.settings.articles:
        return render.plainly(m.TOO_MANY.format(total, room.settings.articles))
    titles = "; ".join(row["title"] for row in fresh[:3])
    what = m.AUDIT_ADDED.format(m.counted(len(fresh), "article"), name, titles[:300])
    with holdings.unless_it_fails(batch):
        holdings.keep(batch, fresh)
        _renew(room, asker, what)
    (holdings.drafts(home, asker.server) / f"{ref}.jsonl").unlink(missing_ok=True)
    return render.plainly(m.ADDED.format(m.counted(len(fresh), "article"), total))


def _renew(room: Room, asker: Asker, what: str) -> None:
    """Index and list the change, then let every process open the library anew: nobody waits for the indexing.

    What may fail comes first: what is listed is done.
    """
    index_server(room.shelves.own_settings(asker.server))
    room.store.audit(asker.server, asker.person, what, int(asker.now))
    holdings.renew(room.settings.home, asker.server)


def switch_seeds(room: Room, server: int, *, on: bool, listed: Callable[[], None]) -> None:
    """Take the sources that come along into the server's library, or out of it.

    ``listed`` writes the change down, when the index is ready for it.
    """
    home = room.settings.home
    (server_folder(home, server) / "articles").mkdir(parents=True, exist_ok=True)
    index_server(room.shelves.own_settings(server, seeds=on))
    listed()
    holdings.seeds(home, server, on=on)
    holdings.renew(home, server)


def held(room: Room, asker: Asker, page: int = 0) -> Card:
    """The server's own articles, with a menu to remove one."""
    if not asker.manages:
        return render.plainly(m.NOT_YOURS)
    own = list(holdings.held(room.settings.home, asker.server))
    if not own:
        return render.plainly(m.NO_HELD)
    pages = -(-len(own) // A_PAGE)
    page = min(max(page, 0), pages - 1)
    shown = own[page * A_PAGE :][:A_PAGE]
    menu = Choices("held_pick", m.REMOVE_PROMPT, tuple(_option(one) for one in shown))
    lines = [_line(one.row) for one in shown]
    return Card((heading(m.HELD), *lines, *render.turning("held_page", page, pages), menu))


def _option(one: holdings.Held) -> Option:
    return Option(one.row["title"], one.row["id"], one.row.get("publisher") or "")


def options(room: Room, asker: Asker, typed: str) -> tuple[Option, ...]:
    """The server's own articles whose title holds what was typed; nothing for those who may not manage."""
    if not asker.manages:
        return ()
    own = holdings.held(room.settings.home, asker.server)
    return tuple(_option(one) for one in own if typed.strip().casefold() in one.row["title"].casefold())[:25]


def _own(room: Room, asker: Asker, wanted: str) -> holdings.Held | None:
    wanted = wanted.strip()
    for one in holdings.held(room.settings.home, asker.server):
        if wanted == one.row["id"] or wanted.casefold() == one.row["title"].casefold():
            return one
    return None


def ask_removal(room: Room, asker: Asker, wanted: str) -> Card:
    """Asks whether an article is really to go."""
    if not asker.manages:
        return render.plainly(m.NOT_YOURS)
    one = _own(room, asker, wanted)
    if one is None:
        return render.plainly(m.NO_SUCH_ARTICLE.format(wanted))
    button = Button(m.BUTTONS["remove"], "held_remove", 0, one.row["id"], "bad")
    return Card((Text((Piece(m.REMOVE_ASK.format(one.row["title"])),)), Row((button,))))


def remove(room: Room, asker: Asker, wanted: str) -> Card:
    """Take an article out of the sources."""
    if not asker.manages:
        return render.plainly(m.NOT_YOURS)
    one = _own(room, asker, wanted)
    if one is None:
        return render.plainly(m.NO_SUCH_ARTICLE.format(wanted))
    title = one.row["title"]
    with holdings.unless_it_fails(one.file):
        holdings.without(one)
        _renew(room, asker, m.AUDIT_REMOVED.format(title[:200]))
    return render.plainly(m.REMOVED.format(title))


def changes(room: Room, asker: Asker) -> Card:
    """Who changed what, the latest first."""
    if not asker.manages:
        return render.plainly(m.NOT_YOURS)
    found = room.store.audits(asker.server, 20)
    if not found:
        return render.plainly(m.NO_CHANGES)
    lines = [_change(one) for one in found]
    return Card((heading(m.CHANGES), *lines))


def _change(one: Audit) -> Text:
    day = datetime.fromtimestamp(one.at, UTC).date()
    return Text((Piece("", day=day), Piece(" · "), Piece("", person=one.person), Piece(f" · {one.what}")))
