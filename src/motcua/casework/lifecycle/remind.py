"""Remind the officer who holds an open step: recorded, so that both know that it was said."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.lifecycle.events import OfficerReminded
from motcua.casework.lifecycle.queries import visible_to
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import TaskState
from motcua.foundation.journal.actions import claim
from motcua.registers.organisation.rules import Acting, Role

REMINDERS = frozenset({Role.CENTRE_MANAGER, Role.UNIT_LEADER, Role.PROVINCE_LEADER})


class CannotRemind(CannotAct):
    """Nobody holds an open step, or the actor leads nobody."""


@transaction.atomic
def remind(
    dossier_id: int, text: str, *, by: Acting, now: datetime, key: UUID | None = None
) -> None:
    """Remind whoever holds the open steps of a dossier in sight; a step nobody took: its unit.

    Raises `CannotRemind`, `Dossier.DoesNotExist` for a stranger.
    Basis: Decree 61/2018, art. 24 (the head of the one-stop unit follows and urges; mem-mid).
    """
    if key is not None:
        claim(key, by=by.actor)
    if not by.may(*REMINDERS):
        raise CannotRemind("not_yours")
    dossier = visible_to(by).get(pk=dossier_id)
    steps = Task.objects.filter(dossier=dossier, state=TaskState.OPEN).select_related(
        "assignee", "unit"
    )
    holders = tuple(t.assignee.full_name if t.assignee else t.unit.name for t in steps)
    if not holders:
        raise CannotRemind("nobody_holds_it")
    Stamp(by, now, key).record(OfficerReminded(dossier.pk, holders, text.strip()))
