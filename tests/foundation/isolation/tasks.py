"""Tasks that behave as hostile bytes make a reader behave."""

import json
import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path


def _echo() -> bytes:
    return b"said"


def _raise() -> bytes:
    raise KeyError("/Root")


def _spin() -> bytes:
    while True:
        pass


def _sleep() -> bytes:
    time.sleep(60)
    return b""


def _grow() -> bytes:
    return b"".join(bytes(10_000_000) for _ in range(1000))


def _die() -> bytes:
    os.abort()


def _write() -> bytes:
    with open("/tmp/motcua-isolation-probe", "wb") as out:  # noqa: S108 it must be refused
        out.write(b"x")
        out.flush()
    return b"written"


def _fork() -> bytes:
    return str(os.fork()).encode()


def _linger() -> bytes:
    signal.setitimer(signal.ITIMER_REAL, 0)
    time.sleep(60)
    return b""


def _secrets() -> bytes:
    return b",".join(name.encode() for name in os.environ if name.startswith("MOTCUA"))


_ALL: dict[bytes, Callable[[], bytes]] = {
    b"echo": _echo,
    b"raise": _raise,
    b"spin": _spin,
    b"sleep": _sleep,
    b"grow": _grow,
    b"die": _die,
    b"write": _write,
    b"fork": _fork,
    b"linger": _linger,
    b"secrets": _secrets,
}


def _tried(deed: Callable[[], object]) -> bytes:
    try:
        deed()
    except OSError as refusal:
        return type(refusal).__name__.encode()
    return b"done"


def pry(payload: bytes) -> bytes:
    """Try what a stranger inside would try: `{"key": path, "socket": path, "pid": number}`."""
    asked = json.loads(payload)
    deeds = {
        "read": lambda: Path(asked["key"]).read_bytes(),
        "remove": lambda: os.unlink(asked["key"]),
        "dial": lambda: socket.socket(socket.AF_UNIX).connect(asked["socket"]),
        "signal": lambda: os.kill(asked["pid"], 0),
        "run": lambda: os.execv("/bin/true", ["true"]),  # noqa: S606 it must be refused
    }
    return json.dumps({name: _tried(deed).decode() for name, deed in deeds.items()}).encode()


def behave(payload: bytes) -> bytes:
    """Do what the payload says, call the port it names, or else answer by its length."""
    if payload.startswith(b"call "):
        socket.create_connection(("127.0.0.1", int(payload[5:])), timeout=1).close()
    return _ALL.get(payload, lambda: str(len(payload)).encode())()
