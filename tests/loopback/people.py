"""People who use the loopback Discord: they type commands, click, fill in forms, and read what comes back."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from loopback import rules
from loopback.world import APPLICATION, Talk, World

MANAGE_SERVER = 1 << 5
MANAGE_MESSAGES = 1 << 13
ORDINARY = 0x0000_0800_0001_0C40
PATIENCE = 240.0


class NotOfferedError(Exception):
    """Discord would not let the person do this."""


class Person:
    """Somebody in a channel of a server; outside servers when there is none."""

    def __init__(
        self, world: World, server: int = 0, *, ident: int = 77, manages: bool = False, channel: int = 0,
        moderates: bool = False, roles: tuple[int, ...] = (), parent: int = 0,
    ) -> None:  # fmt: skip
        self.world = world
        self.server = server
        self.channel = channel or (server + 1 if server else 4242)
        self.ident = ident
        self.manages = manages
        self.moderates = moderates
        self.roles = roles
        self.parent = parent
        self.kept: list[str] = []

    @property
    def user(self) -> dict[str, Any]:
        """The user's data."""
        return {
            "id": str(self.ident), "username": f"reader{self.ident}", "discriminator": "0", "avatar": None,
            "global_name": f"Reader {self.ident}",
        }  # fmt: skip

    @property
    def permissions(self) -> int:
        """What this person may do in the channel."""
        more = (MANAGE_SERVER if self.manages else 0) | (MANAGE_MESSAGES if self.moderates else 0)
        return ORDINARY | more

    async def _interact(self, kind: int, data: dict[str, Any], message: dict[str, Any] | None = None) -> Talk:
        ident = self.world.new_id()
        talk = Talk(
            ident, f"aW50ZXJhY3Rpb246{ident}", kind, self.server, self.channel, self.ident, time.monotonic()
        )
        talk.message = message
        self.world.talks[talk.token] = talk
        packet = {
            "id": str(ident), "application_id": str(APPLICATION), "type": kind, "token": talk.token,
            "version": 1, "data": data, "attachment_size_limit": 10 << 20, "locale": "en-GB",
            "app_permissions": str(ORDINARY), "entitlements": [], "authorizing_integration_owners": {},
            "channel_id": str(self.channel), "context": 0 if self.server else 1,
            "channel": self._channel(),
        }  # fmt: skip
        if self.server:
            packet |= {
                "guild_id": str(self.server), "guild_locale": "en-US",
                "member": {
                    "user": self.user, "roles": list(map(str, self.roles)), "deaf": False,
                    "joined_at": "2024-01-01T00:00:00+00:00", "mute": False, "flags": 0, "nick": None,
                    "permissions": str(self.permissions),
                },
            }  # fmt: skip
        else:
            packet["user"] = self.user
            packet["channel"] |= {"recipients": [self.user], "last_message_id": None}
        if message is not None:
            packet["message"] = message
        await self.world.gateway.event("INTERACTION_CREATE", packet, server=self.server)
        return talk

    def _channel(self) -> dict[str, Any]:
        told = {"id": str(self.channel), "name": "news", "permissions": str(self.permissions)}
        if not self.parent:
            return told | {"type": 0 if self.server else 1}
        return told | {
            "type": 11, "parent_id": str(self.parent), "guild_id": str(self.server), "owner_id": "1",
            "message_count": 0, "member_count": 1, "rate_limit_per_user": 0, "last_message_id": None,
            "thread_metadata": {"archived": False, "auto_archive_duration": 1440, "locked": False,
                                "archive_timestamp": "2024-01-01T00:00:00+00:00"},
        }  # fmt: skip

    def _command(self, name: str, kind: int) -> dict[str, Any]:
        for command in self.world.commands:
            if command["name"] == name and command.get("type", 1) == kind:
                wanted = command.get("default_member_permissions")
                if wanted and self.server and not self.permissions & int(wanted):
                    raise NotOfferedError(name)
                contexts = command.get("contexts")
                if contexts is not None and (0 if self.server else 1) not in contexts:
                    raise NotOfferedError(f"{name} is not offered here")
                return command
        raise NotOfferedError(name)

    def _data(self, words: str, given: dict[str, Any], focus: str | None = None) -> dict[str, Any]:
        name, *parts = words.split()
        command = level = self._command(name, 1)
        path = []
        for part in parts:
            level = next(o for o in level["options"] if o["name"] == part)
            path.append(level)
        options, resolved = self._options(level, given, focus)
        for inner in reversed(path):
            options = [{"name": inner["name"], "type": inner["type"], "options": options}]
        data = {"id": command["id"], "name": name, "type": 1, "options": options}
        if resolved:
            data["resolved"] = resolved
        return data

    def _options(
        self, level: dict[str, Any], given: dict[str, Any], focus: str | None
    ) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        known = {o["name"]: o for o in level.get("options") or ()}
        if unknown := set(given) - set(known):
            raise NotOfferedError(f"no option {unknown}")
        if focus is None and (missing := {n for n, o in known.items() if o.get("required")} - set(given)):
            raise NotOfferedError(f"missing {missing}")
        options, resolved = [], {}
        for name, value in given.items():
            one, ident = known[name], ""
            if one["type"] == 11:
                ident = str(self.world.new_id())
                file, content = value
                self.world.attachments[file] = content
                url = f"http://127.0.0.1:{self.world.port}/files/{file}"
                resolved.setdefault("attachments", {})[ident] = {
                    "id": ident, "filename": file, "size": len(content), "url": url, "proxy_url": url,
                    "ephemeral": True,
                }  # fmt: skip
            elif isinstance(value, str) and focus is None:
                if not one.get("min_length", 0) <= len(value) <= one.get("max_length", 6000):
                    raise NotOfferedError(f"{name}: length")
                if one.get("choices") and value not in [c["value"] for c in one["choices"]]:
                    raise NotOfferedError(f"{name}: not a choice")
            option = {"name": name, "type": one["type"], "value": ident if one["type"] == 11 else value}
            if name == focus:
                if not one.get("autocomplete"):
                    raise NotOfferedError(f"{name} completes nothing")
                option["focused"] = True
            options.append(option)
        return options, resolved

    async def slash(self, words: str, **given: Any) -> Talk:
        """Type a command, and wait for what it shows."""
        return await shown(await self._interact(2, self._data(words, given)))

    async def slash_unwaited(self, words: str, **given: Any) -> Talk:
        """Type a command, and go on."""
        return await self._interact(2, self._data(words, given))

    async def complete(self, words: str, focus: str, typed: str, **given: Any) -> list[dict[str, Any]]:
        """What is offered while typing."""
        talk = await self._interact(4, self._data(words, {**given, focus: typed}, focus))
        await until(talk, lambda: talk.choices is not None)
        return talk.choices or []

    async def menu(self, name: str, content: str, **more: Any) -> Talk:
        """Use a message menu on a message with this content, and wait for what it shows."""
        command = self._command(name, 3)
        ident = str(self.world.new_id())
        message = self._written(content, ident, **more)
        data = {
            "id": command["id"], "name": name, "type": 3, "target_id": ident,
            "resolved": {"messages": {ident: message}},
        }  # fmt: skip
        return await shown(await self._interact(2, data))

    def button(self, message: dict[str, Any], action: str) -> dict[str, Any]:
        """The button or menu of this action in a message; ``action/argument`` where several have it."""
        name, _, argument = action.partition("/")
        for one in rules.walk(message["components"]):
            parts = one.get("custom_id", "").split("/", 3)
            if parts[1:2] == [name] and (not argument or parts[3] == argument):
                return one
        raise NotOfferedError(action)

    async def press(self, message: dict[str, Any], action: str, *values: str) -> Talk:
        """Click a button, or choose from a menu, and wait for an acknowledgement."""
        one = self.button(message, action)
        data: dict[str, Any] = {"custom_id": one["custom_id"], "component_type": one["type"], "id": one["id"]}
        if values:
            data["values"] = list(values)
        talk = await self._interact(3, data, message)
        await until(talk, lambda: talk.acknowledged is not None)
        return talk

    async def click(self, message: dict[str, Any], action: str, *values: str) -> Talk:
        """Click, and wait for what is shown: a message."""
        return await shown(await self.press(message, action, *values))

    async def submit(
        self, form: dict[str, Any], message: dict[str, Any] | None = None, **fields: str
    ) -> Talk:
        """Fill in a form, and wait for what it shows."""
        labels = []
        for label in form["components"]:
            inner = label["component"]
            value = fields.get(inner["custom_id"], inner.get("value") or "")
            if inner.get("required", True) and not value:
                raise NotOfferedError(f"{inner['custom_id']} is required")
            sent = {"type": inner["type"], "custom_id": inner["custom_id"], "id": 2}
            sent |= {"values": [value] if value else []} if inner["type"] == 3 else {"value": value}
            labels.append({"type": 18, "id": 1, "component": sent})
        data = {"custom_id": form["custom_id"], "components": labels}
        return await shown(await self._interact(5, data, message))

    def _written(self, content: str, ident: str, **more: Any) -> dict[str, Any]:
        made = {
            "id": ident, "channel_id": str(self.channel), "author": self.user, "content": content,
            "timestamp": "2024-01-01T00:00:00+00:00", "edited_timestamp": None, "tts": False,
            "mention_everyone": False, "mentions": [], "mention_roles": [], "attachments": [], "embeds": [],
            "pinned": False, "type": 0, "flags": 0, "components": [], **more,
        }  # fmt: skip
        if self.server:
            made["guild_id"] = str(self.server)
            made["member"] = {
                "roles": [], "joined_at": "2024-01-01T00:00:00+00:00", "deaf": False, "mute": False,
                "flags": 0,
            }  # fmt: skip
        self.world.messages[int(ident)] = made
        return made

    def said(self, content: str, **more: Any) -> dict[str, Any]:
        """A message that stands in the channel already; ``more`` are an embed, or what it forwards."""
        return self._written(content, str(self.world.new_id()), **more)

    async def write(
        self, content: str, *, mention: bool = True, reply_to: dict[str, Any] | None = None, **also: Any
    ) -> dict[str, Any]:
        """Write a message, which is given; without a mention in a server the bot sees no content.

        A reply to a message of the bot mentions it without naming it.
        """
        from loopback.world import BOT_USER

        seen = mention or not self.server or reply_to is not None
        to_bot = reply_to is not None and reply_to["author"] == BOT_USER
        text = f"<@{APPLICATION}> {content}" if mention and self.server and not to_bot else content
        more: dict[str, Any] = {"mentions": [BOT_USER] if seen and self.server else [], **also}
        if reply_to is not None:
            more |= {
                "type": 19, "referenced_message": reply_to,
                "message_reference": {"message_id": reply_to["id"], "channel_id": str(self.channel)},
            }  # fmt: skip
        if not self.server:
            more["channel_type"] = 1
        made = self._written(text if seen else "", str(self.world.new_id()), **more)
        await self.world.gateway.event("MESSAGE_CREATE", made, server=self.server)
        return made

    async def ask(
        self, content: str, *, reply_to: dict[str, Any] | None = None, **more: Any
    ) -> dict[str, Any]:
        """Write to the bot, and wait for the message it sends."""
        before = len(self.world.raw)
        await self.write(content, reply_to=reply_to, **more)
        await wait_for(lambda: len(self.world.raw) > before)
        return list(self.world.messages.values())[-1]


