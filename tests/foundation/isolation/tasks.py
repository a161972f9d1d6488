"""Tasks that behave as hostile bytes make a reader behave."""

import os
import socket
import time
from collections.abc import Callable


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
    b"secrets": _secrets,
}


def behave(payload: bytes) -> bytes:
    """Do what the payload says, call the port it names, or else answer by its length."""
    if payload.startswith(b"call "):
        socket.create_connection(("127.0.0.1", int(payload[5:])), timeout=1).close()
    return _ALL.get(payload, lambda: str(len(payload)).encode())()
