"""The hub: one LISTEN connection, fanned out in memory to every screen."""

import asyncio
import logging
from collections import defaultdict

import psycopg
from django.db import connections

from motcua.foundation.live.actions import PG_CHANNEL
from motcua.foundation.live.rules import REFETCH, parse

logger = logging.getLogger(__name__)

QUEUE = 32
RETRY_SECONDS = 0.5
MAX_RETRY_SECONDS = 10.0
WANTED = (
    "dbname", "user", "password", "host", "port", "connect_timeout",
    "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout",
)  # fmt: skip

Mailbox = asyncio.Queue[bytes]


class Hub:
    """Who hears what. A screen that lags more than QUEUE events behind is told to fetch anew."""

    def __init__(self) -> None:
        self._boxes: dict[str, set[Mailbox]] = defaultdict(set)

    def join(self, channel: str) -> Mailbox:
        """Open a mailbox on the channel."""
        box: Mailbox = asyncio.Queue(QUEUE)
        self._boxes[channel].add(box)
        return box

    def leave(self, channel: str, box: Mailbox) -> None:
        """Close the mailbox."""
        self._boxes[channel].discard(box)
        if not self._boxes[channel]:
            del self._boxes[channel]

    async def listen(self) -> None:
        """Pass on notifications for ever; after a break every screen fetches anew."""
        wait = RETRY_SECONDS
        while True:
            try:
                async with await self._connect() as listener:
                    await listener.execute(f"LISTEN {PG_CHANNEL}")
                    wait = RETRY_SECONDS
                    self._tell_all(REFETCH)
                    async for notice in listener.notifies():
                        self._pass_on(notice.payload)
            except psycopg.Error as problem:
                logger.warning("live: the listener lost its connection: %s", type(problem).__name__)
            await asyncio.sleep(wait)
            wait = min(2 * wait, MAX_RETRY_SECONDS)

    async def _connect(self) -> "psycopg.AsyncConnection[tuple[object, ...]]":
        parameters = connections["default"].get_connection_params()
        address = {name: parameters[name] for name in WANTED if parameters.get(name)}
        return await psycopg.AsyncConnection.connect(**address, autocommit=True)

    def _pass_on(self, payload: str) -> None:
        channel, event = parse(payload)
        for box in self._boxes.get(channel, ()):
            _put(box, event)

    def _tell_all(self, event: bytes) -> None:
        for boxes in self._boxes.values():
            for box in boxes:
                _put(box, event)


def _put(box: Mailbox, event: bytes) -> None:
    if box.full():
        while not box.empty():
            box.get_nowait()
        event = REFETCH
    box.put_nowait(event)
