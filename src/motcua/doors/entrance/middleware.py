"""Limits of a session, and what a browser may keep of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.contrib import auth
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from motcua.doors.entrance import keeping
from motcua.doors.entrance.sessions import officer_of
from motcua.kit import clock
from motcua.registers.people.rules import SEEN_EVERY, is_session_over

_Next = Callable[[HttpRequest], HttpResponseBase]
_BEGAN, _SEEN = "logged_in_at", "seen_at"


class Visitors:
    """Says who asks: `request.user`, looked at when somebody wants to know."""

    def __init__(self, get_response: _Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the request with its visitor."""
        visitor: Any = SimpleLazyObject(lambda: officer_of(request))
        request.user = visitor
        return self.get_response(request)


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


class PrivateAnswers:
    """Lets no browser keep what an officer saw, nor reach for camera, microphone or place."""

    def __init__(self, get_response: _Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the request and dress the answer."""
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        session = getattr(request, "session", None)
        if session is not None and auth.SESSION_KEY in session:
            response.setdefault("Cache-Control", "no-store")
        return response


def _instant(stamp: int) -> datetime:
    return datetime.fromtimestamp(stamp, UTC)
