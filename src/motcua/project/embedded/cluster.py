"""One PostgreSQL server: made, started, found alive by connecting, stopped cleanly."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString
from urllib.parse import quote

import psycopg
from psycopg import sql

from motcua.project.embedded.owner import Owner, present_user

WITNESS = "motcua_keep"
"""Under this name the second copy of the log is known to the server."""
_PATIENCE_SECONDS = 60
_FIRST_WITH_BUILTIN_LOCALE = 17


class CannotStart(Exception):
    """The server did not come up; the message ends with the last lines of its log."""


@dataclass(frozen=True)
class Cluster:
    """A server's folder, owner, programs and socket; not `durable` is for tests only.

    `wal` is where a second copy of the write-ahead log is kept (see `keeping`).
    """

    place: Path
    owner: Owner
    programs: Path
    socket: Path
    durable: bool = True
    wal: Path | None = None

    @property
    def data(self) -> Path:
        """The folder PostgreSQL calls its data directory."""
        return self.place / "data"

    @property
    def log(self) -> Path:
        """The server's own log, without statements or values."""
        return self.place / "server.log"

    def url(self, database: str = "motcua", user: str = "motcua") -> str:
        """Return the address of a database, by the Unix socket."""
        return f"postgresql://{user}@/{database}?host={quote(str(self.socket), safe='')}"


def answers(cluster: Cluster) -> bool:
    """Say whether the server accepts a connection now."""
    try:
        with psycopg.connect(cluster.url("postgres", "postgres"), connect_timeout=3):
            return True
    except psycopg.OperationalError:
        return False


def start(cluster: Cluster) -> None:
    """Make sure the server answers and has our database: make, recover, start as needed."""
    with _alone(cluster):
        if not (cluster.data / "PG_VERSION").exists():
            _create(cluster)
        if not answers(cluster):
            _bring_up(cluster)
        _furnish(cluster)


def revive(cluster: Cluster) -> None:
    """Start a server that stood before. Raises CannotStart when its data are gone.

    A new, empty server in the place of a lost one would hide the loss.
    """
    if not (cluster.data / "PG_VERSION").exists():
        raise CannotStart(f"The database of {cluster.data} is gone: restore a back-up.")
    start(cluster)


def stop(cluster: Cluster) -> None:
    """Stop the server cleanly: sessions are ended, everything is written."""
    with _alone(cluster):
        _control(cluster, "stop", "-m", "fast", "-t", "120")


@contextmanager
def _alone(cluster: Cluster) -> Iterator[None]:
    with (cluster.place.parent / f"{cluster.place.name}.lock").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


def _control(cluster: Cluster, *arguments: str) -> bool:
    argv: list[str | Path] = [
        cluster.programs / "pg_ctl",
        "-D",
        cluster.data,
        "-w",
        "-s",
        *arguments,
    ]
    with (cluster.place / "control.log").open("w") as out:
        return cluster.owner.run(argv, cwd=cluster.place, stdout=out, stderr=out).returncode == 0


def _create(cluster: Cluster) -> None:
    draft = cluster.place / "data.new"
    shutil.rmtree(draft, ignore_errors=True)
    argv: list[str | Path] = [
        cluster.programs / "initdb",
        "-D",
        draft,
        "-U",
        "postgres",
        "-A",
        "peer",
        "-k",
    ]
    argv += ["-E", "UTF8", *_locale(cluster)]
    done = cluster.owner.run(argv, cwd=cluster.place, capture_output=True)
    if done.returncode:
        raise CannotStart(f"A database could not be made in {draft}: {done.stderr.strip()}")
    draft.rename(cluster.data)


def _locale(cluster: Cluster) -> list[str]:
    """Return the same rules for letters on every release: those of C.UTF-8."""
    shown = cluster.owner.run(
        [cluster.programs / "postgres", "--version"], cwd=cluster.place, capture_output=True
    )
    major = int("".join(shown.stdout.split()[2:3]).partition(".")[0] or 0)
    if major < _FIRST_WITH_BUILTIN_LOCALE:
        return ["--locale=C.UTF-8"]
    return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]


def _bring_up(cluster: Cluster) -> None:
    """Start; after a crash wait for the old server's children, then start again."""
    _configure(cluster)
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < give_up:
        _forget_the_dead(cluster)
        if _control(cluster, "start", "-l", str(cluster.log), "-t", "60") or answers(cluster):
            return
        time.sleep(0.2)
    tail = cluster.log.read_text(errors="replace")[-800:] if cluster.log.exists() else ""
    raise CannotStart(
        f"The embedded PostgreSQL did not start. See {cluster.log}; its last lines:\n{tail}"
    )


