"""What public acts once brought about stands again in a later test: its rows are copied back.

A cast and an announced procedure take some four hundred statements; most tests begin with both.
The first test of a process makes them by the acts, whose rows are then kept; later tests get the
same rows under the same keys, and a copy of what the maker returned.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.db import connection, transaction

T = TypeVar("T")
Rows = dict[str, tuple[bytes, ...]]
# Of these every transaction has its own: a copied one would look settled to the journal's readers.
_MADE_ANEW = {("journal_entry", "txid")}
_COLUMNS = """
    SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
       AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     GROUP BY 1 ORDER BY 1
"""


@dataclass(frozen=True)
class _Standing:
    """What was made, and the rows of each table in the database's own copying words."""

    made: Any
    rows: Rows


_KEPT: dict[str, _Standing] = {}


def standing(name: str, make: Callable[[], T]) -> T:
    """Return what `make` makes; from the second time on in this process, by copying rows."""
    if (kept := _KEPT.get(name)) is not None:
        with transaction.atomic():
            _copy_back(kept.rows)
        return cast("T", deepcopy(kept.made))
    before = _rows()
    made = make()
    _KEPT[name] = _Standing(deepcopy(made), _new(before, _rows()))
    return made


def _new(before: Rows, after: Rows) -> Rows:
    """Return the rows that came; a row that changed or went could not be copied back."""
    known = {table: set(rows) for table, rows in before.items()}
    gone = [table for table, rows in after.items() if known[table] - set(rows)]
    assert not gone, f"rows of these tables did not stay as they were: {gone}"
    came = {t: tuple(r for r in rows if r not in known[t]) for t, rows in after.items()}
    return {table: rows for table, rows in came.items() if rows}


def _rows() -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS)
        columns = cursor.fetchall()
        return {_target(*each): _copied(cursor, _target(*each)) for each in columns}


def _target(table: str, columns: list[str]) -> str:
    kept = (f'"{column}"' for column in columns if (table, column) not in _MADE_ANEW)
    return f'"{table}" ({", ".join(kept)})'


def _copied(cursor: Any, target: str) -> tuple[bytes, ...]:
    table, _, columns = target.partition(" ")
    words = f"COPY (SELECT {columns[1:-1]} FROM {table}) TO STDOUT"  # noqa: S608 - catalogue names
    with cursor.copy(words) as copy:
        return tuple(bytes(row) for row in copy)


def _copy_back(rows: Rows) -> None:
    with connection.cursor() as cursor:
        # The rows were checked when they were made: triggers and references need not look again.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for target, some in rows.items():
            with cursor.copy(f"COPY {target} FROM STDIN") as copy:
                copy.write(b"".join(some))
        cursor.execute("SET LOCAL session_replication_role = origin")
