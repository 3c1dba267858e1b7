"""Votes on answers, and the questions that the sources leave open."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

from bot import messages as m
from bot.cards.card import Button, Card, Field, Form, Option, Piece, Row, Text, heading, note
from bot.cards.plain import plainly, turning
from bot.services.exchanges import recalled
from bot.state.context import Context
from bot.state.recent import Asker
from knowledge.storage.guild_store import Gap
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import words

__all__ = ["OpenQuestion", "exported", "gaps", "harmless", "merged", "reason_form", "vote"]

GAPS_A_PAGE: Final = 10
_WORDS_SHOWN: Final = 3
_ALIKE: Final = 0.6
"""Shared terms over all terms from which on two questions are one. Set by hand: of five telling terms one
may differ, so that a reworded question counts as the same and another question on the topic does not."""


class OpenQuestion(NamedTuple):
    """Questions that are near-duplicates: the latest wording, how often, since when, and what was wrong.

    ``words`` is what people wrote against the answers, ``liked`` how many voted for them all the same.
    """

    question: str
    times: int
    latest: int
    reasons: tuple[str, ...]
    words: tuple[str, ...] = ()
    liked: int = 0


def reason_form(ref: int) -> Form:
    """What is wrong with an answer."""
    options = tuple(Option(label, value) for value, label in m.FEEDBACK_REASONS.items())
    return Form(
        m.FEEDBACK_TITLE, "bad_sent",
        (Field("reason", m.FEEDBACK_FIELD, options=options),
         Field("words", m.FEEDBACK_WORDS, long=True, required=False, limit=500)),
        ref,
    )  # fmt: skip


def vote(context: Context, asker: Asker, ref: int, *, good: bool, reason: str = "", words_: str = "") -> Card:
    """Count a vote; one for each person and answer, the latest holds."""
    exchange = recalled(context, asker, ref)
    if isinstance(exchange, str):
        return plainly(exchange)
    if not context.guild_settings(asker.server).feedback:
        return plainly(m.FEEDBACK_OFF)
    reason = reason if reason in m.FEEDBACK_REASONS else "" if good else "other"
    context.store.vote(
        ref, context.scrambled(asker.person), server=asker.server, good=good, reason=reason,
        words=words_[:500], at=int(asker.now),
    )  # fmt: skip
    return plainly(m.THANKS)


def gaps(context: Context, asker: Asker, page: int = 0) -> Card:
    """The open questions of a server, most asked first; for people who manage it."""
    if not asker.manages:
        return plainly(m.NOT_YOURS)
    found = merged(context.store.gaps(asker.server))
    if not found:
        return plainly(m.NO_GAPS)
    pages = -(-len(found) // GAPS_A_PAGE)
    page = min(max(page, 0), pages - 1)
    lines = [_line(one) for one in found[page * GAPS_A_PAGE :][:GAPS_A_PAGE]]
    export = Row((Button(m.BUTTONS["export"], "gaps_export"),))
    pages_row = turning("gaps_page", page, pages)
    kept = note(m.GAPS_KEPT.format(context.settings.keep_days))
    return Card((heading(m.GAPS), *lines, *pages_row, export, kept))


def _line(one: OpenQuestion) -> Text:
    about = m.GAP_TIMES.format(one.times)
    why = ", ".join(dict.fromkeys(m.FEEDBACK_REASONS.get(r, r) for r in one.reasons)) or m.GAP_SILENT
    liked = f" · {m.BUTTONS['good']} {one.liked}" if one.liked else ""
    day = datetime.fromtimestamp(one.latest, UTC).date()
    said = [Piece(f"\n“{words}”") for words in one.words[:_WORDS_SHOWN]]
    more = len(one.words) - len(said)
    if more:
        said.append(Piece("\n" + m.AND_MORE.format(more)))
    about_it = (Piece(one.question, strong=True), Piece(f"\n{about} · {why}{liked} · "), Piece("", day=day))
    return Text((*about_it, *said))


def exported(context: Context, asker: Asker) -> Card:
    """The open questions as a table in a file (CSV)."""
    if not asker.manages:
        return plainly(m.NOT_YOURS)
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(("question", "times", "latest", "reasons", "liked", "words"))
    for one in merged(context.store.gaps(asker.server)):
        day = datetime.fromtimestamp(one.latest, UTC).date().isoformat()
        told = harmless(" | ".join(one.words))
        row = (harmless(one.question), one.times, day, " ".join(one.reasons), one.liked, told)
        table.writerow(row)
    card = plainly(m.GAPS_EXPORTED)
    return card._replace(attachment=("gaps.csv", out.getvalue().encode()))


def harmless(cell: str) -> str:
    """A cell of a table that stays words."""
    # A spreadsheet would run what begins like a formula.
    return "'" + cell if cell.startswith(("=", "+", "-", "@")) else cell


def merged(found: Sequence[Gap]) -> tuple[OpenQuestion, ...]:
    """Near-duplicates as one, by shared terms; most asked first, then the latest."""
    groups: list[tuple[frozenset[str], list[Gap]]] = []
    for gap in found:
        terms = _terms(gap.question)
        for known, members in groups:
            if _alike(terms, known):
                members.append(gap)
                break
        else:
            groups.append((terms, [gap]))
    questions = (
        OpenQuestion(
            latest.question, len(members), latest.at,
            tuple(reason for gap in members for reason in gap.reasons),
            tuple(words for gap in members for words in gap.words), sum(gap.liked for gap in members),
        )
        for _, members in groups
        for latest in [max(members, key=lambda gap: (gap.at, gap.question))]
    )  # fmt: skip
    return tuple(sorted(questions, key=lambda one: (-one.times, -one.latest)))


def _terms(question: str) -> frozenset[str]:
    every = words(question)
    telling = frozenset(w.term for w in every if w.term not in STOPWORDS)
    return telling or frozenset(w.term for w in every)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one | other) and len(one & other) / len(one | other) >= _ALIKE
