"""What Discord rejects: a payload in, the complaints out (empty when Discord would take it)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

V2 = 1 << 15
EPHEMERAL = 1 << 6
MESSAGE_FIELDS = {
    "content", "nonce", "tts", "embeds", "allowed_mentions", "message_reference", "components", "sticker_ids",
    "attachments", "flags", "enforce_nonce", "poll", "thread_name", "username", "avatar_url",
}  # fmt: skip
COMPONENT_FIELDS = {
    1: {"components"},
    2: {"style", "label", "emoji", "custom_id", "sku_id", "url", "disabled"},
    3: {"custom_id", "options", "placeholder", "min_values", "max_values", "disabled", "required"},
    4: {"custom_id", "style", "label", "min_length", "max_length", "required", "value", "placeholder"},
    5: {"custom_id", "placeholder", "default_values", "min_values", "max_values", "disabled", "required"},
    6: {"custom_id", "placeholder", "default_values", "min_values", "max_values", "disabled", "required"},
    8: {"custom_id", "channel_types", "placeholder", "default_values", "min_values", "max_values", "disabled",
        "required"},
    9: {"components", "accessory"},
    10: {"content"},
    12: {"items"},
    13: {"file", "spoiler"},
    14: {"divider", "spacing"},
    17: {"components", "accent_color", "spoiler"},
    18: {"label", "description", "component"},
    19: {"custom_id", "min_values", "max_values", "required"},
}  # fmt: skip
INSIDE = {1: {2, 3, 5, 6, 7, 8}, 9: {10}, 17: {1, 9, 10, 12, 13, 14}}
TOP_V2 = {1, 9, 10, 12, 13, 14, 17}


def units(text: str) -> int:
    """Discord counts characters; the larger count is the stricter."""
    return len(text.encode("utf-16-le")) // 2


def message(payload: dict[str, Any], *, files: frozenset[str] = frozenset(), v2: bool = False) -> list[str]:
    """Complaints about a message; ``v2`` when the flag is set already."""
    return list(_message(payload, files, v2 or bool(payload.get("flags", 0) & V2)))


def _message(payload: dict[str, Any], files: frozenset[str], v2: bool) -> Iterator[str]:
    yield from (f"unknown field {name}" for name in payload if name not in MESSAGE_FIELDS)
    content, embeds = payload.get("content"), payload.get("embeds") or []
    components = payload.get("components") or []
    if content and units(content) > 2000:
        yield "content: Must be 2000 or fewer in length."
    yield from _embeds(embeds)
    if v2:
        if content or embeds or payload.get("poll"):
            yield "The 'content', 'embeds' and 'poll' fields cannot be used with IS_COMPONENTS_V2"
        if not components:
            yield "Cannot send an empty message"
    elif not (content or embeds or components or files or payload.get("poll")):
        yield "Cannot send an empty message"
    yield from _components(components, files, v2)
    yield from _attachments(payload.get("attachments") or [], files)
    if v2:
        shown = str([one.get("items") or one.get("file") for one in walk(components)])
        yield from (f"{name} was sent but is not shown" for name in files if f"://{name}'" not in shown)


def _attachments(attachments: list[dict[str, Any]], files: frozenset[str]) -> Iterator[str]:
    if len(attachments) > 10:
        yield "attachments: Must be 10 or fewer in length."
    for one in attachments:
        if one.get("description") and units(one["description"]) > 1024:
            yield "attachments.description: Must be 1024 or fewer in length."
        if "filename" in one and one["filename"] not in files:
            yield f"attachments: {one['filename']} was not sent"


def _embeds(embeds: list[dict[str, Any]]) -> Iterator[str]:
    limits = {"title": 256, "description": 4096}
    total = 0
    for embed in embeds:
        for name, limit in limits.items():
            total += units(embed.get(name) or "")
            if units(embed.get(name) or "") > limit:
                yield f"embeds.{name}: Must be {limit} or fewer in length."
        for field in embed.get("fields", ()):
            total += units(field["name"]) + units(field["value"])
            if not 1 <= units(field["name"]) <= 256 or not 1 <= units(field["value"]) <= 1024:
                yield "embeds.fields: length"
    if len(embeds) > 10 or total > 6000:
        yield "embeds: Must be 10 or fewer, 6000 characters in all."


def walk(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every component, parents first."""
    for one in components:
        yield one
        yield from walk(one.get("components") or [])
        yield from walk([inner for key in ("accessory", "component") if (inner := one.get(key))])


