"""Starts the remote signing double (`gated.py`), a program of others, with the authority's keys."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.casework.signing.authority import PIN, Bench

PATIENCE_SECONDS = 60


@contextmanager
def serving(bench: Bench, folder: Path) -> Iterator[str]:
    """Serve the double and return its address; `folder` is its gate, see `gated.py`."""
    pytest.importorskip("csc_dummy", reason="certomancer-csc-dummy is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    argv = [sys.executable, "-m", "tests.casework.signing.gated", str(bench.authority.config)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([*argv, str(port), str(folder), PIN], **quiet) as service:  # type: ignore[call-overload]
        until(lambda: _listens(port))
        yield f"http://localhost:{port}"
        service.terminate()


def until(holds: Callable[[], bool]) -> None:
    """Look again and again; what never comes fails the test."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < give_up, "waited in vain"


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("localhost", port), timeout=1):
        return True
    return False
