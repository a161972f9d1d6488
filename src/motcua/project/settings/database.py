"""The one database: its address becomes Django's settings, with a small pool per process."""

import os
from datetime import timedelta
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote

from motcua.project import env

_POOL_SECONDS = 4
"""A person waits so long for a connection, then is told to send again."""
_NOTICED = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3,
            "tcp_user_timeout": 20_000}  # fmt: skip
"""A server that vanished without a word is noticed within half a minute; else every thread that
asked it waits a quarter of an hour, and who listens to it two hours."""
_NOT_STARTED = "postgresql://motcua@/motcua?host=/nonexistent"


def from_address(address: SplitResult) -> dict[str, Any]:
    """Return Django's keys for an address; `?host=` names the folder of a Unix socket."""
    query = {key: values[-1] for key, values in parse_qs(address.query).items()}
    return {
        "NAME": unquote(address.path.lstrip("/")),
        "USER": unquote(address.username or ""),
        "PASSWORD": unquote(address.password or ""),
        "HOST": query.get("host") or address.hostname or "",
        "PORT": str(address.port or query.get("port") or ""),
    }


def database(processes: int) -> dict[str, Any]:
    """Return `DATABASES["default"]`: at most 4 pooled connections per core over all processes.

    Statements are bound by the server and prepared at their second use; a forgotten transaction
    is ended by the server, a lock is not awaited for ever.
    """
    address = env.url(
        "MOTCUA_DATABASE_URL",
        _NOT_STARTED,
        "PostgreSQL 15 or later; without it the embedded one is started in the state folder.",
        schemes=("postgresql", "postgres"),
        secret=True,
    )
    options: dict[str, Any] = {
        "server_side_binding": True,
        "prepare_threshold": 2,
        "application_name": "motcua",
        "connect_timeout": 5,
        **_NOTICED,
        "options": " ".join(f"-c {name}={value}" for name, value in _time_limits().items()),
        **_pool(processes),
    }
    return {
        "ENGINE": "motcua.project.postgres",
        **from_address(address),
        "CONN_MAX_AGE": 0,
        "OPTIONS": options,
        "TEST": {"TEMPLATE": "template0"},
    }


def _pool(processes: int) -> dict[str, Any]:
    share = max(1, 4 * (os.cpu_count() or 1) // processes)
    size = env.whole(
        "MOTCUA_DATABASE_POOL",
        share,
        "Pooled connections of each process; 0 opens one per request.",
        within=(0, 256),
    )
    sizes = {"min_size": 1, "max_size": size, "timeout": _POOL_SECONDS, "max_lifetime": 1800}
    return {"pool": sizes} if size else {}


def _time_limits() -> dict[str, int]:
    statement = env.duration(
        "MOTCUA_STATEMENT_TIMEOUT", timedelta(seconds=60), "A statement longer than this is ended."
    )
    lock = env.duration(
        "MOTCUA_LOCK_TIMEOUT", timedelta(seconds=10), "A lock is awaited no longer than this."
    )
    return {
        "statement_timeout": int(statement.total_seconds() * 1000),
        "lock_timeout": int(lock.total_seconds() * 1000),
        "idle_in_transaction_session_timeout": 60_000,
    }
