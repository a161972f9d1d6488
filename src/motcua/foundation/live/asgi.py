"""The live process: `/live/<channel>?token=…` answers with server-sent events.

One small ASGI application, without Django's request cycle: a connection costs a mailbox, no thread
and no database. Run by uvicorn as `motcua.foundation.live.asgi:application`.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

import django
from django.conf import settings

from motcua.foundation.live.hub import Hub
from motcua.foundation.live.rules import KEEP_ALIVE, READY, is_channel
from motcua.foundation.live.tokens import may_hear

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

PREFIX = "/live/"
KEEP_ALIVE_SECONDS = 20.0


class Live:
    """The application: one hub for the life of the process."""

    def __init__(self) -> None:
        self.hub = Hub()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve one connection, or the life span of the process."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        listening = asyncio.create_task(self.hub.listen())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["path"] == "/livez":
            await _plain(send, 200)
            return
        channel = scope["path"].removeprefix(PREFIX)
        token = parse_qs(scope["query_string"].decode("ascii", "replace")).get("token", [""])[0]
        is_asked = scope["method"] == "GET" and scope["path"].startswith(PREFIX)
        if not (is_asked and is_channel(channel) and may_hear(channel, token)):
            await _plain(send, 404)
            return
        await self._stream(channel, receive, send)

    async def _stream(self, channel: str, receive: Receive, send: Send) -> None:
        box = self.hub.join(channel)
        gone = asyncio.create_task(_until_gone(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _headers()})
            event = READY
            while not gone.done():
                await send({"type": "http.response.body", "body": event, "more_body": True})
                event = await _next(box, gone)
        finally:
            gone.cancel()
            self.hub.leave(channel, box)


async def _next(box: "asyncio.Queue[bytes]", gone: "asyncio.Task[None]") -> bytes:
    """The next event, or a sign of life when none comes; early when the screen is gone."""
    mail = asyncio.ensure_future(box.get())
    await asyncio.wait(
        {mail, gone}, timeout=KEEP_ALIVE_SECONDS, return_when=asyncio.FIRST_COMPLETED
    )
    if mail.done():
        return mail.result()
    mail.cancel()
    return KEEP_ALIVE


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _plain(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": _headers()})
    await send({"type": "http.response.body", "body": b""})


def _headers() -> list[tuple[bytes, bytes]]:
    """Pages come from the public address; the token, not a cookie, is the right to listen."""
    return [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        (b"access-control-allow-origin", settings.MOTCUA_PUBLIC_URL.encode()),
    ]


django.setup()
application = Live()
