"""gunicorn's threads, for clients that are slow, silent or gone.

Its loop, which accepts for all threads of a process, says goodbye to each client and then waits,
up to two seconds, for the client to hang up as well: meanwhile nobody else is let in. It gives a
thread to whoever connects, and the thread waits five seconds for the first byte and for ever for
the others: eight half requests were the end of all pages.
"""

import errno
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn import util
from gunicorn.workers.gthread import ThreadWorker

PATIENCE, AT_FIRST, LEAST_BYTES_A_SECOND = 20.0, 5.0, 1_000
"""Seconds that a client may let wait in all; what goes through earns some again."""
_REST_SECONDS, _REST_BYTES = 2, 8_000_000


class Line(socket.socket):
    """A client's connection: whoever lets wait too long is taken for gone, however he drips."""

    left = AT_FIRST

    def has_spoken(self) -> bool:
        """Look without waiting; who has hung up already has said all he will."""
        self.setblocking(False)
        try:
            super().recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True

    def recv(self, size: int, flags: int = 0) -> bytes:
        """Read what comes. Raises TimeoutError."""
        before = self.gettimeout()
        try:
            with self._counted(within=before) as passed:
                data = super().recv(size, flags)
                passed.append(len(data))
        finally:
            self.settimeout(before)
        return data

    def sendall(self, data: Any, flags: int = 0) -> None:
        """Send everything, each part within the patience left. Raises TimeoutError."""
        rest = memoryview(data)
        while rest:
            with self._counted() as passed:
                passed.append(self.send(rest, flags))
            rest = rest[passed[0] :]

    def sendfile(self, file: Any, offset: int = 0, count: int | None = None) -> int:
        """Send a file; its parts may wait as long as anything."""
        self.settimeout(PATIENCE)
        return super().sendfile(file, offset, count)

    @contextmanager
    def _counted(self, within: float | None = None) -> Iterator[list[int]]:
        """Take the time of what is done in it off the patience, add what the bytes earned."""
        began, passed = time.monotonic(), list[int]()
        try:
            self.settimeout(min(self.left, within or self.left))
            yield passed
        except (TimeoutError, BlockingIOError) as slow:  # as of one who hung up: no more words
            raise TimeoutError(errno.ECONNRESET, "too slow") from slow
        finally:
            earned = sum(passed) / LEAST_BYTES_A_SECOND
            self.left = max(0.0, min(PATIENCE, self.left - (time.monotonic() - began) + earned))


class Threads(ThreadWorker):  # type: ignore[misc]
    """Gives a thread to whoever speaks, and leaves the loop nothing to wait for."""

    def enqueue_req(self, conn: Any) -> None:
        """Let the loop listen to a new client; browsers connect before they know what to ask."""
        if isinstance(conn.sock, Line):
            super().enqueue_req(conn)
            return
        given = conn.sock
        conn.sock = Line(given.family, given.type, given.proto, given.detach())
        conn.timeout = time.monotonic() + PATIENCE
        if conn.sock.has_spoken():
            conn.data_ready = True
            super().enqueue_req(conn)
            return
        self.pending_conns.append(conn)
        begins = partial(self.on_pending_socket_readable, conn)
        self.poller.register(conn.sock, EVENT_READ, begins)

    def _cap_keepalive(self, deadline: float) -> None:
        """Let a process that is being replaced wait for the silent no longer than for the kept."""
        super()._cap_keepalive(deadline)
        for conn in self.pending_conns:
            conn.timeout = min(conn.timeout, deadline)

    def handle(self, conn: Any) -> Any:
        """Serve one request. Closed over unread bytes, the answer could be lost on its way."""
        kept = super().handle(conn)
        if kept is False:
            finish = getattr(conn.parser, "finish_body", None)
            if finish is not None:
                finish(deadline=time.monotonic() + _REST_SECONDS, max_bytes=_REST_BYTES)
            conn.close = lambda graceful=False: util.close(conn.sock)
        return kept