def _components(components: list[dict[str, Any]], files: frozenset[str], v2: bool) -> Iterator[str]:
    every = list(walk(components))
    if v2 and len(every) > 40:
        yield f"components: {len(every)} of at most 40"
    if not v2 and len(components) > 5:
        yield "components: Must be 5 or fewer in length."
    if sum(units(one["content"]) for one in every if one.get("type") == 10) > 4000:
        yield "components: text displays hold more than 4000 characters"
    names = [one["custom_id"] for one in every if "custom_id" in one]
    if len(names) != len(set(names)):
        yield "components: Component custom id cannot be duplicated"
    for one in components:
        if one.get("type") not in (TOP_V2 if v2 else {1}):
            yield f"components: type {one.get('type')} cannot stand at the top"
    for one in every:
        yield from _component(one, files)


def _component(one: dict[str, Any], files: frozenset[str]) -> Iterator[str]:
    kind = one.get("type")
    known = COMPONENT_FIELDS.get(kind)
    if known is None:
        yield f"components: unknown type {kind}"
        return
    if not 0 <= one.get("id", 0) < 1 << 31:
        yield f"component {kind}: id: {one['id']} is no number of 32 bits"
    yield from (f"component {kind}: unknown field {n}" for n in one if n not in known | {"type", "id"})
    for child in one.get("components") or ():
        if child.get("type") not in INSIDE.get(kind, set()):
            yield f"component {kind}: holds a {child.get('type')}"
    yield from {
        1: _row,
        2: _button,
        3: _select,
        4: _input,
        5: _custom_id,
        6: _custom_id,
        8: _custom_id,
        10: _text,
        12: _gallery,
    }.get(kind, _nothing)(one)
    if kind == 12:
        for item in one["items"]:
            url = item["media"]["url"]
            if url.startswith("attachment://") and url.removeprefix("attachment://") not in files:
                yield f"media gallery: {url} was not sent"
    if kind == 17 and not one.get("components"):
        yield "container: BASE_TYPE_REQUIRED"


def _nothing(_: dict[str, Any]) -> Iterator[str]:
    yield from ()


def _row(one: dict[str, Any]) -> Iterator[str]:
    inner = one.get("components") or []
    if not 1 <= len(inner) <= 5 or (len(inner) > 1 and any(c.get("type") != 2 for c in inner)):
        yield "action row: 1 to 5 buttons, or one select"


def _custom_id(one: dict[str, Any]) -> Iterator[str]:
    if not 1 <= units(one.get("custom_id") or "") <= 100:
        yield "custom_id: Must be between 1 and 100 in length."


def _button(one: dict[str, Any]) -> Iterator[str]:
    if one.get("style") == 5:
        if not re.match(r"https?://", one.get("url") or "") or units(one["url"]) > 512 or "custom_id" in one:
            yield "button: a link needs a URL of up to 512 characters"
    else:
        yield from _custom_id(one)
    label = one.get("label") or ""
    if units(label) > 80 or (not label.strip() and not one.get("emoji")):
        yield "button label: Must be between 1 and 80 in length."


def _select(one: dict[str, Any]) -> Iterator[str]:
    yield from _custom_id(one)
    options = one.get("options") or []
    if not 1 <= len(options) <= 25:
        yield "select: Must be between 1 and 25 in length."
    if len({o["value"] for o in options}) != len(options):
        yield "select: The specified option value is already used"
    if units(one.get("placeholder") or "") > 150:
        yield "select placeholder: Must be 150 or fewer in length."
    for option in options:
        if not 1 <= units(option["label"]) <= 100 or not 1 <= units(option["value"]) <= 100:
            yield "select option: Must be between 1 and 100 in length."
        if units(option.get("description") or "") > 100:
            yield "select option description: Must be 100 or fewer in length."


def _input(one: dict[str, Any]) -> Iterator[str]:
    yield from _custom_id(one)
    if units(one.get("value") or "") > min(4000, one.get("max_length") or 4000):
        yield "text input value: too long"
    if one.get("label") is not None and not 1 <= units(one["label"]) <= 45:
        yield "text input label: Must be between 1 and 45 in length."


