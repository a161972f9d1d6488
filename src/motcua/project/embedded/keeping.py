"""The write-ahead log, kept a second time in another folder while the server writes it.

With a kept log a commit is acknowledged only when both copies have it: the data folder may burn
and nothing acknowledged is lost. (Promise P20.)
"""

import fcntl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import IO

import psycopg

from motcua.project.embedded.cluster import WITNESS, CannotStart, Cluster, answers

_PATIENCE_SECONDS = 60


def kept(cluster: Cluster) -> "nullcontext[None] | Receiver":
    """Return what keeps the log of a cluster with a `wal` folder while it is entered."""
    return Receiver(cluster, cluster.wal) if cluster.wal else nullcontext()


class Receiver:
    """Runs the receiving program, one for all who share the server; whoever is left goes on."""

    def __init__(self, cluster: Cluster, folder: Path) -> None:
        self.cluster, self.folder = cluster, folder
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> None:
        """Begin, and wait until the server knows its second copy.

        Raises CannotStart when it does not come: no commit would ever be acknowledged.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.thread.start()
        give_up = time.monotonic() + _PATIENCE_SECONDS
        while not self._is_followed():
            if time.monotonic() > give_up:
                self.stop.set()
                raise CannotStart(f"The log is not kept in {self.folder}: see receive.log there.")
            time.sleep(0.05)

    def __exit__(self, *_: object) -> None:
        """End; the last lines are received before the server stops, for it waits for them."""
        self.stop.set()
        self.thread.join()

    def _is_followed(self) -> bool:
        with suppress(psycopg.OperationalError), _superuser(self.cluster) as connection:
            found = connection.execute(
                "SELECT FROM pg_stat_replication WHERE application_name = %s", [WITNESS]
            )
            return found.fetchone() is not None
        return False

    def _keep(self) -> None:
        with (self.folder / "receive.lock").open("w") as gate:
            while not self.stop.is_set() and not _is_mine(gate):
                self.stop.wait(0.5)
            while not self.stop.is_set():
                self._receive()
                self.stop.wait(0.2)

    def _receive(self) -> None:
        if not answers(self.cluster):
            return
        _make_slot(self.cluster)
        argv = [
            str(self.cluster.programs / "pg_receivewal"),
            f"--directory={self.folder}", f"--slot={WITNESS}", "--synchronous", "--no-loop",
            f"--dbname={self.cluster.url('postgres', 'postgres')}&application_name={WITNESS}",
        ]  # fmt: skip
        with (self.folder / "receive.log").open("w") as log:
            process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log)  # noqa: S603 - the server's own program
            while process.poll() is None and not self.stop.wait(0.1):
                pass
            process.terminate()
            process.wait()


def _is_mine(gate: IO[str]) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _make_slot(cluster: Cluster) -> None:
    """Let the server hold back what the second copy has not got yet, also over a pause."""
    known = (psycopg.OperationalError, psycopg.errors.DuplicateObject)
    with suppress(*known), _superuser(cluster) as connection:
        connection.execute("SELECT pg_create_physical_replication_slot(%s, true)", [WITNESS])


@contextmanager
def _superuser(cluster: Cluster) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    with psycopg.connect(cluster.url("postgres", "postgres"), autocommit=True) as connection:
        yield connection
