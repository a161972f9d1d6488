"""Units with the calendar each works by: everything an act asks of its places, in one statement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from motcua.engine.worktime import WorkCalendar
from motcua.registers.calendar.queries import calendar_by

_PLACES = """
WITH RECURSIVE up AS (
  SELECT id AS root, id, parent_id, 0 AS depth FROM organisation_unit WHERE id = ANY(%s)
  UNION
  SELECT up.root, u.id, u.parent_id, up.depth + 1 FROM organisation_unit u
  JOIN up ON u.id = up.parent_id WHERE up.depth < 20
)
SELECT u.id, u.code, u.name, u.level, u.parent_id, coalesce(p.name, ''), u.address, u.phone,
  (SELECT token FROM calendar_edition),
  ARRAY(SELECT up.id FROM up WHERE up.root = u.id ORDER BY up.depth)
FROM organisation_unit u LEFT JOIN organisation_unit p ON p.id = u.parent_id
WHERE u.id = ANY(%s)
"""


@dataclass(frozen=True)
class Place:
    """A unit as an act needs it: names for a form, level for a step, calendar for a clock."""

    unit_id: int
    code: str
    name: str
    level: str
    parent_id: int | None
    parent_name: str
    address: str
    phone: str
    calendar: WorkCalendar


Places = Mapping[int, Place]


def places_of(unit_ids: Iterable[int]) -> Places:
    """Return the places of these units; one statement once the edition is in memory."""
    wanted = list(set(unit_ids))
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, [wanted, wanted])
        rows = cursor.fetchall()
    return {row[0]: _place(row) for row in rows}


def _place(row: tuple[Any, ...]) -> Place:
    unit_id, code, name, level, parent_id, parent_name, address, phone, token, chain = row
    calendar = calendar_by(token, chain)
    return Place(unit_id, code, name, level, parent_id, parent_name, address, phone, calendar)
