"""The outermost middleware: request id, access line without query string, figures."""

import logging
import re
import time
from collections.abc import Callable
from secrets import token_hex

from django.http import HttpRequest, HttpResponseBase

from motcua.project import figures
from motcua.project.logs import REQUEST_ID

_log = logging.getLogger("motcua.access")
_FOREIGN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class Watch:
    """Gives every request an id, keeps it in the logs and the answer, and writes what it cost.

    The line names the route, not the address: an address may carry a dossier code.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the request between two readings of the clock."""
        given = request.headers.get("X-Request-Id", "")
        name = given if _FOREIGN_ID.fullmatch(given) else token_hex(8)
        token = REQUEST_ID.set(name)
        began, cpu = time.perf_counter(), time.thread_time()
        try:
            response = self.get_response(request)
            seconds = time.perf_counter() - began
            route = _route(request)
            figures.served(request.method or "", route, response.status_code, seconds)
            _log.info(
                "%s %s %s",
                request.method,
                route,
                response.status_code,
                extra={"facts": {"ms": round(seconds * 1000, 1), "cpu_ms": _since(cpu)}},
            )
        finally:
            REQUEST_ID.reset(token)
        response["X-Request-Id"] = name
        return response


def _since(cpu: float) -> float:
    return round((time.thread_time() - cpu) * 1000, 1)


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    return "unmatched" if match is None else f"/{match.route}"
