"""What every verb stands on: a database that answers, Django set up, messages compiled."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

import django
from django.conf import settings

from motcua.project.embedded import Cluster, cluster_in, kept, using
from motcua.project.messages import compile_all


@contextmanager
def standing() -> Iterator[Cluster | None]:
    """Stand on the given PostgreSQL (None), or on the embedded one, kept up meanwhile."""
    with nullcontext() if is_given() else _embedded() as cluster:
        compile_all()
        django.setup()
        yield cluster


def is_given() -> bool:
    """Say whether the database is somebody else's to keep up."""
    return "MOTCUA_DATABASE_URL" in os.environ or "MOTCUA_DATABASE_URL_FILE" in os.environ


@contextmanager
def _embedded() -> Iterator[Cluster]:
    from motcua.project.places import HOME, WAL

    cluster = replace(cluster_in(HOME), wal=Path(WAL).absolute() if WAL else None)
    with using(cluster) as address, kept(cluster):
        os.environ["MOTCUA_DATABASE_URL"] = address
        try:
            yield cluster
        finally:
            _let_go()
            del os.environ["MOTCUA_DATABASE_URL"]


def _let_go() -> None:
    """Close this process's connections, so that the server need not end them."""
    if settings.configured:
        from django.db import connections

        connections.close_all()
