"""A card cut down to what Discord accepts, whatever it holds: the end of long texts goes first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.cards.card import (
    Block,
    Button,
    Card,
    Channels,
    Choices,
    Form,
    Option,
    Picture,
    Row,
    Rule,
    Text,
    custom_id,
)
from bot.delivery.markdown import cut, length, markdown
from bot.messages.dates import Dates

__all__ = ["COMPONENTS", "TEXT", "Shown", "fit", "fit_form"]

# Discord's limits (API documentation, August 2026).
TEXT = 4000  # over all texts of a message
COMPONENTS = 40
ROW, OPTIONS, FIELDS = 5, 25, 5
LABEL, OPTION, ALT, TITLE, FIELD_LABEL, FIELD_VALUE = 80, 100, 1024, 45, 45, 4000
# The least room worth beginning a paragraph in.
_STUB = 24

Shown = str | Rule | Row | Choices | Channels | Picture
"""A block as it is sent: texts are Markdown by now."""


def fit(card: Card, dates: Dates = "reader") -> tuple[Shown, ...]:
    """The card's blocks as sent; never empty, buttons before texts where there is no room for both."""
    reserved = sum(_cost(block) for block in card.blocks if isinstance(block, Row | Choices | Channels))
    own = 1 if card.attachment is None else 2  # what holds the blocks, and the file
    return tuple(_chosen(card.blocks, dates, max(0, COMPONENTS - own - reserved)))


def _chosen(blocks: tuple[Block, ...], dates: Dates, free: int) -> Iterator[Shown]:
    left, seen, actions, any_text = TEXT, set[str](), COMPONENTS - 3, False
    for block in blocks:
        if isinstance(block, Text):
            if free > 0 and (words := _words(block, dates, left)):
                any_text, left, free = True, left - length(words), free - 1
                yield words
        elif isinstance(block, Rule | Picture):
            if free > 1:
                free -= _cost(block)
                yield _described(block)
        elif (shown := _clickable(block, seen)) is not None and _cost(shown) <= actions:
            actions -= _cost(shown)
            yield shown
    if not any_text:
        yield "\u2060…"


def _described(block: Rule | Picture) -> Rule | Picture:
    return block if isinstance(block, Rule) else block._replace(alt=cut(block.alt, ALT))


def _words(block: Text, dates: Dates, left: int) -> str:
    words = markdown(block, dates, left) if left >= _STUB else ""
    return words if words.strip() else ""


def _cost(block: Block | Shown) -> int:
    if isinstance(block, Row):
        return 1 + len(block.buttons)
    return 2 if isinstance(block, Choices | Channels | Picture) else 1


def _clickable(block: Row | Choices | Channels, seen: set[str]) -> Row | Choices | Channels | None:
    if isinstance(block, Row):
        return _row(block, seen)
    if isinstance(block, Choices):
        return _choices(block, seen)
    name = custom_id(block.action, 0)
    fresh = name not in seen
    seen.add(name)
    prompt = cut(_one_line(block.prompt), 150)
    return block._replace(prompt=prompt, chosen=block.chosen[:OPTIONS]) if fresh else None


def _row(row: Row, seen: set[str]) -> Row | None:
    kept: list[Button] = []
    for button in row.buttons:
        name = custom_id(button.action, button.ref, button.argument)
        if name not in seen and len(kept) < ROW:
            seen.add(name)
            kept.append(button._replace(label=cut(_one_line(button.label), LABEL) or "…"))
    return Row(tuple(kept)) if kept else None


def _choices(choices: Choices, seen: set[str]) -> Choices | None:
    name = custom_id(choices.action, choices.ref, choices.argument)
    options = _options(choices.options)
    if name in seen or not options:
        return None
    seen.add(name)
    return choices._replace(prompt=cut(_one_line(choices.prompt), 150), options=options)


def _options(options: tuple[Option, ...]) -> tuple[Option, ...]:
    kept: dict[str, Option] = {}
    for option in options:
        if (
            option.value
            and length(option.value) <= OPTION
            and option.value not in kept
            and len(kept) < OPTIONS
        ):
            label = cut(_one_line(option.label), OPTION) or "…"
            kept[option.value] = option._replace(label=label, about=cut(_one_line(option.about), OPTION))
    return tuple(kept.values())


def fit_form(form: Form) -> Form:
    """The form within Discord's limits for forms."""
    fields = tuple(
        field._replace(
            label=cut(_one_line(field.label), FIELD_LABEL) or "…",
            value=cut(field.value, min(field.limit, FIELD_VALUE)),
            options=_options(field.options),
        )
        for field in form.fields[:FIELDS]
    )
    return form._replace(title=cut(_one_line(form.title), TITLE) or "…", fields=fields)


def _one_line(words: str) -> str:
    return re.sub(r"\s+", " ", words.replace("\x00", "")).strip()
