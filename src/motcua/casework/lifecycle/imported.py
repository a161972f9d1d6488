"""Take over the past of a dossier that was settled elsewhere, as its source tells it.

Nothing here pretends to have been lived in this house. The kinds of the journal say "imported": no
form 01 is given, no notice is sent, no fee is asked. The promise is the source's own: the version
states no limit, the clock is never run, and the instant is written down with its source in
`dossier.imported`. Steps are played by the token game of the version's published process, one after
the other, each at its instant and by its officer, so that tasks and `task.done` are the real thing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import State
from motcua.casework.lifecycle import clockwork
from motcua.casework.lifecycle.events import DossierImported, SettledElsewhere
from motcua.casework.lifecycle.file import file
from motcua.casework.lifecycle.filing import Filing
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.processes.graphs import active_definition
from motcua.casework.processes.past import Lived, PastStep, live
from motcua.engine.process.state import CannotMove
from motcua.engine.worktime import LimitRule, LimitUnit, Mode
from motcua.foundation.journal.actions import claim
from motcua.kit.clock import VIETNAM
from motcua.registers.calendar.places import Places, places_of
from motcua.registers.catalogue.queries.reception import reception_blockers
from motcua.registers.organisation.rules import Acting, Role

IMPORTERS = frozenset({Role.SYSTEM_ADMIN, Role.INTEGRATION_ENGINEER})


class CannotImport(CannotAct):
    """The actor may not import, the version may not receive, or the process knows no such step."""


@dataclass(frozen=True)
class Past:
    """A dossier's past: received, steps in order, ended (None: open), with the promise stated.

    `filing.external_code` is the case's name in the source, `filed_by` its channel in the source's
    word, `first` the fact by which the process begins. `stated_start` is only told when steps are
    older than it. All instants are aware.
    """

    filing: Filing
    source: str
    filed_by: str
    received_at: datetime
    due_at: datetime | None
    ended_at: datetime | None
    first: str
    steps: Sequence[PastStep]
    stated_start: datetime | None = None


@transaction.atomic
def take_over(past: Past, *, by: Acting, key: UUID | None = None) -> Dossier:
    """Write the dossier of a past case, play its steps, and end it when its source says so.

    Steps after the end are done on the ended dossier, as the source tells them.
    Raises `AlreadyDone`, `CannotImport`, `CannotFile`.
    Basis: Decree 61/2018, art. 22 (one code for each dossier; mem-mid).
    """
    if not by.roles & IMPORTERS:
        raise CannotImport("not_yours")
    if key is not None:
        claim(key, by=by.actor)
    definition_id = _check_lawful(past)
    places = places_of(
        [past.filing.receiving_unit_id, past.filing.competent_unit_id, past.filing.return_unit_id]
    )
    calendar = places[past.filing.competent_unit_id].calendar
    begins = partial(_promise, past=past, calendar_version=calendar.version)
    dossier = file(past.filing, state=State.IN_PROCESS, now=past.received_at, begin=begins)
    lived = _live(dossier, past, definition_id, places)
    Stamp(by, past.received_at, key).record(_imported(dossier, past), *lived.begun)
    _tell(dossier, past, lived, by)
    return dossier


def _check_lawful(past: Past) -> int:
    filing, day = past.filing, past.received_at.astimezone(VIETNAM).date()
    blockers = reception_blockers(filing.version_id, filing.case_id, filing.channel, day)
    definition_id = active_definition(filing.version_id, filing.case_id)
    if blockers or definition_id is None:
        raise CannotImport("not_open", blockers=blockers)
    return definition_id


def _promise(dossier: Dossier, *, past: Past, calendar_version: str) -> None:
    """Set reception and the stated promise; the limit stays undefined, so no clock claims it."""
    rule = LimitRule(LimitUnit.UNDEFINED, mode=Mode.HOUR_EXACT)
    dossier.limit_unit, dossier.limit_amount = rule.unit, rule.amount
    dossier.limit_mode, dossier.limit_cut_off = rule.mode, rule.cut_off
    dossier.received_at = past.received_at
    dossier.due_at = dossier.original_due_at = past.due_at
    dossier.calendar_version = calendar_version


def _live(dossier: Dossier, past: Past, definition_id: int, places: Places) -> Lived:
    try:
        return live(dossier, definition_id, places, past.steps, {"first": past.first})
    except CannotMove as stuck:
        raise CannotImport(stuck.reason, step=stuck.about) from stuck


def _tell(dossier: Dossier, past: Past, lived: Lived, by: Acting) -> None:
    """Record every step at its instant, and end the dossier between them where the source does."""
    for step, events in zip(past.steps, lived.steps, strict=True):
        if past.ended_at is not None and dossier.finished_at is None and step.at > past.ended_at:
            _end(dossier, past, past.ended_at, by)
        Stamp(step.by, step.at).record(*events)
    if past.ended_at is not None and dossier.finished_at is None:
        _end(dossier, past, past.ended_at, by)


def _end(dossier: Dossier, past: Past, at: datetime, by: Acting) -> None:
    dossier.state, dossier.finished_at = State.FINISHED, at
    dossier.save(update_fields=["state", "finished_at"])
    event = SettledElsewhere(dossier.pk, past.source, clockwork.iso(past.due_at))
    Stamp(by, at).record(event)


def _imported(dossier: Dossier, past: Past) -> DossierImported:
    return DossierImported(
        dossier_id=dossier.pk,
        source=past.source,
        code=str(dossier.code),
        case_name=past.filing.external_code,
        version_id=dossier.version_id,
        channel=dossier.channel,
        filed_by=past.filed_by,
        due_at=clockwork.iso(past.due_at),
        stated_start=clockwork.iso(past.stated_start),
    )
