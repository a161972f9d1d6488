"""A silent, slow or dripping client holds up nobody else, and a refused one still hears why."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from motcua.project import threads

pytestmark = pytest.mark.slow
ASKED = b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"
WAITED = 10
THREADS = 2


class Hasty(threads.Threads):
    """The patience of a service is longer than a test's."""

    def init_process(self) -> None:
        """Begin with less."""
        threads.Line.left = threads.PATIENCE = 1.0
        super().init_process()


def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Answer at once; a body is refused unread."""
    is_refused = environ["REQUEST_METHOD"] == "POST"
    start_response("413 Too Large" if is_refused else "200 OK", [("Content-Length", "2")])
    return [b"ok"]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """The socket of one web process with two threads."""
    yield from _served(tmp_path / "web", "--worker-class", f"{__name__}.Hasty")


@pytest.fixture
def short_lived(tmp_path: Path) -> Iterator[Path]:
    """The socket of one web process that another replaces after each request."""
    patient = ["--worker-class", "motcua.project.threads.Threads", "--max-requests", "1"]
    yield from _served(tmp_path / "web", *patient)


def _served(at: Path, *more: str) -> Iterator[Path]:
    argv = [
        sys.executable, "-m", "gunicorn", "--bind", f"unix:{at}", "--threads", str(THREADS),
        *more, "--keep-alive", "0",
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


def test_who_connects_and_says_nothing_holds_up_nobody(place: Path) -> None:
    with ExitStack() as lines:
        for _ in range(WAITED):
            lines.enter_context(_line(place))
        assert _asked(lines.enter_context(_line(place)), ASKED).startswith(b"HTTP/1.1 200")


def test_the_silent_do_not_keep_a_process_from_being_replaced(short_lived: Path) -> None:
    with ExitStack() as lines:
        silent = lines.enter_context(_line(short_lived))
        for _ in range(2):
            assert _asked(lines.enter_context(_line(short_lived)), ASKED).startswith(b"HTTP/1.1 2")
        assert silent.recv(1) == b""


def test_who_stops_in_the_middle_is_not_waited_for(place: Path) -> None:
    with ExitStack() as lines:
        for _ in range(THREADS):
            lines.enter_context(_line(place)).sendall(ASKED[:9])
        assert _asked(lines.enter_context(_line(place)), ASKED).startswith(b"HTTP/1.1 200")


def test_who_drips_uses_up_the_patience_and_who_sends_earns_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slow = iter(range(0, 10_000, 3))  # every look at the clock is three seconds later
    monkeypatch.setattr(threads.time, "monotonic", lambda: float(next(slow)))
    ours, theirs = socket.socketpair()
    with theirs, threads.Line(ours.family, ours.type, ours.proto, ours.detach()) as line:
        theirs.sendall(b"x" * 8_004)
        assert line.recv(8_000) == b"x" * 8_000
        assert line.left == threads.AT_FIRST - 3 + 8
        assert [line.recv(1) for _ in range(4)] == [b"x"] * 4
        assert line.left == 0
        with pytest.raises(TimeoutError):
            line.recv(1)


def test_who_reads_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "PATIENCE", 0.1)
    ours, theirs = socket.socketpair()
    with theirs, threads.Line(ours.family, ours.type, ours.proto, ours.detach()) as line:
        line.left = threads.PATIENCE
        with pytest.raises(TimeoutError):
            line.sendall(b"x" * 10_000_000)


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
