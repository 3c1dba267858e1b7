"""A strict Discord on loopback: REST and gateway, rejects what Discord rejects, counts all it gets."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import discord
import yarl
from aiohttp import web
from loopback import rules
from loopback.gateway import Gateway
from loopback.limits import ChannelLimits, too_many

APPLICATION = 900_000_000_000_000_001
TOKEN = "loopback-token"
BOT_USER = {
    "id": str(APPLICATION), "username": "Dateline", "discriminator": "0000", "global_name": None,
    "avatar": None, "bot": True,
}  # fmt: skip
OWN_MEMBER = {
    "user": BOT_USER, "roles": [], "joined_at": "2024-01-01T00:00:00+00:00", "deaf": False, "mute": False,
    "flags": 0,
}  # fmt: skip
ACKNOWLEDGE_SECONDS = 3.0
NONCE_SECONDS = 300.0


@dataclass
class Talk:
    """One interaction as Discord sees it."""

    id: int
    token: str
    type: int
    server: int
    channel: int
    person: int
    born: float
    acknowledged: int | None = None
    acknowledged_after: float | None = None
    deferred: bool = False
    ephemeral: bool = False
    original: dict[str, Any] | None = None
    choices: list[dict[str, Any]] | None = None
    form: dict[str, Any] | None = None
    message: dict[str, Any] | None = None
    """The message that was clicked in."""
    followups: list[dict[str, Any]] = field(default_factory=list)
    edits: int = 0
    files: dict[str, bytes] = field(default_factory=dict)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    answered_after: float | None = None


Fault = Callable[[str, str], web.Response | Awaitable[web.Response | None] | None]
"""For a request's method and path: what is answered in place of the truth; None for the truth."""


