"""Fills the product with dossiers: what the acts made for the demonstration, row by row copied.

A copy has every row of its original in the tables below, so its shape is by construction that of
a dossier made by acts; `check` holds the counts of one pair against each other.
"""

from typing import Any

import psycopg

DOSSIERS = "dossiers_dossier"
# Tables with one row or more for each dossier; the journal's entries keep their kind and body.
TABLES = {
    "dossiers_party": {},
    "dossiers_clockevent": {},
    # A copy has no result of its own: the paper of one is a paper that was brought.
    "documents_paperitem": {
        "result_id": "NULL::bigint",
        "state": "CASE s.state WHEN 'issued' THEN 'received' ELSE s.state END",
        "received_at": "CASE s.state WHEN 'issued' THEN now() ELSE s.received_at END",
    },
    "processes_processinstance": {},
    "processes_task": {"dossier_due_at": "s.dossier_due_at + m.nth * interval '1 second'"},
    "journal_entry": {"request_key": "NULL::uuid"},
}
Database = psycopg.Connection[Any]


def fill(database: Database, wanted: int) -> int:
    """Copy the dossiers that are there until there are `wanted`; return how many were copied."""
    (there,) = database.execute(f"SELECT count(*) FROM {DOSSIERS}").fetchone() or (0,)  # noqa: S608
    return _copied(database, max(0, wanted - there), FIFTH)


def lay_on_the_desk(database: Database, count: int) -> None:
    """Copy so many dossiers that wait on the desk of the specialist with most to appraise."""
    _copied(database, count, 1)


def _copied(database: Database, lacking: int, busy_every: int) -> int:
    with database.transaction():
        database.execute(_MAP, {"lacking": lacking, "every": busy_every})
        _copy(database, DOSSIERS, "id", _OF_DOSSIERS)
        for table, changes in TABLES.items():
            _copy(database, table, "dossier_id", {"dossier_id": "m.made", **changes})
        check(database, lacking)
    database.execute("ANALYZE")
    return lacking


def check(database: Database, lacking: int) -> None:
    """Raise `AssertionError` when a copy has not the rows of its original."""
    if not lacking:
        return
    for table in TABLES:
        found = database.execute(
            f"SELECT (SELECT count(*) FROM {table} WHERE dossier_id = m.made)"  # noqa: S608
            f" - (SELECT count(*) FROM {table} WHERE dossier_id = m.source) AS more"
            " FROM copies m ORDER BY random() LIMIT 20"
        ).fetchall()
        if any(more for (more,) in found):
            raise AssertionError(f"{table}: a copy differs from its original")


FIFTH = 5
"""One copy in five lies on the desk of the specialist who has most to appraise."""
_MAP = """
CREATE TEMP TABLE copies ON COMMIT DROP AS
WITH load AS (
    SELECT t.dossier_id, count(*) OVER (PARTITION BY t.assignee_id) AS his, t.assignee_id
      FROM processes_task t JOIN dossiers_dossier d ON d.id = t.dossier_id
     WHERE t.state = 'open' AND t.act = 'appraise' AND d.state = 'in_process'
       AND t.assignee_id IS NOT NULL
), busy AS (
    SELECT dossier_id AS id, row_number() OVER () - 1 AS place, count(*) OVER () AS n FROM load
     WHERE assignee_id = (SELECT assignee_id FROM load ORDER BY his DESC, assignee_id LIMIT 1)
), every AS (
    SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS n
      FROM dossiers_dossier
)
SELECT coalesce(b.id, e.id) AS source, g + earlier.n AS nth,
       nextval(pg_get_serial_sequence('dossiers_dossier', 'id')) AS made
  FROM generate_series(1, %(lacking)s::int) g
  CROSS JOIN (SELECT count(*)::int AS n FROM dossiers_dossier WHERE code LIKE 'H41.00-%%') earlier
  JOIN every e ON e.place = g %% e.n
  LEFT JOIN busy b ON g %% %(every)s::int = 0 AND b.place = (g / %(every)s::int) %% b.n
"""
_OF_DOSSIERS = {
    "id": "m.made",
    "code": "'H41.00-' || to_char(date '2020-01-01' + (m.nth - 1) / 1000, 'YYMMDD') || '-'"
    " || lpad(((m.nth - 1) % 1000 + 1)::text, 4, '0')",
    "due_at": "s.due_at + m.nth * interval '1 second'",
    "original_due_at": "s.original_due_at + m.nth * interval '1 second'",
}


def _copy(database: Database, table: str, by: str, changes: dict[str, str]) -> None:
    columns = [
        name
        for name, is_generated in database.execute(_COLUMNS, [table]).fetchall()
        if name in changes or not is_generated
    ]
    values = [changes.get(name, f"s.{name}") for name in columns]
    database.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)}"  # noqa: S608
        f" FROM copies m JOIN {table} s ON s.{by} = m.source ORDER BY m.nth"
    )


_COLUMNS = """
SELECT column_name, is_identity = 'YES' OR column_default LIKE 'nextval%%'
  FROM information_schema.columns WHERE table_name = %s AND table_schema = 'public'
 ORDER BY ordinal_position
"""
