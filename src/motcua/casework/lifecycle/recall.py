"""Take back a wrong step: a compensating entry, never a deletion."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.dossiers.models import Delivery, Dossier
from motcua.casework.dossiers.rules import DeliveryState, State
from motcua.casework.lifecycle.events import StepRecalled
from motcua.casework.lifecycle.opening import open_dossier, standing_of
from motcua.casework.lifecycle.permissions import has_standing
from motcua.casework.lifecycle.refusals import CannotAct, NotYours
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Act, Outcome, TaskState
from motcua.casework.processes.runtime import Moved, go_back
from motcua.registers.organisation.rules import Acting

BEYOND_RECALL = frozenset({Act.ISSUE, Act.RECEIVE_RESULT, Act.RETURN, Act.HAND_OVER})


class CannotRecall(CannotAct):
    """Nothing to recall, somebody has worked on it since, or the step is beyond recall."""


@transaction.atomic
def recall(
    dossier_id: int, *, reason: str, by: Acting, now: datetime, key: UUID | None = None
) -> Moved:
    """Take back one's own last step while nobody has worked after it, or a wrong return.

    The wrong entry stays in the journal; this one points back to it. The dossier begins again at
    the recalled step, in the hands of its officer; a result given wrongly is back at the desk.
    Raises `CannotRecall`, `NotYours`, `NotNow`.
    Basis: handbook 5.1 (recall, back to previous step); form 06 cannot be overwritten.
    """
    dossier = open_dossier(dossier_id, Verb.RECALL, by=by, key=key)
    if not reason.strip():
        raise CannotRecall("no_reason")
    stamp = Stamp(by, now, key)
    if dossier.state == State.RETURNED:
        return _take_back_result(dossier, reason, stamp)
    last = _last_step(dossier, by)
    moved = go_back(dossier, last.node_key, at=now)
    last.outcome = Outcome.RECALLED
    last.save(update_fields=["outcome"])
    to = moved.opened[0].name if moved.opened else ""
    stamp.record(StepRecalled(dossier.pk, last.name, to, reason), *moved.events)
    return moved


def _take_back_result(dossier: Dossier, reason: str, stamp: Stamp) -> Moved:
    """Undo a wrong return: the proof stays with its reason, the result waits at the desk again."""
    if not has_standing(stamp.by, Verb.RETURN, standing_of(dossier)):
        raise NotYours(Verb.RECALL)
    given = Delivery.objects.filter(dossier=dossier, recalled_at__isnull=True)
    given.update(recalled_at=stamp.now, recall_reason=reason)
    dossier.state, dossier.returned_at = State.FINISHED, None
    dossier.delivery_state = DeliveryState.AT_CENTRE
    dossier.save(update_fields=["state", "returned_at", "delivery_state"])
    step = Task.objects.filter(dossier=dossier, act=Act.RETURN, state=TaskState.DONE).last()
    if step is not None:
        step.outcome = Outcome.RECALLED
        step.save(update_fields=["outcome"])
    stamp.record(StepRecalled(dossier.pk, step.name if step else "", "", reason))
    return Moved()


def _last_step(dossier: Dossier, by: Acting) -> Task:
    if dossier.state != State.IN_PROCESS:
        raise CannotRecall("not_in_process", state=dossier.state)
    last = (
        Task.objects.filter(dossier=dossier, state=TaskState.DONE, token__isnull=False)
        .exclude(outcome=Outcome.RECALLED)
        .order_by("-closed_at", "-id")
        .first()
    )
    if last is None:
        raise CannotRecall("nothing_done")
    if last.act in BEYOND_RECALL:
        raise CannotRecall("beyond_recall", act=last.act)
    if last.assignee_id != by.officer_id:
        raise NotYours(Verb.RECALL)
    since = Task.objects.filter(dossier=dossier, id__gt=last.pk, opened_at__gte=last.closed_at)
    if since.exclude(opinion="", question="").exists():
        raise CannotRecall("worked_on")
    return last
