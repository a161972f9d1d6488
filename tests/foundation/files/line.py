"""The line to a service, which a test can cut and mend; and a service that answers nobody."""

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Line:
    """A relay on loopback: while it is cut, whoever calls is hung up on."""

    def __init__(self, to: int) -> None:
        self.to, self.is_cut = to, False
        self._open: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        Thread(target=self._serve, daemon=True).start()

    def cut(self) -> None:
        """End every call, and take none."""
        self.is_cut = True
        for end in self._open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def mend(self) -> None:
        """Take calls again."""
        self.is_cut = False

    def close(self) -> None:
        """End for good."""
        self.cut()
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._door.accept()
                if self.is_cut:
                    caller.close()
                    continue
                callee = socket.create_connection(("127.0.0.1", self.to))
                self._open += [caller, callee]
                Thread(target=_pass, args=(caller, callee), daemon=True).start()
                Thread(target=_pass, args=(callee, caller), daemon=True).start()


def _pass(source: socket.socket, target: socket.socket) -> None:
    with closing(source), suppress(OSError):
        while said := source.recv(65536):
            target.sendall(said)
        target.shutdown(socket.SHUT_WR)


@contextmanager
def answering(status: int) -> Iterator[int]:
    """Serve a service that answers everything with one status; yield its port."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_HEAD = do_PUT = do_DELETE = do_GET  # noqa: N815 - named by the protocol

        def log_message(self, *said: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