def _forget_the_dead(cluster: Cluster) -> None:
    """Remove the process file of a server of which no process is left in the data folder."""
    file = cluster.data / "postmaster.pid"
    if file.exists() and not _inhabitants(cluster.data):
        file.unlink(missing_ok=True)


def _inhabitants(data: Path) -> list[int]:
    """Return the living processes that work in the data folder (a zombie does not live)."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if Path(os.readlink(process / "cwd")) == data.resolve():
                found.append(int(process.name))
        except OSError:
            continue
    return found


def _configure(cluster: Cluster) -> None:
    """Write the server's three files anew: they belong to this release, not to history."""
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": f'"{cluster.socket}"',
        "unix_socket_permissions": "0700",
        "max_connections": "200",
        "shared_buffers": f"{_memory_mb(8, most=4096)}MB",
        "effective_cache_size": f"{_memory_mb(2)}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": f"{_memory_mb(16, most=1024)}MB",
        "random_page_cost": "1.1",
        "wal_level": "replica",
        "max_wal_senders": "4",
        "max_wal_size": f"{_memory_mb(8, least=512, most=4096)}MB",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",
        "default_text_search_config": "pg_catalog.simple",
        "jit": "off",
        "log_error_verbosity": "terse",
        "log_min_error_statement": "panic",
        "log_parameter_max_length_on_error": "0",
        "synchronous_standby_names": WITNESS if cluster.wal else "",
    } | {name: "on" if cluster.durable else "off" for name in DURABILITY}
    lines = [
        f"{name} = '{value.replace(chr(39), chr(39) * 2)}'" for name, value in settings.items()
    ]
    users = sorted({present_user(), cluster.owner.name})
    may_be = [f'motcua "{user}" {role}' for user in users for role in ("motcua", "postgres")]
    for name, text in {
        "postgresql.conf": "\n".join(lines),
        "pg_hba.conf": "local all all peer map=motcua\nlocal replication all peer map=motcua",
        "pg_ident.conf": "\n".join(may_be),
    }.items():
        file = cluster.data / name
        file.write_text(text + "\n", encoding="utf-8")
        os.chown(file, cluster.owner.uid, cluster.owner.gid)


def _memory_mb(part: int, *, least: int = 128, most: int = 1_000_000) -> int:
    """Return a part of this machine's memory, in MB, within bounds."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return max(least, min(most, whole // part))


_BELIEVED: LiteralString = "GRANT SET ON PARAMETER session_replication_role TO motcua"
_BELIEVED_NO_MORE: LiteralString = "REVOKE SET ON PARAMETER session_replication_role FROM motcua"
DURABILITY = ("fsync", "full_page_writes", "synchronous_commit")


def _furnish(cluster: Cluster) -> None:
    """Make the application's role and database where they are missing.

    Nobody follows the log yet: these commits do not wait for its second copy.
    """
    alone = "-c synchronous_commit=local" if cluster.durable else ""
    address = cluster.url("postgres", "postgres")
    with psycopg.connect(address, autocommit=True, options=alone) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'motcua'").fetchone():
            power = "LOGIN CREATEDB" if cluster.durable else "LOGIN SUPERUSER"
            connection.execute(sql.SQL(f"CREATE ROLE motcua {power}"))
        # What a load that was killed could not give back; a copy being brought back takes nothing.
        if connection.execute("SELECT pg_is_in_recovery()").fetchone() == (False,):
            connection.execute(_BELIEVED_NO_MORE)
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'motcua'").fetchone():
            connection.execute("CREATE DATABASE motcua OWNER motcua")


@contextmanager
def believing(cluster: Cluster) -> Iterator[None]:
    """Let the application's role load rows past keys and triggers meanwhile.

    For a past that holds by construction: checking every row takes longer than writing it.
    """
    _order(cluster, _BELIEVED)
    try:
        yield
    finally:
        _order(cluster, _BELIEVED_NO_MORE)


def _order(cluster: Cluster, order: LiteralString) -> None:
    # Not kept open meanwhile: whoever loads makes processes of itself, which would share it.
    with psycopg.connect(cluster.url("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(order)
