"""The database of Django, asked less: a pooled connection is looked at, instants are read in C.

Django asks the server before every request whether a pooled connection still lives, which costs
one round trip. A server that closed its end has made the socket readable: that is looked at, and
only a connection with something to say is asked.
"""

from functools import cache
from select import POLLIN, poll
from typing import Any

from django.db.backends.postgresql import base
from psycopg import Connection, OperationalError, adapters
from psycopg.abc import AdaptContext
from psycopg.adapt import AdaptersMap
from psycopg.postgres import types
from psycopg.pq import Format
from psycopg_pool import ConnectionPool


class DatabaseWrapper(base.DatabaseWrapper):
    """Named as Django looks for it."""

    def get_connection_params(self) -> dict[str, Any]:
        """Return Django's parameters, with the driver's own reader of instants."""
        params = super().get_connection_params()
        return {**params, "context": _with_instants(params["context"])}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Return a connection that the server has not closed meanwhile."""
        connection = super().get_new_connection(conn_params)
        while self.pool and not _lives(connection):
            self.pool.putconn(connection)  # a broken one is thrown away, and another made
            connection = super().get_new_connection(conn_params)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """Return a cursor as Django's, without its question for the reader of instants."""
        if name is None:
            return self.connection.cursor()
        lasts = self.connection.autocommit
        return self.connection.cursor(name, scrollable=False, withhold=lasts)


@cache
def _with_instants(context: AdaptContext) -> AdaptersMap:
    """The driver reads an instant in the time zone of its connection, which Django sets."""
    made, oid = AdaptersMap(context.adapters), types["timestamptz"].oid
    reader = adapters.get_loader(oid, Format.TEXT)
    if reader is not None:
        made.register_loader(oid, reader)
    return made


def _lives(connection: "Connection[Any]") -> bool:
    watched = poll()
    watched.register(connection.fileno(), POLLIN)
    if not watched.poll(0):
        return True
    try:
        ConnectionPool.check_connection(connection)
    except OperationalError:
        return False
    return True
