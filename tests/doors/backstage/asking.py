"""Sending a form as a browser does: with a key of its own."""

from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client


def post(client: Client, path: str, **typed: Any) -> HttpResponse:
    """Post a form once."""
    sent: Any = client.post(path, {"idempotency_key": str(uuid4()), **typed})
    return sent  # type: ignore[no-any-return]


def text_of(response: HttpResponse) -> str:
    """Return the page."""
    return response.content.decode()
