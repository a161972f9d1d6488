"""How a task and its answer travel between the two processes: lengths before bytes."""

import socket
import struct
import time

_LENGTH = struct.Struct("!Q")
_HEAD = struct.Struct("!cddQ")
ANSWER, OUT_OF_MEMORY, FAILED = b"A", b"M", b"F"


class Hung(Exception):
    """The other side closed, or its time was over, before it had said everything."""


def send_task(line: socket.socket, payload: bytes) -> None:
    """Send the bytes a task works on."""
    line.sendall(_LENGTH.pack(len(payload)))
    line.sendall(payload)


def receive_task(line: socket.socket) -> bytes:
    """Return the bytes a task works on. Raises Hung."""
    (length,) = _LENGTH.unpack(_exactly(line, _LENGTH.size))
    return _exactly(line, length)


def send_answer(line: socket.socket, kind: bytes, usage: tuple[float, float], said: bytes) -> None:
    """Send how a task ended: its kind, (CPU seconds, peak MB), and the answer or a name."""
    line.sendall(_HEAD.pack(kind, *usage, len(said)))
    line.sendall(said)


def receive_answer(
    line: socket.socket, *, most: int, until: float
) -> tuple[bytes, float, float, bytes]:
    """Return kind, CPU seconds, peak MB and the bytes said, at most `most`, before `until`.

    `until` is an instant of the monotonic clock. Raises Hung.
    """
    kind, cpu, peak, length = _HEAD.unpack(_exactly(line, _HEAD.size, until))
    if length > most:
        raise Hung
    return kind, cpu, peak, _exactly(line, length, until)


def _exactly(line: socket.socket, length: int, until: float | None = None) -> bytes:
    gathered = bytearray()
    while len(gathered) < length:
        if until is not None:
            # A drop a second must not hold the line for ever.
            line.settimeout(max(0.001, until - time.monotonic()))
        piece = line.recv(min(1 << 20, length - len(gathered)))
        if not piece:
            raise Hung
        gathered += piece
    return bytes(gathered)
