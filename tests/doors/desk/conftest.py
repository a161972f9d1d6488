"""The desk of casework in a browser's hands."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.desk import desk as desk
from tests.doors.desk.serving import serving


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Use the installed Chromium.

    Its loop runs in this thread until the session ends; the tests' queries beside it are meant.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    args = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
    return {"executable_path": "/usr/bin/chromium", "args": args}


@pytest.fixture
def counter(transactional_db: None, desk: Desk, browser: Browser) -> Iterator[Page]:
    """Sit a reception officer down at a screen of 1366×768 with the product served to it."""
    client = desk.cast.client(Role.RECEPTION_OFFICER)
    name = settings.SESSION_COOKIE_NAME
    with serving() as address:
        context = browser.new_context(
            locale="vi-VN", base_url=address, viewport={"width": 1366, "height": 768}
        )
        cookie = {"name": name, "value": client.cookies[name].value, "url": address}
        context.add_cookies([cookie])  # type: ignore[list-item]
        # A busy test machine is slower than a card reader; the gap is a setting for that.
        context.add_init_script("localStorage.setItem('mc-scan-gap', '600')")
        yield context.new_page()
        context.close()
