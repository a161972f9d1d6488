"""Keep the journal's house: months ahead, old request keys, rights, the scale of transactions."""

from datetime import datetime, timedelta

from django.db import connection

from motcua.foundation.journal.models import Request

MONTHS_AHEAD = 3
REQUESTS_KEPT = timedelta(days=90)

TABLES = ("journal_entry", "journal_seal", "journal_stamp", "journal_access")

# The base is part of the default of `txid`, so that writing an entry asks nobody for it.
_RAISE_BASE = """
    DO $$
    DECLARE
      top bigint := greatest((SELECT max(txid) FROM journal_entry),
                             (SELECT max(to_txid) FROM journal_seal),
                             (SELECT max(next_txid) FROM journal_reader), 0);
    BEGIN
      IF top > pg_snapshot_xmax(pg_current_snapshot())::text::bigint + journal_txid_base() THEN
        EXECUTE format('CREATE OR REPLACE FUNCTION journal_txid_base() RETURNS bigint'
                       ' LANGUAGE sql IMMUTABLE AS %L', 'SELECT ' || top || '::bigint');
      END IF;
    END $$
"""


def make_months(now: datetime) -> int:
    """Lay the partitions of this month and the next ones; return how many were missing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_make_months(%s, %s)", [now.date(), MONTHS_AHEAD + 1])
        return int(cursor.fetchone()[0])


def forget_requests(now: datetime) -> int:
    """Let go of request keys that nobody will send again; return how many."""
    return Request.objects.filter(claimed_at__lt=now - REQUESTS_KEPT).delete()[0]


def keep_txid_rising() -> None:
    """Lift the scale of transaction numbers above everything recorded, after a restored dump.

    A new cluster counts from the start again; without this, new entries would seem to belong to
    sealed batches and no reader would meet them. Called after every migration; does nothing else
    where the scale is right.
    """
    with connection.cursor() as cursor:
        cursor.execute(_RAISE_BASE)


def grants(role: str) -> None:
    """Take from the application's role every right to change the past.

    To be run by the owner of the tables, another role than `role`; months made later are owned by
    the same owner and never granted. The triggers refuse in any case; this is the second lock.
    """
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute("SELECT journal_take_rights(%s, %s)", [table, role])
