"""What every answer carries: limits of a session, and headers that keep a browser strict."""

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponseBase

from motcua.doors.entrance import keeping
from motcua.kit import clock
from motcua.registers.people.rules import SEEN_EVERY, is_session_over

_Next = Callable[[HttpRequest], HttpResponseBase]
_BEGAN, _SEEN = "logged_in_at", "seen_at"


class SessionLimits:
    """Ends a session that slept or lived too long; a form on its way is kept for its officer."""

    def __init__(self, get_response: _Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the request, within the session or after it."""
        if auth.SESSION_KEY in request.session:
            self._watch(request, clock.now())
        return self.get_response(request)

    def _watch(self, request: HttpRequest, now: datetime) -> None:
        stamp = int(now.timestamp())
        began = request.session.setdefault(_BEGAN, stamp)
        seen = request.session.setdefault(_SEEN, stamp)
        if is_session_over(_instant(began), _instant(seen), now):
            officer_id = int(request.session[auth.SESSION_KEY])
            auth.logout(request)
            if request.method == "POST":
                keeping.keep(request, officer_id)
        elif now - _instant(seen) >= SEEN_EVERY:
            request.session[_SEEN] = stamp


class StrictHeaders:
    """Allows a page nothing but our own files, and caches nothing an officer saw."""

    def __init__(self, get_response: _Next) -> None:
        self.get_response = get_response
        live = urlsplit(getattr(settings, "MOTCUA_LIVE_URL", ""))
        events = f" {live.scheme}://{live.netloc}" if live.netloc else ""
        self.content = (
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
            f"img-src 'self' data:; connect-src 'self'{events}; manifest-src 'self'; "
            "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
        )

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the request and dress the answer."""
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", self.content)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        session = getattr(request, "session", None)
        if session is not None and auth.SESSION_KEY in session:
            response.setdefault("Cache-Control", "no-store")
        return response


def _instant(stamp: int) -> datetime:
    return datetime.fromtimestamp(stamp, UTC)
