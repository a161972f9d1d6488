"""Sharing the server: the first who needs it starts it, the last who leaves stops it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from motcua.project.embedded.cluster import Cluster, start, stop


@contextmanager
def using(cluster: Cluster) -> Iterator[str]:
    """Give the database's address while the server is up."""
    with (cluster.place.parent / f"{cluster.place.name}.users").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            start(cluster)
            yield cluster.url()
        finally:
            with suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                stop(cluster)
