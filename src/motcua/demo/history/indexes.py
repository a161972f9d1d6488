"""Indexes step aside while a large history is loaded, and are built once when it is in.

Row by row they cost more than the rows. What makes rows unlike each other (keys, unique indexes)
stays. Definitions are kept in the transaction that drops them, so a load that was interrupted finds
them again.
"""

from collections.abc import Iterable

from django.db import connection, transaction

FROM_DOSSIERS_ON = 50_000
"""From this size on it pays; a small history is not worth a lock on the tables."""
_TABLE = "CREATE TABLE IF NOT EXISTS demo_history_index (name text PRIMARY KEY, definition text)"
# Those of a partition follow the table's own, which is defined for the parent alone.
_KEEP = """
INSERT INTO demo_history_index
SELECT c.relname, replace(pg_get_indexdef(c.oid), ' ON ONLY ', ' ON ')
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
WHERE t.relname = ANY(%s) AND t.relnamespace = current_schema::regnamespace
  AND NOT i.indisunique AND NOT c.relispartition
RETURNING name
"""
_LEFT = "SELECT name, definition FROM demo_history_index ORDER BY name"


@transaction.atomic
def set_aside(tables: Iterable[str]) -> list[str]:
    """Drop what only helps to find rows of these tables; return the names."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLE)
        cursor.execute(_KEEP, [list(tables)])
        names = [name for (name,) in cursor.fetchall()]
        for name in names:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    return names


def missing() -> list[tuple[str, str]]:
    """Return what stands aside: names and definitions."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLE)
        cursor.execute(_LEFT)
        found: list[tuple[str, str]] = cursor.fetchall()
    return found


@transaction.atomic
def build(name: str, definition: str) -> None:
    """Build one again."""
    with connection.cursor() as cursor:
        # All rows are read and sorted: longer, and in more memory, than any page may take.
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL maintenance_work_mem = '1GB'")
        cursor.execute(definition)
        cursor.execute("DELETE FROM demo_history_index WHERE name = %s", [name])
