"""gunicorn's threads, hanging up by themselves.

Its loop, which accepts for all threads of a process, says goodbye to each client and then waits,
up to two seconds, for the client to hang up as well: meanwhile nobody else is let in.
"""

import time
from typing import Any

from gunicorn import util
from gunicorn.workers.gthread import ThreadWorker

_REST_SECONDS, _REST_BYTES = 2, 8_000_000


class Threads(ThreadWorker):  # type: ignore[misc]
    """Reads in its thread what a client still sends, and leaves the loop nothing to wait for."""

    def handle(self, conn: Any) -> Any:
        """Serve one request. Closed over unread bytes, the answer could be lost on its way."""
        kept = super().handle(conn)
        if kept is False:
            finish = getattr(conn.parser, "finish_body", None)
            if finish is not None:
                finish(deadline=time.monotonic() + _REST_SECONDS, max_bytes=_REST_BYTES)
            conn.close = lambda graceful=False: util.close(conn.sock)
        return kept
