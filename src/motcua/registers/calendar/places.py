"""Units with the calendar each works by: everything an act asks of its places, in one statement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from motcua.engine.worktime import WorkCalendar
from motcua.foundation.rows import Question, ask
from motcua.registers.calendar.queries import calendar_by

AT_ONCE = 4
# A list of known length, filled up with its last unit: one text, and a plan that the server keeps.
_PLACES = """
WITH RECURSIVE up AS (
  SELECT id AS root, id, parent_id, 0 AS depth FROM organisation_unit
  WHERE id = ANY(ARRAY[{marks}]::bigint[])
  UNION
  SELECT up.root, u.id, u.parent_id, up.depth + 1 FROM organisation_unit u
  JOIN up ON u.id = up.parent_id WHERE up.depth < 20
)
SELECT json_agg(json_build_array(
  u.id, u.code, u.name, u.level, u.parent_id, coalesce(p.code, ''), coalesce(p.name, ''),
  u.address, u.phone,
  (SELECT token FROM calendar_edition),
  ARRAY(SELECT up.id FROM up WHERE up.root = u.id ORDER BY up.depth)))
FROM organisation_unit u LEFT JOIN organisation_unit p ON p.id = u.parent_id
WHERE u.id = ANY(ARRAY[{marks}]::bigint[])
"""


@dataclass(frozen=True)
class Place:
    """A unit as an act needs it: names for a form, level for a step, calendar for a clock."""

    unit_id: int
    code: str
    name: str
    level: str
    parent_id: int | None
    parent_code: str
    parent_name: str
    address: str
    phone: str
    calendar: WorkCalendar


Places = Mapping[int, Place]


def places_of(unit_ids: Iterable[int]) -> Places:
    """Return the places of these units; one statement once the edition is in memory."""
    (found,) = ask(asked_places(unit_ids))
    places: Places = found
    return places


def asked_places(unit_ids: Iterable[int]) -> Question[Places]:
    """Return the question for these units, to be asked with others."""
    wanted = sorted(set(unit_ids))
    wanted += wanted[-1:] * (-len(wanted) % AT_ONCE)
    text = _PLACES.format(marks=", ".join(["%s"] * len(wanted)))
    return Question(text, (*wanted, *wanted), _read)


def _read(rows: list[list[Any]] | None) -> Places:
    return {row[0]: _place(row) for row in rows or ()}


def _place(row: list[Any]) -> Place:
    token, chain = row[-2:]
    calendar = calendar_by(UUID(token) if token else None, chain)
    return Place(*(*row[:-2], calendar))
