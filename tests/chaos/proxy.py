"""A socket between the service and its database that can be cut, and mended again."""

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

_NAME = ".s.PGSQL.5432"


class Proxy:
    """Passes bytes between `folder` (for the service) and `target` (the server's own socket)."""

    def __init__(self, folder: Path, target: Path) -> None:
        self.here, self.there = folder / _NAME, target / _NAME
        self.loop = asyncio.new_event_loop()
        self.lines: set[asyncio.StreamWriter] = set()
        self.server: asyncio.Server | None = None
        threading.Thread(target=self.loop.run_forever, daemon=True).start()

    def mend(self) -> None:
        """Let connections through."""
        self._do(self._mend())

    def cut(self) -> None:
        """End every connection and take no new one."""
        self._do(self._cut())

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self.loop).result(30)

    async def _mend(self) -> None:
        self.server = await asyncio.start_unix_server(self._pass, self.here)

    async def _cut(self) -> None:
        if self.server:
            self.server.close()
        self.here.unlink(missing_ok=True)
        for line in [*self.lines]:
            line.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_unix_connection(self.there)
        both = (_pour(reader, far_writer), _pour(far_reader, writer))
        self.lines |= {writer, far_writer}
        await asyncio.gather(*both)
        self.lines -= {writer, far_writer}


async def _pour(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await source.read(65536):
            target.write(piece)
            await target.drain()
    target.close()
