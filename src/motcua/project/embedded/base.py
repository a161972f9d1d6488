"""The whole server as files: a base back-up, and its return to any instant of the kept log."""

import os
import re
import shutil
import subprocess
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import psycopg

from motcua.project.embedded.cluster import CannotStart, Cluster, start, stop

_PATIENCE_SECONDS = 3600
_PARTIAL = ".partial"
_SEGMENT = re.compile(r"^[0-9A-F]{24}$|^[0-9A-F]{8}\.history$")


def back_up_base(cluster: Cluster, folder: Path) -> None:
    """Copy the running server into an empty `folder`. Raises CannotStart with its own words."""
    argv = [
        str(cluster.programs / "pg_basebackup"),
        f"--pgdata={folder}", "--checkpoint=fast", "--wal-method=stream",
        f"--dbname={cluster.url('postgres', 'postgres')}",
    ]  # fmt: skip
    done = subprocess.run(argv, capture_output=True, text=True, check=False)  # noqa: S603 - the server's own program
    if done.returncode:
        raise CannotStart(f"No base back-up was made: {done.stderr.strip()[-400:]}")


def bring_back(cluster: Cluster, base: Path, log: Path, until: datetime | None) -> None:
    """Make the server again from a base back-up and the kept log, up to `until` or to its end.

    The server is left stopped, as of that instant. Raises CannotStart when a server stands there
    already, or when the log does not lead so far.
    """
    if (cluster.data / "PG_VERSION").exists():
        raise CannotStart(f"A database stands in {cluster.data}: move it away first.")
    draft, store = cluster.place / "data.back", cluster.place / "log.back"
    shutil.rmtree(draft, ignore_errors=True)
    shutil.rmtree(store, ignore_errors=True)
    shutil.copytree(base, draft)
    _copy_log(log, store)
    goal = f"recovery_target_time = '{until.isoformat()}'\n" if until else ""
    (draft / "postgresql.auto.conf").write_text(
        f"restore_command = 'cp \"{store}/%f\" \"%p\"'\nrecovery_target_action = 'promote'\n{goal}"
    )
    (draft / "recovery.signal").touch()
    _give(cluster, draft)
    _give(cluster, store)
    draft.rename(cluster.data)
    # While it comes back nobody follows its log: commits must not wait for a second copy.
    alone = replace(cluster, wal=None)
    start(alone)
    _wait_for_the_end(alone)
    stop(alone)
    (cluster.data / "postgresql.auto.conf").write_text("")
    shutil.rmtree(store)


def _copy_log(log: Path, store: Path) -> None:
    """Copy the segments; the last, unfinished one counts as far as it was received."""
    store.mkdir(mode=0o700)
    for file in log.iterdir():
        name = file.name.removesuffix(_PARTIAL)
        if _SEGMENT.match(name) and not (file.name != name and (log / name).exists()):
            shutil.copy2(file, store / name)


def _give(cluster: Cluster, folder: Path) -> None:
    for place, _folders, files in os.walk(folder):
        for path in (place, *(os.path.join(place, name) for name in files)):
            os.chown(path, cluster.owner.uid, cluster.owner.gid)
    folder.chmod(0o700)


def _wait_for_the_end(cluster: Cluster) -> None:
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < give_up:
        with psycopg.connect(cluster.url("postgres", "postgres")) as connection:
            row = connection.execute("SELECT pg_is_in_recovery()").fetchone()
        if row == (False,):
            return
        time.sleep(0.1)
    raise CannotStart(f"The log was not replayed in {_PATIENCE_SECONDS} s: see {cluster.log}.")
