"""Is the service alive, is it ready, and why not: read by probes and by `motcua check`."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from motcua.foundation.jobs import queries as jobs_queries
from motcua.foundation.journal import queries

_STALE_SEAL = timedelta(minutes=10)


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `cause` and `cure` say what is wrong and what to do about it."""

    name: str
    is_well: bool
    cause: str = ""
    cure: str = ""
    is_grave: bool = True


def readiness(now: datetime) -> list[Finding]:
    """Return the findings that decide whether this process may be sent requests."""
    first = database_answers()
    if not first.is_well:
        return [first, disk_has_room()]
    rest: tuple[Callable[[], Finding], ...] = (migrations_are_applied, disk_has_room)
    return [first, *(look() for look in rest), journal_is_sealed(now)]


def database_answers() -> Finding:
    """Look whether one statement comes back."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        cause = f"the database does not answer ({type(error).__name__})"
        return Finding("database", False, cause, "start it, or correct MOTCUA_DATABASE_URL")
    return Finding("database", True)


def migrations_are_applied() -> Finding:
    """Look whether the tables are those of this release."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        cause = f"{len(waiting)} migrations are not applied"
        return Finding("migrations", False, cause, "run `motcua migrate`")
    return Finding("migrations", True)


def disk_has_room() -> Finding:
    """Look at the free space of the state folder's disk."""
    free = shutil.disk_usage(settings.MOTCUA_HOME).free // 1_000_000
    if free < settings.MOTCUA_LEAST_FREE_MB:
        cause = f"{free} MB are free on the disk of the state folder"
        return Finding("disk", False, cause, "free space, or lower MOTCUA_LEAST_FREE_MB")
    return Finding("disk", True)


def journal_is_sealed(now: datetime) -> Finding:
    """Look at the age of the oldest entry that no seal covers."""
    age = queries.oldest_unsealed_age()
    if age > _STALE_SEAL:
        cause = f"entries wait for a seal since {int(age.total_seconds())} s"
        return Finding("seal", False, cause, "see that the worker runs: `motcua worker`")
    return Finding("seal", True)


def gauges(now: datetime) -> list[tuple[str, str, float]]:
    """Return (name, meaning, value) of what only the database knows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        connections = cursor.fetchone()[0]
    jobs = jobs_queries.count_by_status()
    return [
        ("motcua_database_connections", "Open connections to the database", connections),
        ("motcua_jobs_waiting", "Jobs that wait for a worker", jobs.get("todo", 0)),
        ("motcua_jobs_failed", "Jobs that gave up", jobs.get("failed", 0)),
        (
            "motcua_journal_unsealed_seconds",
            "Age of the oldest unsealed entry",
            queries.oldest_unsealed_age().total_seconds(),
        ),
    ]
