"""What the next page tells was done: in a cookie of its own, without a session."""

from typing import Any

from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponseBase

KEPT = 5


class LastFew(CookieStorage):
    """Keeps the last ones. Acts sent one after the other without a page between pile them up."""

    def _store(
        self, messages: list[Message], response: HttpResponseBase, *given: Any, **named: Any
    ) -> list[Message]:
        kept: list[Message] = super()._store(  # type: ignore[misc]
            messages[-KEPT:], response, *given, **named
        )
        return kept
