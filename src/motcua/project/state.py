"""The state folder `MOTCUA_HOME`: the keys, the embedded database, the files, the static files."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def kept_secret(home: Path, name: str) -> str:
    """Return a secret kept in the state folder, made there once with mode 0600."""
    file = home / name
    with suppress(FileNotFoundError):
        return file.read_text(encoding="ascii").strip()
    home.mkdir(mode=0o750, parents=True, exist_ok=True)
    draft = home / f".{name}-{os.getpid()}-{secrets.token_hex(4)}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(64))
    with suppress(FileExistsError):
        os.link(draft, file)
    draft.unlink()
    return file.read_text(encoding="ascii").strip()


def folder(path: Path) -> Path:
    """Return `path`, made if it is not there."""
    path.mkdir(mode=0o755, parents=True, exist_ok=True)
    return path