class World:
    """One Discord with its servers, channels, messages and interactions."""

    def __init__(self) -> None:
        self.token = TOKEN
        self.servers: dict[int, dict[str, Any]] = {}
        self.messages: dict[int, dict[str, Any]] = {}
        self.raw: list[dict[str, Any]] = []
        """Every message payload taken, in order."""
        self.rejected: list[tuple[str, str, Any]] = []
        """Everything refused: method, path, complaint."""
        self.replies: dict[int, list[tuple[float, dict[str, Any]]]] = {}
        """When each message was replied to, and with what."""
        self.nonces: dict[str, tuple[float, dict[str, Any]]] = {}
        """When a message came under a number, and the message: the number is known for a few minutes."""
        self.pings = 0
        """How many messages would have notified somebody."""
        self.requests: list[tuple[str, str]] = []
        self.commands: list[dict[str, Any]] = []
        self.registered = 0
        self.syncs = 0
        self.talks: dict[str, Talk] = {}
        self.threads: list[dict[str, Any]] = []
        self.fault: Fault | None = None
        self.callback: Callable[[web.Request], Awaitable[web.StreamResponse]] | None = None
        self.post: Callable[[web.Request], Awaitable[web.StreamResponse]] | None = None
        """What takes an acknowledgement, or a message, where a test wants to stand in between."""
        self.posted = asyncio.Event()
        self.limits: ChannelLimits | None = None
        """How often channels take messages, where a test wants it so."""
        self.endless: set[str] = set()
        """Files that go on and on, whatever size was told."""
        self.file_bytes = 0
        """How much of them was sent."""
        self.reactions: list[tuple[int, str]] = []
        self.inviter: int | None = None
        """Who has added the bot, as the audit log tells."""
        self.shy = False
        """Whether people take no direct messages."""
        self.gateway = Gateway(self)
        self.port = 0
        self.now: Callable[[], float] = time.time
        """Discord's clock."""
        self._last = 0

    def new_id(self) -> int:
        """A snowflake of about now, after all others."""
        self._last = max(int(self.now() * 1000 - 1420070400000) << 22, self._last + (1 << 12))
        return self._last

    def add_server(self, name: str, *, seed: int) -> int:
        """A server with one text channel, whose id is the server's plus one."""
        server = (seed << 22) + 5000
        self.servers[server] = {"name": name}
        return server

    def server(self, server: int) -> dict[str, Any]:
        """The GUILD_CREATE data."""
        return {
            "id": str(server), "name": self.servers[server]["name"], "owner_id": "1", "roles": [
                {"id": str(role), "name": name, "permissions": "2248473465835073", "position": 0,
                 "color": 0, "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
                 "hoist": False, "managed": False, "mentionable": False, "flags": 0}
                for role, name in ((server, "@everyone"), (4711, "News desk"))],
            "emojis": [], "stickers": [], "features": [], "members": [OWN_MEMBER], "member_count": 2,
            "threads": [], "presences": [], "voice_states": [], "stage_instances": [],
            "guild_scheduled_events": [],
            "channels": [channel(server + 1, server, "news"), channel(server + 2, server, "other"),
                         {**channel(server + 3, server, "questions", kind=15), "available_tags": [],
                          "flags": 0}],
            "verification_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0,
            "mfa_level": 0, "system_channel_flags": 0, "premium_tier": 0, "preferred_locale": "en-US",
            "nsfw_level": 0, "afk_timeout": 300, "large": False, "unavailable": False,
            "premium_progress_bar_enabled": False, "soundboard_sounds": [],
        }  # fmt: skip

    def ready(self, session: str, shard: list[int], servers: list[int]) -> dict[str, Any]:
        """The READY data."""
        return {
            "v": 10, "user": BOT_USER, "session_id": session, "shard": shard,
            "resume_gateway_url": f"ws://127.0.0.1:{self.port}/gw",
            "guilds": [{"id": str(s), "unavailable": True} for s in servers],
            "application": {"id": str(APPLICATION), "flags": 0}, "private_channels": [],
        }  # fmt: skip

    def application(self) -> web.Application:
        """The routes; whatever is not among them is a 404, as on Discord."""
        app = web.Application(middlewares=[self._watch], client_max_size=32 << 20)
        api = "/api/v10"
        route = app.router.add_route
        route("GET", "/gw", self.gateway.connect)
        route("GET", "/gw/", self.gateway.connect)
        route("GET", f"{api}/users/@me", self._me)
        route("GET", f"{api}/oauth2/applications/@me", self._application)
        route("GET", f"{api}/gateway/bot", self._gateway)
        route("PUT", f"{api}/applications/{{app}}/commands", self._sync)
        route("POST", f"{api}/interactions/{{id}}/{{token}}/callback", self._acknowledged)
        route("PATCH", f"{api}/webhooks/{{app}}/{{token}}/messages/@original", self._edit)
        route("GET", f"{api}/webhooks/{{app}}/{{token}}/messages/@original", self._original)
        route("DELETE", f"{api}/webhooks/{{app}}/{{token}}/messages/@original", self._deleted)
        route("POST", f"{api}/webhooks/{{app}}/{{token}}", self._followup)
        route("POST", f"{api}/channels/{{channel}}/messages", self._posted)
        route("GET", f"{api}/channels/{{channel}}/messages", self._history)
        route("PATCH", f"{api}/channels/{{channel}}/messages/{{message}}", self._rewritten)
        route("POST", f"{api}/channels/{{channel}}/typing", self._typing)
        route("POST", f"{api}/channels/{{channel}}/messages/{{message}}/threads", self._thread)
        route("POST", f"{api}/channels/{{channel}}/threads", self._thread)
        reactions = f"{api}/channels/{{channel}}/messages/{{message}}/reactions"
        route("PUT", f"{reactions}/{{emoji}}/@me", self._reaction)
        route("GET", f"{api}/guilds/{{server}}/audit-logs", self._audit_log)
        route("POST", f"{api}/users/@me/channels", self._direct)
        route("GET", "/files/{name}", self._file)
        self.attachments: dict[str, bytes] = {}
        return app

    @web.middleware
    async def _watch(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if "/gw" in request.path or request.path.startswith("/files"):
            return await handler(request)
        self.requests.append((request.method, request.path))
        fault = self.fault(request.method, request.path) if self.fault is not None else None
        if isinstance(fault, Awaitable):
            fault = await fault
        if fault is not None:
            return fault
        needs_token = "/webhooks/" not in request.path and "/interactions/" not in request.path
        if needs_token and request.headers.get("Authorization") != f"Bot {self.token}":
            return reply({"message": "401: Unauthorized", "code": 0}, 401)
        return await handler(request)

    def _refuse(self, request: web.Request, status: int, code: int, why: Any) -> web.Response:
        self.rejected.append((request.method, request.path, why))
        return reply({"message": str(why), "code": code}, status)

    async def _me(self, _: web.Request) -> web.Response:
        return reply(BOT_USER)

    async def _application(self, _: web.Request) -> web.Response:
        return reply({
            "id": str(APPLICATION), "name": "Dateline", "description": "", "icon": None, "bot_public": True,
            "bot_require_code_grant": False, "verify_key": "0" * 64, "flags": 0, "team": None,
            "owner": {"id": "1", "username": "owner", "discriminator": "0", "avatar": None},
        })  # fmt: skip

    async def _gateway(self, _: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 999, "reset_after": 1, "max_concurrency": 1}
        url = f"ws://127.0.0.1:{self.port}/gw"
        return reply({"url": url, "shards": 1, "session_start_limit": limit})

    async def _sync(self, request: web.Request) -> web.Response:
        found = await request.json()
        if complaints := rules.commands(found):
            return self._refuse(request, 400, 50035, complaints)
        self.syncs += 1
        self.registered += 1
        self.commands = [
            {
                "description": "",
                **c,
                "id": str(self.new_id()),
                "application_id": str(APPLICATION),
                "version": "1",
            }
            for c in found
        ]
        return reply(self.commands)

    async def _acknowledged(self, request: web.Request) -> web.StreamResponse:
        return await (self.callback or self._callback)(request)

    async def _callback(self, request: web.Request) -> web.Response:
        talk = self.talks.get(request.match_info["token"])
        if talk is None or time.monotonic() - talk.born > ACKNOWLEDGE_SECONDS:
            return self._refuse(request, 404, 10062, "Unknown interaction")
        if talk.acknowledged is not None:
            return self._refuse(request, 400, 40060, "Interaction has already been acknowledged.")
        body, files = await read(request)
        kind, data = body["type"], body.get("data") or {}
        if complaints := self._answer_complaints(talk, kind, data, frozenset(files)):
            return self._refuse(request, 400, 50035, complaints)
        talk.acknowledged, talk.acknowledged_after = kind, time.monotonic() - talk.born
        talk.files |= files
        answer: dict[str, Any] = {"interaction": {"id": str(talk.id), "type": talk.type}}
        if kind in (4, 5):
            talk.ephemeral = bool(data.get("flags", 0) & rules.EPHEMERAL)
            talk.deferred = kind == 5
            talk.original = self._message(
                talk.channel, data if kind == 4 else {}, talk.server, talk.ephemeral
            )
            answer["interaction"] |= {"response_message_id": talk.original["id"]}
            answer["resource"] = {"type": kind, "message": talk.original}
            if kind == 4:
                self._taken(data, talk)
        elif kind in (6, 7):
            talk.original, talk.deferred = talk.message, kind == 6
            talk.ephemeral = bool(talk.message and talk.message["flags"] & rules.EPHEMERAL)
            if kind == 7:
                talk.original = self._message(
                    talk.channel, data, talk.server, talk.ephemeral, talk.message["id"]
                )
                self._taken(data, talk)
        elif kind == 8:
            talk.choices = data.get("choices", [])
        elif kind == 9:
            talk.form = data
        talk.changed.set()
        return reply(answer)

    def _answer_complaints(
        self, talk: Talk, kind: int, data: dict[str, Any], files: frozenset[str]
    ) -> list[str]:
        allowed = {2: {4, 5, 9}, 3: {4, 5, 6, 7, 9}, 4: {8}, 5: {4, 5, 6, 7}}[talk.type]
        if kind not in allowed:
            return [f"type {kind} does not answer an interaction of type {talk.type}"]
        if kind == 8:
            return rules.choices(data.get("choices", []))
        if kind == 9:
            return rules.modal(data)
        if kind == 5:
            flags = data.get("flags", 0)
            return [f"flags {flags} on a deferred response"] if flags & ~rules.EPHEMERAL else []
        return rules.message(data, files=files) if kind in (4, 7) else []

    def _taken(self, payload: dict[str, Any], talk: Talk | None = None) -> None:
        self.raw.append(payload)
        self.pings += rules.pings(payload)
        if talk is not None:
            talk.answered_after = time.monotonic() - talk.born
            talk.changed.set()
        self.posted.set()

    def _token(self, request: web.Request) -> Talk | web.Response:
        talk = self.talks.get(request.match_info["token"])
        if talk is None or time.monotonic() - talk.born > 900:
            return self._refuse(request, 401, 50027, "Invalid Webhook Token")
        if talk.acknowledged is None:
            return self._refuse(request, 404, 10015, "Unknown Webhook")
        return talk

    async def _edit(self, request: web.Request) -> web.Response:
        talk = self._token(request)
        if isinstance(talk, web.Response):
            return talk
        if talk.original is None:
            return self._refuse(request, 404, 10008, "Unknown Message")
        payload, files = await read(request)
        was_v2 = bool(talk.original["flags"] & rules.V2)
        if complaints := rules.message(payload, files=frozenset(files), v2=was_v2):
            return self._refuse(request, 400, 50035, complaints)
        talk.files |= files
        talk.edits += 1
        old = talk.original
        talk.original = self._message(talk.channel, payload, talk.server, talk.ephemeral, old["id"])
        self._taken(payload, talk)
        return reply(talk.original)

    async def _original(self, request: web.Request) -> web.Response:
        talk = self._token(request)
        return talk if isinstance(talk, web.Response) else reply(talk.original)

    async def _deleted(self, request: web.Request) -> web.Response:
        talk = self._token(request)
        if isinstance(talk, web.Response):
            return talk
        if talk.original is None:
            return self._refuse(request, 404, 10008, "Unknown Message")
        self.messages.pop(int(talk.original["id"]), None)
        talk.original = None
        return web.Response(status=204)

    async def _followup(self, request: web.Request) -> web.Response:
        talk = self._token(request)
        if isinstance(talk, web.Response):
            return talk
        payload, files = await read(request)
        if complaints := rules.message(payload, files=frozenset(files)):
            return self._refuse(request, 400, 50035, complaints)
        # The first follow-up of a deferred response takes its place, as on Discord.
        ephemeral = bool(payload.get("flags", 0) & rules.EPHEMERAL)
        made = self._message(talk.channel, payload, talk.server, ephemeral)
        talk.followups.append(made)
        self._taken(payload, talk)
        return reply(made)

    async def _posted(self, request: web.Request) -> web.StreamResponse:
        if self.limits is None:
            return await (self.post or self._post)(request)
        channel = request.match_info["channel"]
        if wait := self.limits.wait(channel):
            return too_many(wait, reply)
        response = await (self.post or self._post)(request)
        response.headers.update(self.limits.headers(channel))
        return response

    async def _post(self, request: web.Request) -> web.Response:
        payload, files = await read(request)
        if complaints := rules.message(payload, files=frozenset(files)):
            return self._refuse(request, 400, 50035, complaints)
        where = int(request.match_info["channel"])
        server = next((s for s in self.servers if where in (s + 1, s + 2)), 0)
        reference = payload.get("message_reference")
        if reference and int(reference["message_id"]) not in self.messages:
            return self._refuse(request, 400, 50035, "message_reference: Unknown message")
        nonce = payload.get("nonce") if payload.get("enforce_nonce") else None
        at, known = self.nonces.get(str(nonce), (0.0, {}))
        if known and self.now() - at < NONCE_SECONDS:
            return reply(known)
        made = self._message(where, payload, server, False)
        if reference:
            self.replies.setdefault(int(reference["message_id"]), []).append((time.monotonic(), made))
        if nonce is not None:
            self.nonces[nonce] = self.now(), made
        self._taken(payload)
        return reply(made)

    async def _history(self, request: web.Request) -> web.Response:
        """The latest before a message, or the first after one; the newest of them first."""
        where, asked = request.match_info["channel"], request.query
        if not 1 <= (limit := int(asked.get("limit", "50"))) <= 100:
            return self._refuse(request, 400, 50035, "limit: int value should be between 1 and 100.")
        first, last = int(asked.get("after", "0")), int(asked.get("before", str(1 << 63)))
        found = sorted(
            ident
            for ident, one in self.messages.items()
            if one["channel_id"] == where and first < ident < last and not one["flags"] & rules.EPHEMERAL
        )
        found = found[:limit] if "after" in asked else found[-limit:]
        return reply([self.messages[ident] for ident in reversed(found)])

    async def _rewritten(self, request: web.Request) -> web.Response:
        """A message of the bot's own is put right; what one person alone sees is nobody's to change so."""
        old = self.messages.get(int(request.match_info["message"]))
        if old is None or old["author"] != BOT_USER or old["flags"] & rules.EPHEMERAL:
            return self._refuse(request, 404, 10008, "Unknown Message")
        payload, files = await read(request)
        was_v2 = bool(old["flags"] & rules.V2)
        if complaints := rules.message(payload, files=frozenset(files), v2=was_v2):
            return self._refuse(request, 400, 50035, complaints)
        server = int(old.get("guild_id", 0))
        made = self._message(
            int(old["channel_id"]), {"flags": old["flags"], **payload}, server, False, old["id"]
        )
        self._taken(payload)
        return reply(made)

    async def _audit_log(self, _: web.Request) -> web.Response:
        found: dict[str, list[dict[str, Any]]] = {
            "audit_log_entries": [], "users": [], "webhooks": [], "integrations": [], "threads": [],
            "application_commands": [], "auto_moderation_rules": [], "guild_scheduled_events": [],
        }  # fmt: skip
        if self.inviter is not None:
            person = {"id": str(self.inviter), "username": "inviter", "discriminator": "0", "avatar": None,
                      "global_name": None}  # fmt: skip
            found["users"] = [person, BOT_USER]
            found["audit_log_entries"] = [
                {"id": str(self.new_id()), "action_type": 28, "user_id": str(self.inviter),
                 "target_id": str(APPLICATION), "changes": []}
            ]  # fmt: skip
        return reply(found)

    async def _direct(self, request: web.Request) -> web.Response:
        wanted = int((await request.json())["recipient_id"])
        if self.shy:
            return self._refuse(request, 403, 50007, "Cannot send messages to this user")
        person = {"id": str(wanted), "username": "inviter", "discriminator": "0", "avatar": None,
                  "global_name": None}  # fmt: skip
        return reply({"id": str(wanted + 1), "type": 1, "recipients": [person], "last_message_id": None})

    async def _typing(self, _: web.Request) -> web.Response:
        return web.Response(status=204)

    async def _thread(self, request: web.Request) -> web.Response:
        payload = await request.json()
        if not 1 <= rules.units(payload.get("name") or "") <= 100:
            return self._refuse(request, 400, 50035, "name: Must be between 1 and 100 in length.")
        where = int(request.match_info["channel"])
        server = next((s for s in self.servers if where in (s + 1, s + 2)), 0)
        made = channel(
            int(request.match_info.get("message") or self.new_id()), server, payload["name"], kind=11
        )
        made |= {
            "parent_id": str(where), "owner_id": str(APPLICATION), "message_count": 0, "member_count": 1,
            "thread_metadata": {"archived": False, "auto_archive_duration": 1440, "locked": False,
                                "archive_timestamp": "2024-01-01T00:00:00+00:00"},
        }  # fmt: skip
        self.threads.append(made)
        return reply(made, 201)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if name not in self.endless:
            return web.Response(body=self.attachments[name])
        response = web.StreamResponse()
        await response.prepare(request)
        with suppress(ConnectionError):
            while self.file_bytes < 300 << 20:
                await response.write(b"x" * (1 << 16))
                self.file_bytes += 1 << 16
        return response

    async def _reaction(self, request: web.Request) -> web.Response:
        self.reactions.append((int(request.match_info["message"]), request.match_info["emoji"]))
        return web.Response(status=204)

    def sent(self, where: int, payload: dict[str, Any], server: int) -> dict[str, Any]:
        """A message of the bot that one person alone sees."""
        return self._message(where, {"flags": rules.V2, **payload}, server, True)

    def _message(
        self, where: int, payload: dict[str, Any], server: int, ephemeral: bool, ident: str | None = None
    ) -> dict[str, Any]:
        flags = payload.get("flags", 0) | (rules.EPHEMERAL if ephemeral else 0)
        made = {
            "id": ident or str(self.new_id()), "channel_id": str(where), "author": BOT_USER,
            "content": payload.get("content") or "", "timestamp": "2024-01-01T00:00:00+00:00",
            "edited_timestamp": None, "tts": False, "mention_everyone": False, "mentions": [],
            "mention_roles": [], "attachments": [], "embeds": payload.get("embeds") or [], "pinned": False,
            "type": 0, "flags": flags, "components": numbered(payload.get("components") or []),
        }  # fmt: skip
        if server:
            made["guild_id"] = str(server)
        self.messages[int(made["id"])] = made
        return made


def numbered(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Components as Discord sends them back: with ids, where they had none, and media as it lies now."""
    copied = json.loads(json.dumps(components))
    for number, one in enumerate(rules.walk(copied), start=1):
        one.setdefault("id", number)
        for item in one.get("items") or ():
            item["media"] |= {"proxy_url": item["media"]["url"], "height": 1, "width": 1, "content_type": ""}
    return copied


def channel(ident: int, server: int, name: str, *, kind: int = 0) -> dict[str, Any]:
    """A channel's data."""
    return {
        "id": str(ident), "type": kind, "guild_id": str(server), "name": name, "position": 0,
        "permission_overwrites": [], "topic": None, "nsfw": False, "last_message_id": None,
        "rate_limit_per_user": 0, "parent_id": None,
    }  # fmt: skip


def reply(data: Any, status: int = 200, **headers: str) -> web.Response:
    """JSON with exactly the content type that discord.py compares with."""
    body = json.dumps(data).encode()
    return web.Response(body=body, status=status, headers={"Content-Type": "application/json", **headers})


async def read(request: web.Request) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The payload with the files sent along, by name."""
    if not request.content_type.startswith("multipart/"):
        return await request.json(), {}
    payload: dict[str, Any] = {}
    files: dict[str, bytes] = {}
    async for part in await request.multipart():
        body = bytes(await part.read())
        if part.name == "payload_json":
            payload = json.loads(body)
        else:
            files[part.filename] = body
    return payload, files


@asynccontextmanager
async def loopback(*servers: tuple[str, int]) -> Any:
    """A running World; the real client finds it by its two addresses, which are restored afterwards."""
    world = World()
    for name, seed in servers or (("Harbour Town", 11),):
        world.add_server(name, seed=seed)
    runner = web.AppRunner(world.application(), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    world.port = runner.addresses[0][1]
    base, gateway = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    discord.http.Route.BASE = f"http://127.0.0.1:{world.port}/api/v10"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://127.0.0.1:{world.port}/gw")
    try:
        yield world
    finally:
        discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = base, gateway
        await world.gateway.cut(1000)
        await runner.cleanup()
