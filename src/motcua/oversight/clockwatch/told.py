"""What an officer was told of clocks: of the steps he holds, of his unit when he leads it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from motcua.oversight.clockwatch.rules import AlertKind
from motcua.registers.organisation.rules import Acting, Role

PAGE = 50
FRESH = timedelta(days=14)
LEADERS = (Role.DIVISION_LEADER, Role.UNIT_LEADER, Role.PROVINCE_LEADER, Role.CENTRE_MANAGER)
RECEIVERS = (Role.RECEPTION_OFFICER, Role.POSTAL_CLERK)
_RECEPTIONS = (AlertKind.RECEPTION_NEAR, AlertKind.RECEPTION_LATE)
# A promise that was kept, moved or paused is no longer told of.
_TOLD = f"""
WITH mine AS (
  SELECT a.* FROM clockwatch_alert a
   WHERE a.unit_id = ANY(%(units)s) AND a.at >= %(since)s AND a.kind = ANY(%(kinds)s)
  UNION
  SELECT a.* FROM processes_task t JOIN clockwatch_alert a ON a.dossier_id = t.dossier_id
   WHERE t.assignee_id = %(officer)s AND t.state = 'open' AND a.at >= %(since)s)
SELECT m.kind, m.counted_from, m.at, d.id, coalesce(d.code, ''), v.name, v.name_en, u.name
  FROM mine m JOIN dossiers_dossier d ON d.id = m.dossier_id
  JOIN catalogue_procedureversion v ON v.id = d.version_id
  JOIN organisation_unit u ON u.id = m.unit_id
 WHERE (d.state IN ('received', 'in_process') AND m.counted_from = d.due_at)
    OR (d.state = 'submitted' AND m.counted_from = d.filed_at)
 ORDER BY m.at DESC, m.id DESC LIMIT {PAGE}
"""  # noqa: S608 - a number of this module


@dataclass(frozen=True)
class ToldRow:
    """One alert that still holds; `counted_from` is the promise, or the instant of filing."""

    kind: AlertKind
    counted_from: datetime
    at: datetime
    dossier_id: int
    code: str
    procedure: str
    procedure_en: str
    unit: str


def told_to(by: Acting, now: datetime) -> tuple[ToldRow, ...]:
    """Return the PAGE latest alerts of two weeks that concern an officer; one statement.

    Basis: handbook 4.5 (the task goes to the unit's head), R-10 (the Centre follows and urges).
    """
    kinds = list(AlertKind) if by.may(*LEADERS) else []
    kinds += _RECEPTIONS if by.may(*RECEIVERS) else ()
    values: dict[str, Any] = {
        "units": list(by.unit_ids),
        "since": now - FRESH,
        "kinds": [kind.value for kind in kinds],
        "officer": by.officer_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, values)
        return tuple(ToldRow(*(AlertKind(row[0]), *row[1:])) for row in cursor.fetchall())
