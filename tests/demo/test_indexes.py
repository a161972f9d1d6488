"""Indexes that step aside for a load come back as they were."""

import pytest
from django.db import connection

from motcua.demo.history import indexes

pytestmark = pytest.mark.django_db
_TABLES = ["dossiers_dossier", "journal_entry"]
_UNIQUE = {"dossiers_dossier_pkey", "a_code_names_one_dossier", "journal_entry_pkey"}
_SHAPES = """
SELECT c.relname, pg_get_indexdef(c.oid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_class t ON t.oid = i.indrelid WHERE t.relname = ANY(%s)
"""
_OF_PARTS = """
SELECT count(*) FROM pg_class c JOIN pg_inherits p ON p.inhrelid = c.oid
WHERE p.inhparent = 'journal_entry_dossier'::regclass
"""


def _shapes() -> dict[str, tuple[str, bool]]:
    """Return columns of each, and whether it is of some rows; casts in conditions are rewritten."""
    with connection.cursor() as cursor:
        cursor.execute(_SHAPES, [_TABLES])
        found = cursor.fetchall()
    parts = {name: text.replace("ON ONLY", "ON").partition(" WHERE ") for name, text in found}
    return {name: (columns, bool(where)) for name, (columns, where, _) in parts.items()}


def _of_parts() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_OF_PARTS)
        return int(cursor.fetchone()[0])


def test_only_what_keeps_rows_apart_stays_and_all_come_back() -> None:
    before, parts = _shapes(), _of_parts()
    gone = indexes.set_aside(_TABLES)
    assert set(_shapes()) == _UNIQUE
    assert set(gone) == set(before) - _UNIQUE
    for one in indexes.missing():
        indexes.build(*one)
    assert _of_parts() == parts > 0
    assert _shapes() == before
    assert indexes.missing() == []


def test_what_was_interrupted_is_found_again() -> None:
    before = _shapes()
    indexes.set_aside(_TABLES)
    first, *rest = indexes.missing()
    indexes.build(*first)
    assert indexes.set_aside(_TABLES) == [first[0]]
    assert {name for name, _ in indexes.missing()} == {first[0], *(name for name, _ in rest)}
    for one in indexes.missing():
        indexes.build(*one)
    assert set(_shapes()) == set(before)
