"""How much was asked in a server, and what became of it, in a week and in a month."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from bot import messages as m
from bot.cards.card import Block, Button, Card, Piece, Row, Text, heading, note
from bot.cards.plain import plainly
from bot.services.votes import harmless
from bot.state.context import Context
from bot.state.recent import Asker
from knowledge.retrieval.spelling import is_english
from knowledge.retrieval.tables import names
from knowledge.storage.guild_state import Asked
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import Word, words

__all__ = ["Figures", "exported", "figures", "statistics"]

_DAY: Final = 86_400
_NAMES: Final = 5
_TRIED: Final = 80
"""Words and pairs of words that are asked most, among which names are looked for."""


class Figures(NamedTuple):
    """Of some days; ``silent`` counts by the reason for silence."""

    asked: int
    answered: int
    liked: int
    disliked: int
    silent: tuple[tuple[str, int], ...]


def figures(found: Sequence[Asked]) -> Figures:
    """What became of these questions."""
    silent = Counter(one.reason if one.reason in m.STATS_SILENT else "" for one in found if not one.answered)
    return Figures(
        len(found), sum(one.answered for one in found), sum(one.liked for one in found),
        sum(one.disliked for one in found), tuple(silent.most_common()),
    )  # fmt: skip


def statistics(context: Context, asker: Asker) -> Card:
    """The figures of a week and of a month, and the names most asked about; for people who manage it."""
    if not asker.manages:
        return plainly(m.NOT_YOURS)
    windows = _windows(context, asker)
    month = windows[-1][1]
    if not month:
        return plainly(m.STATS_NONE)
    blocks: list[Block] = [heading(m.STATS)]
    blocks += [_window(title, figures(found)) for title, found in windows]
    if names := _names(context, asker, month):
        told = ", ".join(f"{name} ({times})" for name, times in names)
        blocks.append(Text((Piece(m.STATS_NAMES, strong=True), Piece(told))))
    kept = note(m.GAPS_KEPT.format(context.settings.keep_days))
    return Card((*blocks, Row((Button(m.BUTTONS["export"], "stats_export"),)), kept))


def _windows(context: Context, asker: Asker) -> list[tuple[str, Sequence[Asked]]]:
    """The shortest first."""
    now = int(asker.now)
    found = context.store.asked(asker.server, now - max(m.STATS_WINDOWS) * _DAY)
    return [
        (title, [one for one in found if one.at >= now - days * _DAY])
        for days, title in sorted(m.STATS_WINDOWS.items())
    ]


def _window(title: str, of: Figures) -> Text:
    return Text((Piece(title, strong=True), *(Piece(f"\n• {line}") for line in _lines(of))))


def _lines(of: Figures) -> Iterator[str]:
    yield m.STATS_ASKED.format(of.asked)
    yield m.STATS_ANSWERED.format(of.answered, f"{of.answered / max(1, of.asked):.0%}")
    yield m.STATS_VOTES.format(of.liked, of.disliked)
    for reason, times in of.silent:
        yield m.STATS_SILENT_FOR.format(m.STATS_SILENT[reason], times)


def _names(context: Context, asker: Asker, found: Sequence[Asked]) -> list[tuple[str, int]]:
    """Names of the sources that stand in the questions, the most asked first."""
    said = Counter(phrase for one in found for phrase in _phrases(one.question))
    named = Counter[str]()
    with context.library(asker) as library:
        for phrase, times in said.most_common(_TRIED):
            known = next((n for n in library.names(phrase) if _is_called(n, phrase)), None)
            if known is not None:
                named[known] = max(named[known], times)
    return named.most_common(_NAMES)


def _phrases(question: str) -> set[str]:
    """Its telling words but ordinary ones, and pairs and triples that begin and end with a telling one."""
    found = words(question)
    telling = [word.term not in STOPWORDS for word in found]
    return {
        " ".join(word.text.casefold() for word in found[at : at + size])
        for size in (1, 2, 3)
        for at in range(len(found) - size + 1)
        if telling[at] and telling[at + size - 1] and not (size == 1 and _is_ordinary(found[at]))
    }


def _is_ordinary(word: Word) -> bool:
    """Whether it is no name by itself: neither "68 nations" nor "Secretary of State" says more."""
    return is_english(word.term) and (word.term,) not in names()


def _is_called(name: str, phrase: str) -> bool:
    known = name.casefold()
    return known == phrase or known.split()[-1] == phrase


def exported(context: Context, asker: Asker) -> Card:
    """The same figures as a table in a file (CSV)."""
    if not asker.manages:
        return plainly(m.NOT_YOURS)
    windows = _windows(context, asker)
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(("what", *(title for title, _ in windows)))
    columns = [_column(figures(found)) for _, found in windows]
    for what in dict.fromkeys(name for column in columns for name in column):
        table.writerow((harmless(what), *(column.get(what, 0) for column in columns)))
    for name, times in _names(context, asker, windows[-1][1]):
        table.writerow((harmless(f"asked about {name}"), *[""] * (len(windows) - 1), times))
    return plainly(m.STATS_EXPORTED)._replace(attachment=("statistics.csv", out.getvalue().encode()))


def _column(of: Figures) -> dict[str, int]:
    silent = {f"silent: {m.STATS_SILENT[reason]}": times for reason, times in of.silent}
    said = {"asked": of.asked, "answered": of.answered, "liked": of.liked, "disliked": of.disliked}
    return said | silent
