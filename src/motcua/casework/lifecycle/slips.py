"""Control slip and register: read from the journal, so nobody can overwrite them."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from django.db import transaction

from motcua.casework.documents.actions import issue_form
from motcua.casework.documents.models import FormIssue
from motcua.casework.documents.rules import (
    ControlSlip,
    ControlSlipRow,
    FormKind,
    Letterhead,
    Register,
    RegisterRow,
)
from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.models import Party as PartyRecord
from motcua.casework.dossiers.rules import PartyRole
from motcua.casework.lifecycle import wording
from motcua.casework.lifecycle.headed import GOVERNING_BODY, PLACE, headed
from motcua.casework.lifecycle.queries import visible_to
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.processes.events import TaskDone
from motcua.foundation.journal.queries import entries_of
from motcua.foundation.journal.rules import EntryRow
from motcua.kit.clock import VIETNAM
from motcua.registers.calendar.places import places_of
from motcua.registers.catalogue.queries.titles import title_of
from motcua.registers.organisation.rules import Acting

AT_MOST = 2_000


@transaction.atomic
def control_slip(dossier_id: int, *, by: Acting, now: datetime) -> FormIssue:
    """Issue the control slip of a dossier as the journal tells it now.

    Raises `Dossier.DoesNotExist` for a stranger.
    Basis: Circular 01/2018/TT-VPCP, form 05; Circular 03/2025/TT-VPCP, form 06 (mem-hi).
    """
    dossier = visible_to(by).get(pk=dossier_id)
    paper = headed(dossier, Stamp(by, now))
    form = ControlSlip(
        head=paper.head,
        dossier_code=str(dossier.code),
        request=paper.procedure,
        settling_unit=paper.competent,
        coordinating_units=(),
        received_at=dossier.received_at or dossier.filed_at,
        due_at=dossier.due_at,
        rows=tuple(slip_rows(entries_of(dossier_id))),
    )
    return issue_form(FormKind.CONTROL_SLIP, dossier.pk, form, by=by.actor, now=now)


def slip_rows(entries: Sequence[EntryRow]) -> Iterator[ControlSlipRow]:
    """Return one row per step done: who gave, who took it on, when, in time or late."""
    done = [entry for entry in entries if entry.kind == TaskDone.kind]
    takers = [entry.actor.label for entry in done[1:]] + [""]
    for entry, taker in zip(done, takers, strict=True):
        yield ControlSlipRow(
            giver=entry.actor.label,
            receiver=taker,
            at=entry.at,
            result=_punctuality(entry),
            note=str(entry.body["name"]),
        )


def _punctuality(entry: EntryRow) -> str:
    due = entry.body["due_at"]
    if not due:
        return ""
    return wording.IN_TIME if entry.at <= datetime.fromisoformat(due) else wording.OVERDUE


@transaction.atomic
def register(first: date, last: date, *, by: Acting, now: datetime) -> FormIssue:
    """Issue the register of the actor's unit for the dossiers received from `first` to `last`.

    At most `AT_MOST` dossiers; a longer period is asked for in parts.
    Basis: Circular 01/2018/TT-VPCP, form 06; Circular 03/2025/TT-VPCP, form 07 (mem-hi).
    """
    place = places_of([by.unit_id])[by.unit_id]
    form = Register(
        head=Letterhead(
            governing_body=place.parent_name or GOVERNING_BODY,
            unit=place.name,
            unit_code=place.code,
            place=PLACE,
            issued_at=now,
        ),
        period_from=first,
        period_to=last,
        source=wording.REGISTER_SOURCE,
        rows=tuple(_register_rows(by.unit_id, first, last)),
        kept_by=wording.name_of(by.actor.label),
        signer=wording.signer_of(by.actor.label),
    )
    return issue_form(FormKind.REGISTER, None, form, by=by.actor, now=now)


def _register_rows(unit_id: int, first: date, last: date) -> Iterator[RegisterRow]:
    found = Dossier.objects.filter(
        receiving_unit_id=unit_id,
        received_at__gte=datetime.combine(first, time.min, VIETNAM),
        received_at__lte=datetime.combine(last, time.max, VIETNAM),
    ).select_related("competent_unit")
    dossiers = list(found.order_by("received_at", "id")[:AT_MOST])
    owners = {
        party.dossier_id: party
        for party in PartyRecord.objects.filter(dossier__in=dossiers, role=PartyRole.OWNER)
    }
    for serial, dossier in enumerate(dossiers, start=1):
        yield _register_row(serial, dossier, owners[dossier.pk])


def _register_row(serial: int, dossier: Dossier, owner: PartyRecord) -> RegisterRow:
    turns = {entry.kind: entry.at for entry in entries_of(dossier.pk)}
    return RegisterRow(
        serial=serial,
        dossier_code=str(dossier.code),
        procedure=title_of(dossier.version_id).name,
        sets=dossier.set_count,
        applicant=dossier.owner_name,
        address=owner.address,
        phone=owner.phone,
        lead_unit=dossier.competent_unit.name,
        received_at=turns.get("dossier.received", dossier.received_at or dossier.filed_at),
        due_at=dossier.due_at,
        sent_at=turns.get("dossier.handed_over"),
        result_received_at=turns.get("dossier.result_at_centre"),
        returned_at=turns.get("dossier.result_returned"),
        return_method=wording.METHODS[dossier.return_method],
    )
