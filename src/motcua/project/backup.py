"""Back-up and restoration: one file with the database, the files and the list of seals.

The keys stay out: a thief of the back-up must not be able to seal or to sign in.
"""

import hashlib
import json
import os
import subprocess
import tarfile
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

import motcua
from motcua.foundation.journal.actions import accept_restore, keep_txid_rising
from motcua.foundation.journal.rules import SYSTEM
from motcua.project import quarantine
from motcua.project.refusal import Refused

_DUMP, _MANIFEST, _FILES, _SEALS = "database.dump", "manifest.json", "files", "seals.log"


def back_up(target: Path, programs: Path, now: datetime) -> dict[str, Any]:
    """Write everything but the keys to `target` (a tar file) and return its manifest."""
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        dump = Path(scratch) / _DUMP
        _run(programs / "pg_dump", "--format=custom", "--no-owner", f"--file={dump}")
        manifest = {
            "made_at": now.isoformat(),
            "release": motcua.__version__,
            "database_sha256": _sha256(dump),
            "server_version": _server_version(),
        }
        (Path(scratch) / _MANIFEST).write_text(json.dumps(manifest, indent=2))
        draft = Path(scratch) / "all.tar"
        with tarfile.open(draft, "w") as whole:
            for name in (_MANIFEST, _DUMP):
                whole.add(Path(scratch) / name, name)
            for source, name in _beside_the_database():
                _pack(whole, source, name)
        draft.chmod(0o600)
        draft.replace(target)
    return manifest


def restore(source: Path, programs: Path, now: datetime) -> None:
    """Fill an empty database and the files from `source`, and put the copy in quarantine.

    Raises Refused when the database has tables, or the file is not a whole back-up.
    """
    if connection.introspection.table_names():
        raise Refused("the database is not empty: restore into a new one")
    with tempfile.TemporaryDirectory(dir=settings.MOTCUA_HOME) as scratch:
        folder = Path(scratch)
        try:
            with tarfile.open(source) as whole:
                whole.extractall(folder, filter="data")
            manifest = json.loads((folder / _MANIFEST).read_text())
        except (OSError, tarfile.TarError, ValueError) as error:
            raise Refused(f"{source} is not a back-up ({type(error).__name__})") from None
        if manifest.get("database_sha256") != _sha256(folder / _DUMP):
            raise Refused(f"{source} is damaged: the database's checksum does not agree")
        quarantine.enter(settings.MOTCUA_HOME, manifest, now)
        quarantine.mark()
        database = connection.settings_dict["NAME"]
        _run(programs / "pg_restore", "--no-owner", f"--dbname={database}", folder / _DUMP)
        keep_txid_rising()
        _put_back(folder)


def end_quarantine(reason: str, now: datetime) -> None:
    """Say that this copy is the service now: it may send messages, synchronise and seal."""
    if not quarantine.is_in(settings.MOTCUA_HOME):
        raise Refused("this service is not in quarantine")
    if settings.MOTCUA_SEAL_WITNESS_FILE.exists():
        accept_restore(by=SYSTEM, reason=reason, now=now)
    quarantine.leave(settings.MOTCUA_HOME)


def _beside_the_database() -> list[tuple[Path, str]]:
    places = [(Path(settings.MEDIA_ROOT), _FILES), (settings.MOTCUA_SEAL_WITNESS_FILE, _SEALS)]
    return [(place, name) for place, name in places if place.exists()]


def _pack(whole: tarfile.TarFile, source: Path, name: str) -> None:
    """Add a file or a folder; what an ending upload takes away meanwhile is left out."""
    for each in (source, *source.rglob("*")):
        with suppress(FileNotFoundError):
            whole.add(each, Path(name) / each.relative_to(source), recursive=False)


def _put_back(folder: Path) -> None:
    for place, name in (
        (Path(settings.MEDIA_ROOT), _FILES),
        (settings.MOTCUA_SEAL_WITNESS_FILE, _SEALS),
    ):
        if (folder / name).exists() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            (folder / name).rename(place)


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _server_version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])


def _run(program: Path, *arguments: str | Path) -> None:
    """Run one of PostgreSQL's programs on our database; the password goes by the environment."""
    given = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGDATABASE": "NAME"}
    place = {name: str(given[key]) for name, key in names.items() if given[key]}
    done = subprocess.run(  # noqa: S603 - our own programs
        [str(program), *map(str, arguments)],
        env={"PATH": os.defpath, **place, "PGPASSWORD": given["PASSWORD"] or ""},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Refused(f"{program.name} failed: {done.stderr.strip()[-400:]}")
