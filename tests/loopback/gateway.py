"""The gateway of the loopback Discord: hello, identify, heartbeat, resume, and events in order."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import WSMsgType, web


class Session:
    """What a client may resume."""

    def __init__(self, name: str, shard: list[int]) -> None:
        self.name = name
        self.shard = shard
        self.sent: list[dict[str, Any]] = []
        self.socket: web.WebSocketResponse | None = None

    async def event(self, name: str, data: dict[str, Any]) -> None:
        """Number the event, keep it for a resume, and send it when somebody is connected."""
        packet = {"op": 0, "t": name, "s": len(self.sent) + 1, "d": data}
        self.sent.append(packet)
        await self.send(packet)

    async def send(self, packet: dict[str, Any]) -> None:
        """A frame, unless nobody is connected."""
        if self.socket is not None and not self.socket.closed:
            await self.socket.send_str(json.dumps(packet))


class Gateway:
    """``ready`` gives the READY event's data; servers are announced by ``servers``."""

    def __init__(self, world: Any) -> None:
        self.world = world
        self.sessions: dict[str, Session] = {}
        self.identifies: list[dict[str, Any]] = []
        self.resumes = 0
        self.heartbeats = 0
        self.refuse: int | None = None
        """A close code with which every connection is refused."""
        self.closed = False

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """One connection, from hello to its end."""
        if self.closed:
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str(json.dumps({"op": 10, "d": {"heartbeat_interval": 41250}}))
        if self.refuse is not None:
            await socket.close(code=self.refuse)
            return socket
        async for frame in socket:
            if frame.type in (WSMsgType.TEXT, WSMsgType.BINARY):
                await self._receive(socket, json.loads(frame.data))
        return socket

    async def _receive(self, socket: web.WebSocketResponse, packet: dict[str, Any]) -> None:
        match packet["op"]:
            case 1:
                self.heartbeats += 1
                await socket.send_str('{"op": 11}')
            case 2:
                await self._identify(socket, packet["d"])
            case 6:
                await self._resume(socket, packet["d"])

    async def _identify(self, socket: web.WebSocketResponse, data: dict[str, Any]) -> None:
        self.identifies.append(data)
        if data["token"] != self.world.token:
            await socket.close(code=4004)
            return
        shard = data.get("shard", [0, 1])
        session = Session(f"session-{len(self.sessions) + 1}", shard)
        self.sessions[session.name] = session
        session.socket = socket
        mine = [s for s in self.world.servers if (s >> 22) % shard[1] == shard[0]]
        await session.event("READY", self.world.ready(session.name, shard, mine))
        for server in mine:
            await session.event("GUILD_CREATE", self.world.server(server))

    async def _resume(self, socket: web.WebSocketResponse, data: dict[str, Any]) -> None:
        session = self.sessions.get(data["session_id"])
        if session is None or data["token"] != self.world.token:
            await socket.send_str('{"op": 9, "d": false}')
            return
        self.resumes += 1
        session.socket = socket
        for packet in session.sent[data["seq"] :]:
            await session.send(packet)
        await session.event("RESUMED", {})

    async def event(self, name: str, data: dict[str, Any], *, server: int = 0) -> None:
        """To the session that looks after the server; direct messages go to the first shard."""
        latest: dict[int, Session] = {}
        for session in self.sessions.values():
            latest[session.shard[0]] = session
        for session in latest.values():
            if (server >> 22) % session.shard[1] == session.shard[0]:
                await session.event(name, data)

    async def cut(self, code: int = 4000) -> None:
        """Close all connections; sessions may be resumed."""
        for session in self.sessions.values():
            if session.socket is not None and not session.socket.closed:
                socket, session.socket = session.socket, None
                await socket.close(code=code)
