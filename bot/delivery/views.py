"""A card as discord.py sends it: a layout of components, with files where there are any."""

from __future__ import annotations

import io
from typing import Any, Final

import discord
from discord import ui

from bot.cards.card import Button, Card, Channels, Choices, Form, Option, Picture, Row, Rule, custom_id
from bot.delivery.fit import Shown, fit, fit_form
from bot.messages.dates import Dates

__all__ = ["CLICK", "files", "form", "layout"]

CLICK: Final = r"dl/(?P<action>[a-z_]{1,24})/(?P<ref>\d{1,19})/(?P<argument>.{0,60})"
"""What every button, menu and form of ours is called."""

_STYLES: Final = {
    "plain": discord.ButtonStyle.secondary,
    "main": discord.ButtonStyle.primary,
    "good": discord.ButtonStyle.success,
    "bad": discord.ButtonStyle.danger,
}
_COLOURS: Final = {
    "answer": discord.Colour(0x2E7D5B),
    "silence": discord.Colour(0x7A8288),
    "differs": discord.Colour(0xC77700),
    "note": discord.Colour(0x3B5B92),
    "trouble": discord.Colour(0xA23B3B),
}


def layout(card: Card, dates: Dates = "reader", *, mark: int | None = None) -> ui.LayoutView:
    """The card within Discord's limits; it needs no memory of ours, so it never times out.

    By a ``mark``, of 31 bits, the message can be told from others when it is read again.
    """
    view = ui.LayoutView(timeout=None)
    items = [_item(block) for block in fit(card, dates)]
    if card.attachment is not None:
        # A file that no component shows is not seen in such a message.
        items.append(ui.File(f"attachment://{card.attachment[0]}"))
    view.add_item(ui.Container(*items, accent_colour=_COLOURS[card.tone], id=mark))
    view.stop()  # clicks are found by their names, so nothing has to listen for this message
    return view


def files(card: Card) -> list[discord.File]:
    """New file objects each time: discord.py reads them to their end."""
    found = [
        discord.File(io.BytesIO(block.data), block.name, description=block.alt[:1024])
        for block in card.blocks
        if isinstance(block, Picture)
    ]
    if card.attachment is not None:
        name, content = card.attachment
        found.append(discord.File(io.BytesIO(content), name))
    return found


def _item(block: Shown) -> ui.Item[Any]:
    match block:
        case str():
            return ui.TextDisplay(block)
        case Rule():
            return ui.Separator()
        case Row(buttons):
            return ui.ActionRow(*map(_button, buttons))
        case Choices():
            return ui.ActionRow(_select(block))
        case Channels():
            return ui.ActionRow(_channels(block))
        case Picture():
            item = discord.MediaGalleryItem(f"attachment://{block.name}", description=block.alt or None)
            return ui.MediaGallery(item)


def _button(button: Button) -> ui.Button[Any]:
    name = custom_id(button.action, button.ref, button.argument)
    return ui.Button(label=button.label, custom_id=name, style=_STYLES[button.style])


def _channels(channels: Channels) -> ui.Item[Any]:
    if channels.of != "channels":
        return _people(channels)
    return ui.ChannelSelect(
        custom_id=custom_id(channels.action, 0),
        channel_types=[discord.ChannelType.text, discord.ChannelType.forum, discord.ChannelType.news],
        placeholder=channels.prompt or None,
        min_values=0,
        max_values=25,
        default_values=[
            discord.SelectDefaultValue(id=one, type=discord.SelectDefaultValueType.channel)
            for one in channels.chosen
        ],
    )


def _people(wanted: Channels) -> ui.RoleSelect[Any] | ui.UserSelect[Any]:
    kind = (
        discord.SelectDefaultValueType.role if wanted.of == "roles" else discord.SelectDefaultValueType.user
    )
    chosen = [discord.SelectDefaultValue(id=one, type=kind) for one in wanted.chosen]
    name, prompt = custom_id(wanted.action, 0), wanted.prompt or None
    if wanted.of == "roles":
        return ui.RoleSelect(
            custom_id=name, placeholder=prompt, min_values=0, max_values=25, default_values=chosen
        )
    return ui.UserSelect(
        custom_id=name, placeholder=prompt, min_values=0, max_values=25, default_values=chosen
    )


def _select(choices: Choices) -> ui.Select[Any]:
    return ui.Select(
        custom_id=custom_id(choices.action, choices.ref, choices.argument),
        placeholder=choices.prompt or None,
        options=_options(choices.options),
    )


def _options(options: tuple[Option, ...]) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(label=o.label, value=o.value, description=o.about or None, default=o.chosen)
        for o in options
    ]


def form(wanted: Form) -> ui.Modal:
    """A form; what is sent in is found by its name, so that it outlives a restart."""
    fitted = fit_form(wanted)
    modal = ui.Modal(title=fitted.title, custom_id=custom_id(fitted.action, fitted.ref, fitted.argument))
    for field in fitted.fields:
        inner: ui.Item[Any]
        if field.options:
            inner = ui.Select(custom_id=field.name, options=_options(field.options), required=field.required)
        else:
            inner = ui.TextInput(
                custom_id=field.name, default=field.value or None, required=field.required,
                max_length=min(field.limit, 4000),
                style=discord.TextStyle.paragraph if field.long else discord.TextStyle.short,
            )  # fmt: skip
        modal.add_item(ui.Label(text=field.label, component=inner))
    modal.stop()  # as above: what is sent in is found by its name
    return modal
