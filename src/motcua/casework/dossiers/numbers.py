"""Numbers of books and codes of dossiers: allocated in the database, without gap or double.

The series row stays locked until the commit, so an act takes its number as late as it can.
"""

from datetime import datetime

from django.db import connection
from django.db.models import Model

from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import code_prefix
from motcua.foundation.rows import Taken
from motcua.kit.clock import VIETNAM

_NEXT = """
INSERT INTO dossiers_series (name, last) VALUES (%s, 1)
ON CONFLICT (name) DO UPDATE SET last = dossiers_series.last + 1
RETURNING last AS taken
"""

_NEXT_CODE = """
INSERT INTO dossiers_series (name, last) VALUES (%s, 1)
ON CONFLICT (name) DO UPDATE SET last = dossiers_series.last + 1
RETURNING name || '-' || lpad(last::text, greatest(4, length(last::text)), '0') AS taken
"""


def next_number(series: str) -> int:
    """Return the next number of a book, from 1; a rolled-back act gives its number back."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [series])
        return int(cursor.fetchone()[0])


def number_taken(row: Model, column: str, series: str) -> Taken:
    """Return what gives a new row the next number of a book, in the statement that inserts it."""
    return Taken(row, column, _NEXT, (series,))


def code_taken(dossier: Dossier, *, unit_code: str, at: datetime) -> Taken:
    """Return what gives a new dossier its code `H41.14-261122-0001` in the statement of its row.

    Basis: Decree 61/2018, art. 22; handbook 2.12.
    """
    return Taken(dossier, "code", _NEXT_CODE, (code_prefix(unit_code, at.astimezone(VIETNAM)),))
