"""What is in already: one row per history, one per chunk, written in the chunk's own transaction.

Plain tables made on first use: they belong to the demonstration, no room knows them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from motcua.demo.history.capture import TABLES, model_of

APPLICANT = "people.Applicant"
_IS_IT = "(size, seed, until, imported_before) = (%s, %s, %s, %s)"
_FIND = f"SELECT begun::text, is_done FROM demo_history WHERE {_IS_IT}"  # noqa: S608
_TABLES = """
CREATE TABLE IF NOT EXISTS demo_history (
  size bigint, seed bigint, until date, imported_before date, begun jsonb NOT NULL,
  is_done boolean NOT NULL DEFAULT false, PRIMARY KEY (size, seed, until, imported_before)
);
CREATE TABLE IF NOT EXISTS demo_history_chunk (
  size bigint, seed bigint, until date, imported_before date, number integer,
  PRIMARY KEY (size, seed, until, imported_before, number)
);
"""


@dataclass(frozen=True)
class Wanted:
    """Which history: how many dossiers, by which seed, up to the day before `until`."""

    size: int
    seed: int
    until: date
    imported_before: date | None = None
    codes: frozenset[str] = frozenset()

    @property
    def row(self) -> list[Any]:
        """Return the marker's key."""
        return [self.size, self.seed, self.until, self.imported_before or date.min]


@dataclass(frozen=True)
class Begun:
    """What stood in the tables when the history began: last keys, last numbers of books."""

    keys: Mapping[str, int]
    series: Mapping[str, int]
    people_seed: int
    is_done: bool


def begin(wanted: Wanted) -> Begun:
    """Return the beginning of a history, noted now or when it was first asked for."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        cursor.execute(_FIND, wanted.row)
        found = cursor.fetchone()
        if found is None:
            facts = {"keys": _last_keys(), "series": _series(), "people_seed": wanted.seed}
            cursor.execute(
                "INSERT INTO demo_history VALUES (%s, %s, %s, %s, %s)",
                [*wanted.row, json.dumps(facts)],
            )
            return Begun(**facts, is_done=False)  # type: ignore[arg-type]
    return Begun(**json.loads(found[0]), is_done=found[1])


def told(wanted: Wanted) -> frozenset[int]:
    """Return the chunks that are in."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT number FROM demo_history_chunk WHERE {_IS_IT}",  # noqa: S608
            wanted.row,
        )
        return frozenset(row[0] for row in cursor.fetchall())


def mark(wanted: Wanted, chunk: int) -> None:
    """Note within a chunk's transaction that it is in."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO demo_history_chunk VALUES (%s, %s, %s, %s, %s)", [*wanted.row, chunk]
        )


def finish(wanted: Wanted) -> None:
    """Note that the whole history is in."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE demo_history SET is_done = true WHERE {_IS_IT}",  # noqa: S608
            wanted.row,
        )


def sequence_of(label: str) -> str:
    """Return the name of the sequence that numbers a table's rows."""
    return f"{model_of(label)._meta.db_table}_id_seq"


def _last_keys() -> dict[str, int]:
    """Return the last key taken in every table; keys of rolled-back plays stay unused."""
    keys = {}
    with connection.cursor() as cursor:
        for label in (*TABLES, APPLICANT):
            cursor.execute(f"SELECT last_value FROM {sequence_of(label)}")  # noqa: S608
            keys[label] = int(cursor.fetchone()[0])
    return keys


def _series() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, last FROM dossiers_series")
        return dict(cursor.fetchall())
