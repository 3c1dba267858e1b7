"""What somebody sends in: read, looked at, corrected, and made a part of the sources, or discarded."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from bot import messages as m
from bot.cards import sources as source_cards
from bot.cards.card import Block, Button, Card, Field, Form, Piece, Row, Text, heading, note, text
from bot.cards.plain import plainly
from bot.cards.sources import article_line
from bot.protocols import CancelledError
from bot.services.articles import renew
from bot.services.exchanges import recalled
from bot.services.uploads import Limits, Upload, read
from bot.state import own_articles, waiting_drafts
from bot.state.context import Context
from bot.state.library_pool import server_folder
from bot.state.recent import Asker
from knowledge.ingest.rows import article_of

__all__ = ["add", "cancel", "correct", "correction", "discard", "draft", "going_on"]

SHOWN_OF_MANY: Final = 10


def draft(
    context: Context, asker: Asker, name: str, content: bytes, *,
    progress: Callable[[Card], None] = lambda _: None,
) -> Card:  # fmt: skip
    """What the reader made of a file, to be confirmed, corrected or discarded; till then ``progress``.

    Raises StoppedError when we stop meanwhile.
    """
    if not context.edits(asker):
        return plainly(m.NOT_EDITOR)
    settings, called = context.settings, secrets.token_hex(6)
    try:
        found = read(
            context.reading,
            Upload(name, content, asker.server, _name(asker, called)),
            Limits(settings.articles, settings.megabytes, settings.reading_seconds),
            lambda done, of: progress(going_on(name, done, of, called)),
        )
    except CancelledError:
        return plainly(m.READING_CANCELLED.format(name))
    if not found.rows:
        told = [note(m.DRAFT_PROBLEM.format(problem)) for problem in found.problems[:5]]
        return Card((Text((Piece(m.DRAFT_EMPTY.format(name)),)), *told), "silence")
    rows = {row["id"]: row for row in found.rows}
    ref = context.store.remember(context.exchange(asker, "draft", name, private=True))
    waiting_drafts.put(context.store, asker.server, ref, rows.values(), int(asker.now))
    return _draft(context, asker, name, ref, list(rows.values()), found.problems)


def _name(asker: Asker, called: str) -> str:
    """A server can call off its own readings only."""
    return f"{asker.server}/{called}"


def going_on(name: str, done: int, of: int, called: str) -> Card:
    """How far the reading of a file is, with a button that calls it off."""
    cancel = Button(m.BUTTONS["cancel"], "reading_cancel", argument=called)
    return Card((text(m.READING.format(name, done, of)), Row((cancel,))))


def cancel(context: Context, asker: Asker, called: str) -> Card:
    """Call off the reading of a file."""
    if not context.edits(asker):
        return plainly(m.NOT_EDITOR)
    found = context.reading.cancel(_name(asker, called))
    return plainly(m.READING_CALLED_OFF if found else m.READING_OVER)


def _draft(
    context: Context, asker: Asker, name: str, ref: int, rows: list[own_articles.Row],
    problems: tuple[str, ...] = (), *, refused: tuple[str, ...] = (),
) -> Card:  # fmt: skip
    earlier = [one for row in rows for one in own_articles.editions(context.settings.home, asker.server, row)]
    return _drawn(name, ref, rows, problems, refused, earlier)


def _drawn(
    name: str, ref: int, rows: list[own_articles.Row], problems: tuple[str, ...], refused: tuple[str, ...],
    earlier: Sequence[own_articles.OwnArticle],
) -> Card:  # fmt: skip
    """What was read, and whether to take it; ``earlier`` are own articles of the same title and day."""
    buttons = [Button(m.BUTTONS["confirm"], "draft_add", ref, style="good")]
    if earlier:
        buttons = [
            Button(m.BUTTONS["replace"], "draft_replace", ref, style="good"),
            Button(m.BUTTONS["add_beside"], "draft_add", ref),
        ]
    blocks: list[Block] = []
    if len(rows) == 1:
        article = article_of(rows[0])
        paragraphs = [article.text[start:end] for start, end in article.paragraphs]
        blocks += [note(m.DRAFT_ONE.format(name)), *source_cards.source(article.source, paragraphs).blocks]
        buttons.append(Button(m.BUTTONS["correct"], "draft_correct", ref))
    else:
        blocks.append(heading(m.DRAFT_MANY.format(name, m.counted(len(rows), "article"))))
        blocks += [article_line(row) for row in rows[:SHOWN_OF_MANY]]
        if len(rows) > SHOWN_OF_MANY:
            blocks.append(note(m.AND_MORE.format(len(rows) - SHOWN_OF_MANY)))
    blocks += [note(m.DRAFT_PROBLEM.format(problem)) for problem in problems[:5]]
    blocks += [text(line) for line in refused]
    blocks += [text(m.DRAFT_EDITION.format(one.row["title"][:300])) for one in earlier[:3]]
    buttons.append(Button(m.BUTTONS["discard"], "draft_discard", ref, style="bad"))
    blocks += [note(m.DRAFT_REPLACES if earlier else m.DRAFT_NOT_YET), Row(tuple(buttons))]
    return Card(tuple(blocks))


def _waiting(context: Context, asker: Asker, ref: int) -> tuple[str, list[own_articles.Row]] | str:
    if not context.edits(asker):
        return m.NOT_EDITOR
    exchange = recalled(context, asker, ref, ("draft",))
    if isinstance(exchange, str):
        return exchange
    rows = waiting_drafts.waiting(context.store, asker.server, ref)
    return (exchange.question, rows) if rows else m.DRAFT_GONE


def correction(context: Context, asker: Asker, ref: int) -> Form | None:
    """The form to correct what was read; None when there is nothing to correct any more."""
    waiting = _waiting(context, asker, ref)
    if isinstance(waiting, str):
        return None
    row = waiting[1][0]
    fields = tuple(
        Field(name, label, str(row.get(name) or ""), required=name == "title")
        for name, label in m.CORRECT_FIELDS.items()
    )
    return Form(m.CORRECT_TITLE, "draft_corrected", fields, ref)


def correct(context: Context, asker: Asker, ref: int, fields: Mapping[str, str]) -> Card:
    """Take the corrections, and show the draft as it is now, with what could not be taken."""
    waiting = _waiting(context, asker, ref)
    if isinstance(waiting, str):
        return plainly(waiting)
    name, rows = waiting
    row, refused = _corrected(rows[0], fields, asker.today)
    waiting_drafts.put(context.store, asker.server, ref, [row], int(asker.now))
    return _draft(context, asker, name, ref, [row], refused=refused)


def _corrected(
    row: own_articles.Row, fields: Mapping[str, str], today: date
) -> tuple[own_articles.Row, tuple[str, ...]]:
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


def discard(context: Context, asker: Asker, ref: int) -> Card:
    """Throw the draft away, and what an adding that was killed left behind."""
    waiting = _waiting(context, asker, ref)
    if isinstance(waiting, str):
        return plainly(waiting)
    _batch(context, asker, ref).unlink(missing_ok=True)
    waiting_drafts.dropped(context.store, asker.server, ref)
    return plainly(m.DRAFT_DISCARDED)


def _batch(context: Context, asker: Asker, ref: int) -> Path:
    """The same file each time it is tried; the names of files tell the order of adding."""
    exchange = context.store.recall(ref, server=asker.server)
    at = exchange.at if exchange else int(asker.now)
    return server_folder(context.settings.home, asker.server) / "articles" / f"{at:012}-{ref}.jsonl"


def add(context: Context, asker: Asker, ref: int, *, replacing: bool = False) -> Card:
    """Make the draft a part of the sources, and take what it replaces out of them.

    Failed or killed in between, all of it is there or nothing.
    """
    waiting = _waiting(context, asker, ref)
    if isinstance(waiting, str):
        return plainly(waiting)
    with context.files.changing(asker.server):
        return _added(context, asker, ref, *waiting, replacing=replacing)


def _added(
    context: Context, asker: Asker, ref: int, name: str, rows: list[own_articles.Row], *, replacing: bool
) -> Card:
    home = context.settings.home
    own = {one.row["id"]: one for one in own_articles.held(home, asker.server)}
    batch = _batch(context, asker, ref)
    fresh = [row for row in rows if row["id"] not in own or own[row["id"]].file == batch]
    if not fresh:
        return plainly(m.DRAFT_TWICE)
    old = (
        [one for row in fresh for one in own_articles.editions(home, asker.server, row)] if replacing else []
    )
    total = len({*own, *(row["id"] for row in fresh)} - {one.row["id"] for one in old})
    if total > context.settings.articles:
        return plainly(m.TOO_MANY.format(total, context.settings.articles))
    titles = "; ".join(row["title"] for row in fresh[:3])
    what = m.AUDIT_ADDED.format(m.counted(len(fresh), "article"), name, titles[:300])
    if old:
        what += m.AUDIT_REPLACED.format(m.counted(len(old), "article"))
    with own_articles.unless_it_fails(batch, *(one.file for one in old)):
        own_articles.keep(batch, fresh)
        for one in old:
            own_articles.without(one)
        renew(context, asker, what)
    waiting_drafts.dropped(context.store, asker.server, ref)
    said = m.ADDED.format(m.counted(len(fresh), "article"), total)
    return plainly(f"{said} {m.REPLACED.format(m.counted(len(old), 'earlier one'))}" if old else said)
