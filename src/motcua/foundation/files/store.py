"""Where bytes lie: a local folder, or a service that speaks S3. Both only add and never change."""

import os
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from django.conf import settings

from motcua.foundation.files.bucket import Bucket, Unreachable


class Store(Protocol):
    """Bytes by their hash; each method raises Unreachable while the whole store is away."""

    def put(self, name: str, content: bytes) -> None:
        """Keep the bytes durably; again it changes nothing, or mends what lies there altered."""

    def read(self, name: str) -> bytes:
        """Return the bytes as they lie there, whether or not they still have their hash.

        Raises KeyError for what is not there, OSError for what is there and cannot be read.
        """

    def drop(self, name: str) -> None:
        """Delete the bytes, present or not."""


class Folder:
    """A folder with two levels of sub-folders; a file appears whole, or not at all."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, name: str, content: bytes) -> None:
        """Write beside, force to disk, rename; what lies there altered is made whole."""
        path = self._path(name)
        if _holds(path, content):
            return
        is_new_folder = not path.parent.exists()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_name(f".{uuid4().hex}")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(descriptor, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(descriptor)
        beside.rename(path)
        _force(path.parent)
        if is_new_folder:
            _force(path.parent.parent)
            _force(self.root)

    def read(self, name: str) -> bytes:
        """Return the file's bytes. Raises KeyError; Unreachable when the folder is not mounted."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            if _is_bare(self.root):
                raise Unreachable(self.root) from None
            raise KeyError(name) from None

    def drop(self, name: str) -> None:
        """Unlink the file."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.root / name[:2] / name[2:4] / name


def _is_bare(root: Path) -> bool:
    """Tell whether a folder is absent or empty, as a place where nothing is mounted."""
    return not root.exists() or next(root.iterdir(), None) is None


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _force(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def store() -> Store:
    """Return the store of the settings: the S3 address, else the folder of files."""
    return _store(settings.MOTCUA_FILES_S3_URL, Path(settings.MEDIA_ROOT))


@cache
def _store(address: str, root: Path) -> Store:
    return Bucket.at(address) if address else Folder(root)


def hash_of(content: bytes) -> str:
    """Return the SHA-256 of bytes, in hex: their name in the store."""
    return sha256(content).hexdigest()
