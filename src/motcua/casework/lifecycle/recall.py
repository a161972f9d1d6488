"""Take back a wrong step: a compensating entry, never a deletion."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import State
from motcua.casework.lifecycle.events import StepRecalled
from motcua.casework.lifecycle.opening import open_dossier
from motcua.casework.lifecycle.refusals import CannotAct, NotYours
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Act, TaskState
from motcua.casework.processes.runtime import Moved, go_back
from motcua.registers.organisation.rules import Acting

BEYOND_RECALL = frozenset({Act.ISSUE, Act.RECEIVE_RESULT, Act.RETURN, Act.HAND_OVER})


class CannotRecall(CannotAct):
    """Nothing to recall, somebody has worked on it since, or the step is beyond recall."""


@transaction.atomic
def recall(
    dossier_id: int, *, reason: str, by: Acting, now: datetime, key: UUID | None = None
) -> Moved:
    """Take back one's own last step while nobody has acted after it.

    The wrong entry stays in the journal; this one points back to it. The dossier begins again at
    the recalled step, in the hands of its officer.
    Raises `CannotRecall`, `NotYours`, `NotNow`.
    Basis: handbook 5.1 (recall, back to previous step); form 06 cannot be overwritten.
    """
    dossier = open_dossier(dossier_id, Verb.RECALL, by=by, key=key)
    if not reason.strip():
        raise CannotRecall("no_reason")
    last = _last_step(dossier, by)
    moved = go_back(dossier, last.node_key, at=now)
    to = moved.opened[0].name if moved.opened else ""
    event = StepRecalled(dossier.pk, last.name, to, reason)
    Stamp(by, now, key).record(event, *moved.events)
    return moved


def _last_step(dossier: Dossier, by: Acting) -> Task:
    if dossier.state != State.IN_PROCESS:
        raise CannotRecall("not_in_process", state=dossier.state)
    last = (
        Task.objects.filter(dossier=dossier, state=TaskState.DONE, token__isnull=False)
        .order_by("-closed_at", "-id")
        .first()
    )
    if last is None:
        raise CannotRecall("nothing_done")
    if last.act in BEYOND_RECALL:
        raise CannotRecall("beyond_recall", act=last.act)
    if last.closed_by != by.actor.label:
        raise NotYours(Verb.RECALL)
    return last
