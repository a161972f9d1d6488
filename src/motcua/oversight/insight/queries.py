"""What the house holds of a replayed log, and all it can tell as one: from tables and journal."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle.events import DossierImported
from motcua.casework.lifecycle.wording import name_of
from motcua.casework.processes.events import TaskDone
from motcua.foundation.journal.models import Entry
from motcua.foundation.journal.queries import rows as rows_of
from motcua.foundation.journal.rules import ActorKind, EntryRow
from motcua.oversight.insight.rules import TITLE, Outcome, Trace, TraceStep
from motcua.registers.catalogue.models import Procedure

BATCH = 1_000
_COLUMNS = (
    "pk", "code", "external_code", "channel", "version__procedure__code", "received_at",
    "original_due_at", "finished_at",
)  # fmt: skip


def count_steps(version_id: int) -> int:
    """How many steps the journal says were done on the dossiers of a version."""
    return Entry.objects.filter(kind=TaskDone.kind, dossier_id__in=_ids(version_id)).count()


def outcomes(version_id: int) -> tuple[Outcome, ...]:
    """The dossiers of a version with the channel as their source calls it; two statements."""
    imported = Entry.objects.filter(kind=DossierImported.kind, dossier_id__in=_ids(version_id))
    ways_in = dict(imported.values_list("dossier_id", "body__filed_by"))
    rows = Dossier.objects.filter(version_id=version_id).values_list(
        "pk", "channel", "original_due_at", "finished_at"
    )
    return tuple(
        Outcome(ways_in.get(pk, channel), due_at, finished_at)
        for pk, channel, due_at, finished_at in rows
    )


def knows_procedure(code: str) -> bool:
    """Whether a procedure bears this code."""
    return Procedure.objects.filter(code=code).exists()


def traces(procedure: str = "") -> Iterator[Trace]:
    """Walk the dossiers by id, of one procedure or all; two statements for every thousand."""
    dossiers = Dossier.objects.order_by("pk").values_list(*_COLUMNS)
    if procedure:
        dossiers = dossiers.filter(version__procedure__code=procedure)
    last = 0
    while rows := list(dossiers.filter(pk__gt=last)[:BATCH]):
        last = rows[-1][0]
        told = _told([row[0] for row in rows])
        for pk, *row in rows:
            trace = _trace(row, told.get(pk, ()))
            if trace.steps:
                yield trace


def _told(ids: Sequence[int]) -> dict[int, list[EntryRow]]:
    """The entries that make a trace, by dossier, in the order of the journal."""
    kinds = (TaskDone.kind, DossierImported.kind)
    entries = rows_of(Entry.objects.filter(dossier_id__in=ids, kind__in=kinds).order_by("id"))
    told: dict[int, list[EntryRow]] = {}
    for entry in entries:
        told.setdefault(entry.dossier_id or 0, []).append(entry)
    return told


def _trace(row: Sequence[Any], entries: Sequence[EntryRow]) -> Trace:
    code, case_name, channel, procedure, received_at, due_at, ended_at = row
    imported = next((entry.body for entry in entries if entry.kind == DossierImported.kind), None)
    return Trace(
        name=case_name if imported else code or "",
        procedure=procedure,
        way_in=imported["filed_by"] if imported else channel,
        received_at=received_at,
        due_at=due_at,
        ended_at=ended_at,
        steps=tuple(_step(entry) for entry in entries if entry.kind == TaskDone.kind),
    )


def _step(entry: EntryRow) -> TraceStep:
    label = entry.actor.label
    who = label.removesuffix(f", {TITLE}")
    if who == label:
        who = name_of(label) if entry.actor.kind is ActorKind.OFFICER else ""
    return TraceStep(str(entry.body["name"]), entry.at, who, f"task-{entry.subject_id}")


def _ids(version_id: int) -> "QuerySet[Dossier, int]":
    return Dossier.objects.filter(version_id=version_id).values_list("pk", flat=True)
