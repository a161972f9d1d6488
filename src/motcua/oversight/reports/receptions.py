"""What the board's figures do not tell of the dossiers received: came online, had to be mended."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from motcua.oversight.reports.scope import Scope

_COUNTED = """
SELECT CASE WHEN u.level = 'division' THEN coalesce(u.parent_id, u.id) ELSE u.id END,
  v.procedure_id, count(*) FILTER (WHERE d.channel = 'online'), count(s.dossier_id)
FROM dossiers_dossier d
JOIN catalogue_procedureversion v ON v.id = d.version_id
JOIN organisation_unit u ON u.id = d.competent_unit_id
LEFT JOIN (SELECT DISTINCT dossier_id FROM dossiers_supplementrequest
  WHERE requested_at <= %(end)s) s ON s.dossier_id = d.id
WHERE d.received_at BETWEEN %(begin)s AND %(end)s
  AND (%(everywhere)s OR d.competent_unit_id = ANY(%(unit_ids)s))
GROUP BY 1, 2
"""


@dataclass
class Receptions:
    """Dossiers received, by agency and procedure: came online, asked for papers at least once."""

    online: Counter[tuple[int, int]] = field(default_factory=Counter)
    supplemented: Counter[tuple[int, int]] = field(default_factory=Counter)

    def by_unit(self, beside: Mapping[str, str] | None = None) -> Mapping[str, dict[str, int]]:
        """Return both figures by the key of an agency, or of the one beside which it is told."""
        others = beside or {}
        return self._by(lambda place: others.get(str(place[0]), str(place[0])))

    def by_procedure(self) -> Mapping[str, dict[str, int]]:
        """Return both figures by the key of a procedure."""
        return self._by(lambda place: str(place[1]))

    def _by(self, key: Callable[[tuple[int, int]], str]) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for place in self.online:
            line = found.setdefault(key(place), dict(NOTHING))
            line["online"] += self.online[place]
            line["supplemented"] += self.supplemented[place]
        return found


NOTHING = {"online": 0, "supplemented": 0}


def receptions(scope: Scope) -> Receptions:
    """Return what was received in the period; requests count until its end. One statement.

    Basis: handbook 4.6 (supplement rate); R-21.
    """
    begin, end = scope.period.instants(scope.as_at)
    facts: dict[str, Any] = {"begin": begin, "end": end, "everywhere": not scope.unit_ids}
    found = Receptions()
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, {**facts, "unit_ids": list(scope.unit_ids)})
        for unit_id, procedure_id, online, supplemented in cursor.fetchall():
            found.online[unit_id, procedure_id] = online
            found.supplemented[unit_id, procedure_id] = supplemented
    return found