def _text(one: dict[str, Any]) -> Iterator[str]:
    if not units(one.get("content") or ""):
        yield "text display: This field is required"


def _gallery(one: dict[str, Any]) -> Iterator[str]:
    if not 1 <= len(one["items"]) <= 10:
        yield "media gallery: Must be between 1 and 10 in length."
    for item in one["items"]:
        if units(item.get("description") or "") > 1024:
            yield "media gallery description: Must be 1024 or fewer in length."


def modal(data: dict[str, Any]) -> list[str]:
    """Complaints about a form."""
    found = []
    if not 1 <= units(data.get("title") or "") <= 45:
        found.append("title: Must be between 1 and 45 in length.")
    found += _custom_id(data)
    inner = data.get("components") or []
    if not 1 <= len(inner) <= 5:
        found.append("components: Must be between 1 and 5 in length.")
    for one in walk(inner):
        found += _component(one, frozenset())
        if one.get("type") == 18 and not 1 <= units(one.get("label") or "") <= 45:
            found.append("label: Must be between 1 and 45 in length.")
    if any(one.get("type") not in (1, 10, 18) for one in inner):
        found.append("components: a form holds labels")
    return found


def choices(found: list[dict[str, Any]]) -> list[str]:
    """Complaints about the choices of an autocomplete."""
    complaints = [] if len(found) <= 25 else ["choices: Must be 25 or fewer in length."]
    complaints += [
        "choices.name: Must be between 1 and 100 in length."
        for one in found
        if not 1 <= units(one["name"]) <= 100 or not 1 <= units(str(one["value"])) <= 100
    ]
    return complaints


def commands(found: list[dict[str, Any]]) -> list[str]:
    """Complaints about a list of commands."""
    complaints = []
    for kind, most in ((1, 100), (2, 15), (3, 15)):
        if sum(c.get("type", 1) == kind for c in found) > most:
            complaints.append(f"commands: more than {most} of type {kind}")
    for command in found:
        complaints += _command(command, menu=command.get("type", 1) != 1)
        if _characters(command) > 8000:
            complaints.append(f"{command['name']}: more than 8000 characters")
    return complaints


def _characters(command: dict[str, Any]) -> int:
    own = units(command["name"]) + units(command.get("description", ""))
    own += sum(units(c["name"]) + units(str(c["value"])) for c in command.get("choices") or ())
    return own + sum(_characters(option) for option in command.get("options") or ())


def _command(one: dict[str, Any], *, menu: bool = False) -> Iterator[str]:
    if menu:
        if not 1 <= units(one["name"]) <= 32 or one.get("description"):
            yield f"{one['name']}: a menu has a name of up to 32 characters and no description"
        return
    if not re.fullmatch(r"[-_'\w]{1,32}", one["name"]) or one["name"] != one["name"].lower():
        yield f"{one['name']}: APPLICATION_COMMAND_INVALID_NAME"
    if not 1 <= units(one.get("description", "")) <= 100:
        yield f"{one['name']}: description: Must be between 1 and 100 in length."
    required = [bool(o.get("required")) for o in one.get("options") or ()]
    if required != sorted(required, reverse=True):
        yield f"{one['name']}: Required options must be placed before non-required options"
    if len(one.get("options") or ()) > 25 or len(one.get("choices") or ()) > 25:
        yield f"{one['name']}: at most 25 options and choices"
    for option in one.get("options") or ():
        yield from _command(option)


def pings(payload: dict[str, Any]) -> bool:
    """Whether the message would notify anybody."""
    allowed = payload.get("allowed_mentions")
    texts = [payload.get("content") or ""]
    texts += [one.get("content") or "" for one in walk(payload.get("components") or [])]
    if not any(re.search(r"@everyone|@here|<@[!&]?\d+>", text) for text in texts):
        return bool((allowed or {}).get("replied_user", "message_reference" in payload))
    if allowed is None:
        return True
    return bool(allowed.get("parse") or allowed.get("users") or allowed.get("roles"))


RULES = {
    1: _row, 2: _button, 3: _select, 4: _input, 5: _custom_id, 6: _custom_id, 8: _custom_id, 10: _text,
    12: _gallery,
}  # fmt: skip
