"""A database with the migrations applied, kept in the server: each worker's own is a copy of it.

Its name holds a digest of the migrations and of the modules they name: when one of these changes,
another is made and the old one is dropped.
"""

import os
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import django
import procrastinate
import psycopg

_SOURCE = Path(__file__).resolve().parents[1] / "src"
_NAMED = re.compile(r"\bmotcua(?:\.\w+)+")
_PREFIX = "motcua_made_"
_OLD = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"


def migrated(address: str) -> str:
    """Return the name of that database on the server of `address`; make it when it is missing."""
    name = _PREFIX + _digest()
    with psycopg.connect(address, autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", (_PREFIX,))  # one run makes it
        known = [row[0] for row in server.execute(_OLD, (_PREFIX,))]
        if name not in known:
            for old in known:
                server.execute(f'DROP DATABASE IF EXISTS "{old}"')
            _make(server, address, name)
    return name


def _make(server: psycopg.Connection, address: str, name: str) -> None:
    """Make it under another name first: what a killed run left half done is never taken for it."""
    draft = f"{name}_draft"
    server.execute(f'CREATE DATABASE "{draft}" TEMPLATE template0')
    where = urlunsplit(urlsplit(address)._replace(path=f"/{draft}"))
    command = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
    subprocess.run(command, check=True, env={**os.environ, "MOTCUA_DATABASE_URL": where})
    server.execute(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')


def _digest() -> str:
    files = {file for file in _SOURCE.rglob("migrations/*.py")}
    for file in tuple(files):
        files |= {found for word in _NAMED.findall(file.read_text()) for found in _files(word)}
    marks = [django.__version__, procrastinate.__version__]
    told = "".join([*marks, *(file.read_text() for file in sorted(files))])
    return sha256(told.encode()).hexdigest()[:16]


def _files(word: str) -> list[Path]:
    """Return the module that a dotted name begins with, or the modules of its package."""
    path = _SOURCE.joinpath(*word.split("."))
    if path.is_dir():
        return list(path.glob("*.py"))
    return [
        file for file in (path.with_suffix(".py"), path.parent.with_suffix(".py")) if file.is_file()
    ]
