"""A server without a database for the furniture's own pages, and the browser at hand."""

from collections.abc import Iterator
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, BrowserContext


class Quiet(WSGIRequestHandler):
    """A handler that logs nothing."""

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Use the installed Chromium."""
    args = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
    return {"executable_path": "/usr/bin/chromium", "args": args}


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Serve the product on a free port."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """Give a Vietnamese reader's browser."""
    context = browser.new_context(locale="vi-VN", base_url=address)
    yield context
    context.close()
