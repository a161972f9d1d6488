"""The product on a free port for a browser, over real connections to the test's database."""

from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.wsgi import get_wsgi_application


class Quiet(WSGIRequestHandler):
    """A handler that logs nothing."""

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


class Threaded(ThreadingMixIn, WSGIServer):
    """A browser asks for several things at once."""

    daemon_threads = True


@contextmanager
def serving() -> Iterator[str]:
    """Serve while the block lasts; yield the address."""
    server = make_server(
        "127.0.0.1", 0, get_wsgi_application(), server_class=Threaded, handler_class=Quiet
    )
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
