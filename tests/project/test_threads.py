"""A client that does not hang up holds up nobody else, and a refused one still hears why."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from time import sleep
from typing import Any

import pytest

ASKED = b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"
WAITED = 10


def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Answer at once; a body is refused unread."""
    is_refused = environ["REQUEST_METHOD"] == "POST"
    start_response("413 Too Large" if is_refused else "200 OK", [("Content-Length", "2")])
    return [b"ok"]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """The socket of one web process with two threads."""
    at = tmp_path / "web"
    argv = [
        sys.executable, "-m", "gunicorn", "--bind", f"unix:{at}", "--threads", "2",
        "--worker-class", "motcua.project.threads.Threads", "--keep-alive", "0",
        "--no-control-socket", f"{__name__}:application",
    ]  # fmt: skip
    process = subprocess.Popen(argv, cwd=Path(__file__).parents[2], stderr=subprocess.DEVNULL)
    while process.poll() is None and not at.exists():
        sleep(0.05)
    yield at
    process.terminate()
    process.wait(WAITED)


def test_clients_that_do_not_hang_up_hold_up_nobody(place: Path) -> None:
    with ExitStack() as lines:
        for _ in range(WAITED):
            assert _asked(lines.enter_context(_line(place)), ASKED).startswith(b"HTTP/1.1 200")


def test_who_is_refused_before_all_was_read_hears_it(place: Path) -> None:
    body = b"x" * 300_000
    head = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: %d\r\n\r\n" % len(body)
    with _line(place) as line:
        answer = _asked(line, head + body)
        while said := line.recv(4096):
            answer += said
    assert answer.startswith(b"HTTP/1.1 413")
    assert answer.endswith(b"ok")


def _line(at: Path) -> socket.socket:
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(WAITED)
    line.connect(str(at))
    return line


def _asked(line: socket.socket, what: bytes) -> bytes:
    line.sendall(what)
    return line.recv(4096)
