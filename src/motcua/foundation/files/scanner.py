"""The virus scanner, ClamAV's daemon, by its own protocol (INSTREAM): a socket, no library.

Without an address, or when it does not answer, the answer is ABSENT: visible, never "clean".
"""

import logging
import socket
import struct
from contextlib import suppress

from django.conf import settings

from motcua.foundation.files.rules.kinds import VirusCheck

logger = logging.getLogger(__name__)

_SECONDS = 30.0
_PIECE = 1 << 16
_HUNG_UP = (BrokenPipeError, ConnectionResetError)
"""When more is sent than it takes, it says so and does not listen to the end."""
_OVER_LIMIT = "INSTREAM size limit exceeded"


def check(content: bytes) -> tuple[VirusCheck, str]:
    """Return what the scanner says of bytes, and the name of what it found."""
    address = settings.MOTCUA_CLAMD
    if not address:
        return VirusCheck.ABSENT, ""
    try:
        said = _ask(address, content)
    except OSError:
        logger.warning("the virus scanner does not answer")
        return VirusCheck.ABSENT, ""
    return read_answer(said)


def read_answer(said: bytes) -> tuple[VirusCheck, str]:
    """Read `stream: OK`, `stream: NAME FOUND`, or that more was sent than StreamMaxLength.

    Anything else is no answer.
    """
    words = said.rstrip(b"\0\n").decode("utf-8", "replace").removeprefix("stream: ")
    if words == "OK":
        return VirusCheck.CLEAN, ""
    if words.endswith(" FOUND"):
        return VirusCheck.FOUND, words.removesuffix(" FOUND")
    if words.startswith(_OVER_LIMIT):
        return VirusCheck.TOO_LARGE, ""
    return VirusCheck.ABSENT, ""


def is_present() -> bool:
    """Tell whether the scanner answers now."""
    return bool(settings.MOTCUA_CLAMD) and check(b"")[0] is not VirusCheck.ABSENT


def _ask(address: str, content: bytes) -> bytes:
    with _line(address) as line:
        line.settimeout(_SECONDS)
        with suppress(*_HUNG_UP):
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), _PIECE):
                piece = content[start : start + _PIECE]
                line.sendall(struct.pack("!L", len(piece)) + piece)
            line.sendall(struct.pack("!L", 0))
        said = bytearray()
        with suppress(*_HUNG_UP):
            while piece := line.recv(4096):
                said += piece
    return bytes(said)


def _line(address: str) -> socket.socket:
    """Connect to `/folder/clamd.sock` or `host:port`."""
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(_SECONDS)
        line.connect(address)
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_SECONDS)
