"""Four on the spot: received, appraised, approved and returned in one sitting."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle.appraise import appraise, submit_for_approval
from motcua.casework.lifecycle.decide import approve
from motcua.casework.lifecycle.issue import Handing, Outgoing, hand_result, number_and_issue
from motcua.casework.lifecycle.opening import standing_of
from motcua.casework.lifecycle.permissions import may_settle_on_the_spot
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Act, TaskState
from motcua.foundation.journal.actions import claim
from motcua.registers.organisation.rules import Acting


class CannotSettleOnTheSpot(CannotAct):
    """The procedure is not one of those settled on the spot, or it is past this step."""


@dataclass(frozen=True)
class Sitting:
    """What is decided and given in one sitting."""

    opinion: str
    outgoing: Outgoing
    handing: Handing


@transaction.atomic
def settle_on_the_spot(
    dossier_id: int, sitting: Sitting, *, by: Acting, now: datetime, key: UUID | None = None
) -> Dossier:
    """Do the four acts one after the other; each asks for its own role, or nothing is done.

    The key stands on the entry of the return, the last of the sitting. The signatory acts by
    delegation of the competent leader (`by.acts_for`).
    Raises `CannotSettleOnTheSpot` and whatever the single acts raise.
    Basis: Decision 468/QĐ-TTg; Decree 61/2018, art. 14 (on-the-spot list; mem-mid).
    """
    if key is not None:
        claim(key, by=by.actor)
    dossier = Dossier.objects.select_for_update().get(pk=dossier_id)
    if not dossier.is_on_the_spot:
        raise CannotSettleOnTheSpot("not_for_the_spot")
    step = _open(dossier, Act.APPRAISE)
    appraise(step, opinion=sitting.opinion, is_eligible=True, by=by, now=now)
    submit_for_approval(step, by=by, now=now)
    approve(_open(dossier, Act.APPROVE), by=by, now=now)
    number_and_issue(_open(dossier, Act.ISSUE), sitting.outgoing, by=by, now=now)
    return hand_result(dossier_id, sitting.handing, Stamp(by, now, key))


def step_to_settle(dossier_id: int, by: Acting) -> int | None:
    """Return the appraisal with which this officer's sitting would begin, None without one.

    One statement.
    """
    steps = Task.objects.filter(
        dossier=dossier_id, dossier__is_on_the_spot=True, act=Act.APPRAISE, state=TaskState.OPEN
    ).select_related("dossier")
    step = steps.first()
    if step is None or not may_settle_on_the_spot(by, standing_of(step.dossier, step)):
        return None
    return step.pk


def _open(dossier: Dossier, act: Act) -> int:
    task_id = (
        Task.objects.filter(dossier=dossier, act=act, state=TaskState.OPEN)
        .values_list("id", flat=True)
        .first()
    )
    if task_id is None:
        raise CannotSettleOnTheSpot("past_this_step", act=act)
    return task_id
