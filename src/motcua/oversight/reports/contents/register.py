"""The register of a period: every dossier received, as the journal told it at the instant."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.casework.dossiers.rules import PartyRole
from motcua.kit.clock import VIETNAM
from motcua.oversight.reports.figures import CHANNELS
from motcua.oversight.reports.rules.refusals import CannotMake
from motcua.oversight.reports.scope import Scope

AT_MOST = 5_000
METHODS = {"counter": "Trực tiếp", "post": "Bưu chính", "electronic": "Điện tử"}
# One statement whatever the number of dossiers; the journal's turns up to the instant only.
_ROWS = """
WITH wanted AS (
  SELECT d.id, d.code, d.channel, d.set_count, d.owner_name, d.received_at, d.return_method,
    d.original_due_at, v.name AS procedure_name, u.name AS unit_name
  FROM dossiers_dossier d
  JOIN catalogue_procedureversion v ON v.id = d.version_id
  JOIN organisation_unit u ON u.id = d.competent_unit_id
  WHERE d.received_at BETWEEN %(begin)s AND %(end)s
    AND (%(everywhere)s OR d.competent_unit_id = ANY(%(unit_ids)s))
  ORDER BY d.received_at, d.id LIMIT %(most)s
), turns AS (
  SELECT j.dossier_id,
    min(j.at) FILTER (WHERE j.kind = 'dossier.handed_over') AS sent_at,
    max(j.at) FILTER (WHERE j.kind = 'dossier.result_at_centre') AS back_at,
    max(j.at) FILTER (WHERE j.kind = 'dossier.result_returned') AS returned_at,
    max(j.kind) FILTER (WHERE j.kind IN ('dossier.withdrawn', 'dossier.stopped')) AS ended
  FROM journal_entry j
  WHERE j.dossier_id IN (SELECT id FROM wanted) AND j.at <= %(end_at)s
  GROUP BY j.dossier_id
)
SELECT w.code, w.procedure_name, w.set_count, w.owner_name, coalesce(p.address, ''),
  coalesce(p.phone, ''), w.unit_name, w.received_at,
  coalesce((SELECT e.due_before FROM dossiers_clockevent e WHERE e.dossier_id = w.id
      AND e.at > %(end_at)s ORDER BY e.at, e.id LIMIT 1),
    (SELECT e.due_after FROM dossiers_clockevent e WHERE e.dossier_id = w.id
      AND e.at <= %(end_at)s AND e.kind <> 'suspended' ORDER BY e.at DESC, e.id DESC LIMIT 1),
    w.original_due_at),
  t.sent_at, t.back_at, t.returned_at, w.return_method, w.channel, t.ended
FROM wanted w
LEFT JOIN turns t ON t.dossier_id = w.id
LEFT JOIN dossiers_party p ON p.dossier_id = w.id AND p.role = %(owner)s
ORDER BY w.received_at, w.code
"""
ENDED = {"dossier.withdrawn": "Người nộp rút hồ sơ", "dossier.stopped": "Dừng giải quyết"}
TEXTS = ("code", "procedure", "sets", "applicant", "address", "phone", "unit")
INSTANTS = ("received_at", "due_at", "sent_at", "back_at", "returned_at")


def _rows(scope: Scope, _content: Mapping[str, Any]) -> list[dict[str, Any]]:
    begin, end = scope.period.instants(scope.as_at)
    facts: dict[str, Any] = {
        "begin": begin,
        "end": end,
        "end_at": scope.as_at,
        "everywhere": not scope.unit_ids,
        "unit_ids": list(scope.unit_ids),
        "most": AT_MOST + 1,
        "owner": PartyRole.OWNER.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, facts)
        found = cursor.fetchall()
    if len(found) > AT_MOST:
        raise CannotMake("too_many_dossiers")
    return [_row(row) for row in found]


def _row(row: tuple[Any, ...]) -> dict[str, Any]:
    *rest, method, channel, ended = row
    told = dict(zip((*TEXTS, *INSTANTS), rest, strict=True))
    for name in INSTANTS:
        told[name] = _at(told[name])
    returned = METHODS[method] if told["returned_at"] else ""
    return told | {
        "channel": CHANNELS[channel], "method": returned, "note": ENDED.get(ended or "", "")
    }  # fmt: skip


def _at(instant: datetime | None) -> str | None:
    return instant.astimezone(VIETNAM).isoformat(timespec="minutes") if instant else None


SECTIONS = (("rows", _rows),)