async def shown(talk: Talk) -> Talk:
    """Wait until something can be read that will stay: in place of the acknowledgement, or after it."""
    await until(talk, lambda: talk.answered_after is not None and not goes_on(talk.original))
    return talk


def goes_on(message: dict[str, Any] | None) -> bool:
    """Whether a message tells only how far something is: it can be called off."""
    items = rules.walk((message or {}).get("components") or [])
    return any(one.get("custom_id", "").startswith("dl/reading_cancel/") for one in items)


async def until(talk: Talk, reached: Any) -> None:
    """Wait for a state of the interaction."""

    async def wait() -> None:
        while not reached():
            talk.changed.clear()
            await talk.changed.wait()

    await asyncio.wait_for(wait(), PATIENCE)


async def wait_for(reached: Any) -> None:
    """Wait for anything."""

    async def wait() -> None:
        while not reached():  # noqa: ASYNC110 -- what is waited for has no event
            await asyncio.sleep(0.005)

    await asyncio.wait_for(wait(), PATIENCE)


def text(message: dict[str, Any] | None) -> str:
    """All words of a message, in order."""
    if message is None:
        return ""
    parts = [message.get("content") or ""]
    for one in rules.walk(message.get("components") or []):
        parts += [one[key] for key in ("content", "label", "placeholder") if one.get(key)]
        parts += [o["label"] for o in one.get("options") or ()]
    return "\n".join(part for part in parts if part)
