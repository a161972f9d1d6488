"""The witness: a file outside the database, one line per seal, only ever appended to.

Best on another machine or on write-once storage: whoever can change the database AND the witness
AND holds the key can rewrite history; nobody with less.
"""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from motcua.foundation.journal.rules.seal import Head


@dataclass(frozen=True)
class Witness:
    """What the file says: the public key, the digest of each seal, and the restores told to it."""

    key: bytes | None
    digests: dict[int, bytes]
    restores: tuple[str, ...]

    @property
    def last(self) -> int:
        """The highest seal number that still counts; 0 if none."""
        return max(self.digests, default=0)


def read(path: Path) -> Witness:
    """Read the file; an absent one is an empty witness, a line cut short by a crash is ignored."""
    key, digests, restores = None, dict[int, bytes](), list[str]()
    for line in _lines(path):
        if "key" in line:
            key = key or bytes.fromhex(line["key"])
        elif "restored_to" in line:
            digests = {n: d for n, d in digests.items() if n <= line["restored_to"]}
            restores.append(f"{line['at']}: {line['by']}: {line['reason']}")
        else:
            digests[line["number"]] = bytes.fromhex(line["digest"])
    return Witness(key, digests, tuple(restores))


def introduce(path: Path, key: bytes) -> None:
    """Tell a new witness the public key."""
    _append(path, [{"key": key.hex()}])


def tell(path: Path, heads: list[Head]) -> None:
    """Append the seals and force them to the disk."""
    _append(path, [_line(head) for head in heads])


def tell_restore(path: Path, *, number: int, by: str, reason: str, at: datetime) -> None:
    """Append that the database was knowingly taken back to seal `number`."""
    line: dict[str, str | int] = {
        "restored_to": number,
        "by": by,
        "reason": reason,
        "at": at.isoformat(),
    }
    _append(path, [line])


def _line(head: Head) -> dict[str, str | int]:
    instant = head.sealed_at.isoformat()
    facts: dict[str, str | int] = {"number": head.number, "digest": head.digest().hex()}
    return facts | {"count": head.count, "root": head.root.hex(), "sealed_at": instant}


def _append(path: Path, lines: list[dict[str, str | int]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    if path.exists() and path.stat().st_size and not _ends_a_line(path):
        text = "\n" + text
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(descriptor, text.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if not path.exists():
        return
    for text in path.read_text(encoding="utf-8").splitlines():
        with suppress(json.JSONDecodeError):
            yield json.loads(text)
