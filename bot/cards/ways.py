"""The buttons under an answer, at most four, and the card behind the last of them with all other ways on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot import messages as m
from bot.cards.card import Block, Button, Card, Row, heading, note
from bot.cards.plain import plainly

__all__ = ["Place", "under", "ways"]

_A_ROW = 4


class Place(NamedTuple):
    """Where an answer stands: the id of its message, 0 where it is not known or one person alone sees it."""

    message: int = 0
    threads: bool = False
    """Whether a thread can begin at it."""
    moderated: bool = False
    """Whether who looks may withdraw it, and hide what it quotes."""
    quoted: bool = False
    """Whether it quotes anything."""


def under(ref: int, first: Sequence[str], *, voting: bool) -> Row:
    """The row under an answer: what comes first by its actions, votes or a follow-up, and the rest."""
    names = [*first, *(("good", "bad") if voting else ("follow_up",))][: _A_ROW - 1]
    buttons = [_button(name, ref) for name in dict.fromkeys(names)]
    return Row((*buttons, Button(m.BUTTONS["ways"], "ways", ref)))


def ways(kind: str, question: str, ref: int, place: Place, *, voting: bool) -> Card:
    """Every way on from an answer of this kind."""
    blocks: list[Block] = [heading(m.WAYS), note(m.ASKED, question)]
    names = [name for name in m.WAYS_OF.get(kind, ()) if voting or name not in ("good", "bad")]
    blocks += _rows([_button(name, ref) for name in names] + [*_of_place(ref, place), *_hiding(ref, place)])
    return Card(tuple(blocks)) if len(blocks) > 2 else plainly(m.NO_WAYS)


def _of_place(ref: int, place: Place) -> Iterator[Button]:
    if not place.message:
        yield _button("show", ref)
        return
    if place.threads:
        yield Button(m.BUTTONS["thread"], "thread", ref, str(place.message))
    if place.moderated:
        yield Button(m.BUTTONS["withdraw"], "withdraw", ref, str(place.message), "bad")


def _hiding(ref: int, place: Place) -> Iterator[Button]:
    if place.moderated and place.quoted:
        yield _button("hide_sentence", ref)
        yield _button("hide_article", ref)


def _rows(buttons: Sequence[Button]) -> Iterator[Row]:
    for at in range(0, len(buttons), _A_ROW):
        yield Row(tuple(buttons[at : at + _A_ROW]))


def _button(name: str, ref: int) -> Button:
    return Button(m.BUTTONS[name], name, ref, style="main" if name == "follow_up" else "plain")
