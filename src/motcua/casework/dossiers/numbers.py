"""Numbers of books and codes of dossiers: allocated in the database, without gap or double.

The series row stays locked until the commit, so an act takes its number as late as it can.
"""

from datetime import datetime

from django.db import connection

from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import code_prefix
from motcua.kit.clock import VIETNAM

_NEXT = """
INSERT INTO dossiers_series (name, last) VALUES (%s, 1)
ON CONFLICT (name) DO UPDATE SET last = dossiers_series.last + 1
RETURNING last
"""

_ASSIGN_CODE = """
WITH taken AS (
    INSERT INTO dossiers_series (name, last) VALUES (%(prefix)s, 1)
    ON CONFLICT (name) DO UPDATE SET last = dossiers_series.last + 1
    RETURNING last
)
UPDATE dossiers_dossier
SET financial_state = %(financial_state)s,
    code = %(prefix)s || '-' || lpad(taken.last::text, greatest(4, length(taken.last::text)), '0')
FROM taken WHERE id = %(dossier_id)s
RETURNING code
"""


def next_number(series: str) -> int:
    """Return the next number of a book, from 1; a rolled-back act gives its number back."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [series])
        return int(cursor.fetchone()[0])


def assign_code(dossier: Dossier, *, unit_code: str, at: datetime) -> str:
    """Give a new dossier its code `H41.14-261122-0001` and keep its financial state.

    Basis: Decree 61/2018, art. 22; handbook 2.12.
    """
    prefix = code_prefix(unit_code, at.astimezone(VIETNAM))
    with connection.cursor() as cursor:
        cursor.execute(
            _ASSIGN_CODE,
            {
                "prefix": prefix,
                "dossier_id": dossier.pk,
                "financial_state": dossier.financial_state,
            },
        )
        return str(cursor.fetchone()[0])
