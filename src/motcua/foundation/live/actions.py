"""Tell the screens that something changed."""

from django.db import connection

from motcua.foundation.live.rules import payload

PG_CHANNEL = "motcua_live"


def notify(channel: str, ident: int | str) -> None:
    """Send an id to everybody who listens to the channel, when the transaction commits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [PG_CHANNEL, payload(channel, str(ident))])
