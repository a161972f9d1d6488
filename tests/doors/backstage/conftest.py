"""Administrators in a browser's hands."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Browser, Page

from motcua.registers.organisation.rules import Role
from tests.cast import Cast
from tests.doors.desk.serving import serving

Seat = Callable[..., Any]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Use the installed Chromium.

    Its loop runs in this thread until the session ends; the tests' queries beside it are meant.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    args = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
    return {"executable_path": "/usr/bin/chromium", "args": args}


@pytest.fixture
def seat(transactional_db: None, cast: Cast, browser: Browser) -> Iterator[Seat]:
    """Sit an officer down at a screen with the product served to it."""
    with serving() as address:

        @contextmanager
        def sit(role: Role, **looks: Any) -> Iterator[Page]:
            client = cast.client(role)
            name = django_settings.SESSION_COOKIE_NAME
            asked = {"locale": "vi-VN", "viewport": {"width": 1366, "height": 768}, **looks}
            context = browser.new_context(base_url=address, **asked)
            cookie = {"name": name, "value": client.cookies[name].value, "url": address}
            context.add_cookies([cookie])  # type: ignore[list-item]
            yield context.new_page()
            context.close()

        yield sit
