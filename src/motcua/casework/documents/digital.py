"""The electronic side of the folder: a paper's file, and how complete a dossier is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from motcua.casework.documents.events import LeftUnscanned, PaperDigitised
from motcua.casework.documents.models import PaperFile, PaperItem, Result
from motcua.casework.documents.rules.papers import DigitalState, FileOrigin, Medium, PaperState
from motcua.foundation.journal.actions import record
from motcua.foundation.journal.rules import Actor

_WEIGH = """
INSERT INTO documents_digitisation AS kept (dossier_id, procedure_id, unit_id, received_at, papers,
    digitised, reused, officer_id, excuse, excused_at)
SELECT d.id, v.procedure_id, d.receiving_unit_id, d.received_at, count(p.id),
    count(p.id) FILTER (WHERE p.digital IN ('scanned', 'digitised')),
    count(p.id) FILTER (WHERE p.digital = 'reused'),
    NULLIF(%(officer_id)s, 0), '', NULL
  FROM dossiers_dossier d
  JOIN catalogue_procedureversion v ON v.id = d.version_id
  LEFT JOIN documents_paperitem p ON p.dossier_id = d.id AND p.state IN ('received', 'returned')
 WHERE d.id = ANY(%(dossiers)s) AND d.received_at IS NOT NULL
 GROUP BY d.id, v.procedure_id
    ON CONFLICT (dossier_id) DO UPDATE SET papers = excluded.papers,
       digitised = excluded.digitised, reused = excluded.reused,
       officer_id = CASE WHEN kept.excuse = '' THEN coalesce(excluded.officer_id, kept.officer_id)
                         ELSE kept.officer_id END
RETURNING dossier_id, papers - digitised - reused
"""
_EXCUSE = """
UPDATE documents_digitisation SET excuse = %(excuse)s, excused_at = %(now)s,
       officer_id = coalesce(NULLIF(%(officer_id)s, 0), officer_id)
 WHERE dossier_id = ANY(%(dossiers)s) AND papers > digitised + reused AND excuse = ''
RETURNING dossier_id, papers - digitised - reused
"""


@dataclass(frozen=True)
class Hand:
    """Who digitises: the actor with his key among the officers, and for which unit."""

    actor: Actor
    officer_id: int
    unit_id: int


@dataclass(frozen=True)
class NewFile:
    """An electronic file for a paper; `read` is what was recognised on it, as plain values."""

    sha256: str
    size: int
    page_count: int
    name: str
    origin: FileOrigin
    type_code: str = ""
    number: str = ""
    issued_on: date | None = None
    read: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def attach(paper_id: int, file: NewFile, *, by: Hand, now: datetime) -> PaperFile:
    """Give a paper its electronic file; the bytes of its newest file again change nothing.

    Basis: Decree 107/2021/NĐ-CP, art. 21a; Circular 01/2023/TT-VPCP (mem-mid)
    """
    paper = PaperItem.objects.select_for_update().get(pk=paper_id)
    files = list(PaperFile.objects.filter(paper=paper).order_by("-version"))
    newest = next((one for one in files if not one.is_hidden), None)
    if newest is not None and newest.blob_id == file.sha256:
        return newest
    made = PaperFile.objects.create(
        paper=paper,
        version=files[0].version + 1 if files else 1,
        blob_id=file.sha256,
        origin=file.origin,
        name=file.name,
        type_code=file.type_code,
        number=file.number,
        issued_on=file.issued_on,
        page_count=file.page_count,
        size=file.size,
        read=file.read,
        digitised_by=by.actor.label,
        officer_id=by.officer_id,
        digitised_at=now,
    )
    mark(paper, DigitalState.DIGITISED, by=by)
    told = (paper.pk, paper.dossier_id, made.version, file.sha256, file.page_count, file.origin)
    record(PaperDigitised(*told), by=by.actor, at=now, unit_id=by.unit_id)
    return made


def mark(paper: PaperItem, state: DigitalState, *, by: Hand) -> None:
    """Say how far a locked paper has come; a result's is told to it, the others are weighed."""
    paper.digital = state
    paper.save(update_fields=["digital"])
    if paper.result_id is None:
        weigh([paper.dossier_id], by=by)
    else:
        is_waiting = state is DigitalState.WAITING
        _tell_result(paper, Medium.PAPER if is_waiting else Medium.SCANNED)


def certified(paper: PaperItem) -> None:
    """Say that the newest scan of a paper was signed as a true copy."""
    if paper.result_id is not None:
        _tell_result(paper, Medium.CERTIFIED)


def _tell_result(paper: PaperItem, medium: Medium) -> None:
    Result.objects.filter(pk=paper.result_id or 0).update(medium=medium)


def weigh(dossier_ids: Sequence[int], *, by: Hand) -> dict[int, int]:
    """Count what is electronic of received dossiers; return how many papers of each are not.

    The last officer at it stays named, the one who excused for good; a machine names nobody.
    """
    facts: dict[str, Any] = {"dossiers": list(dossier_ids), "officer_id": by.officer_id}
    with connection.cursor() as cursor:
        cursor.execute(_WEIGH, facts)
        return {dossier_id: missing for dossier_id, missing in cursor.fetchall() if missing}


def excuse(dossier_ids: Sequence[int], reason: str, *, by: Hand, now: datetime) -> None:
    """Keep why papers of these dossiers leave unscanned; complete dossiers need none."""
    with connection.cursor() as cursor:
        facts: dict[str, Any] = {"dossiers": list(dossier_ids), "excuse": reason, "now": now}
        cursor.execute(_EXCUSE, facts | {"officer_id": by.officer_id})
        found = cursor.fetchall()
    events = [LeftUnscanned(dossier_id, missing, reason) for dossier_id, missing in found]
    if events:
        record(*events, by=by.actor, at=now, unit_id=by.unit_id)


def unscanned(dossier_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return the received papers without a scan of each dossier that has some; one statement."""
    waiting = PaperItem.objects.filter(
        dossier__in=list(dossier_ids), state=PaperState.RECEIVED, digital=DigitalState.WAITING
    )
    found: dict[int, tuple[str, ...]] = {}
    for dossier_id, name in waiting.order_by("id").values_list("dossier_id", "name"):
        found[dossier_id] = (*found.get(dossier_id, ()), name)
    return found
