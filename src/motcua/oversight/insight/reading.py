"""Read an event log from a file, XES or CSV; hostile and broken ones are refused by name."""

import gzip
import zlib
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from motcua.oversight.insight import csv_log, xes
from motcua.oversight.insight.rules import CannotReadLog, EventLog, LoggedCase

MAX_BYTES = 1_000_000_000
_PIECE = 1 << 16


def read(path: Path, *, encoding: str = "") -> EventLog:
    """Read the whole log; `encoding` names that of a CSV which is not Unicode.

    Raises `CannotReadLog`: no_such_file, unknown_format, broken_gzip, too_big, doctype,
    not_well_formed, too_deep, not_a_log, unknown_encoding, no_such_column, bad_instant, nameless,
    doubled_case, too_long,
    no_instant, empty.
    """
    if not path.is_file():
        raise CannotReadLog("no_such_file", str(path))
    names = path.name.lower()
    pieces = _Pieces(path, is_packed=names.endswith(".gz"))
    plain = names.removesuffix(".gz")
    if plain.endswith(".xes"):
        cases, passed_over = xes.read(iter(pieces))
    elif plain.endswith(".csv"):
        cases, passed_over = csv_log.read(b"".join(pieces), encoding=encoding)
    else:
        raise CannotReadLog("unknown_format", path.name)
    _refuse_the_timeless(cases, path.name)
    return EventLog(pieces.digest.hexdigest(), cases, passed_over)


def _refuse_the_timeless(cases: Sequence[LoggedCase], name: str) -> None:
    if not cases:
        raise CannotReadLog("empty", name)
    for case in cases:
        if case.received_at is None:
            raise CannotReadLog("no_instant", case.name)


class _Pieces:
    """The bytes of a file, unpacked, never more than `MAX_BYTES`, and the digest of what passed."""

    def __init__(self, path: Path, *, is_packed: bool) -> None:
        self.digest = sha256()
        self._path = path
        self._open = gzip.open if is_packed else open

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        try:
            with self._open(self._path, "rb") as stream:
                while piece := stream.read(_PIECE):
                    size += len(piece)
                    if size > MAX_BYTES:
                        raise CannotReadLog("too_big", self._path.name)
                    self.digest.update(piece)
                    yield piece
        except (gzip.BadGzipFile, EOFError, zlib.error) as broken:
            raise CannotReadLog("broken_gzip", str(broken)) from broken
