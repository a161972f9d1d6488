"""Serve the authority on loopback: OCSP, CRL and time-stamps, as plain HTTP asks for them."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import ArchLabel
from werkzeug.serving import BaseWSGIServer, make_server

from motcua.demo.pki.founding import ARCH, Authority


def server(authority: Authority) -> BaseWSGIServer:
    """Return the server of an authority, bound to its address, not yet serving."""
    address = urlsplit(authority.url)
    store = AnimatorArchStore({ArchLabel(ARCH): authority.architecture()})
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    return make_server(
        address.hostname or "127.0.0.1", address.port or 0, Animator(store, with_web_ui=False),
        threaded=True,
    )  # fmt: skip


@contextmanager
def served(authority: Authority) -> Iterator[Authority]:
    """Serve the authority from a thread of this process until the block ends."""
    serving = server(authority)
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    try:
        yield authority
    finally:
        serving.shutdown()
        thread.join()
        serving.server_close()
