"""Many tasks in one act: all of them are taken or given, or none is."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from motcua.casework.lifecycle.assign import CannotAssign, assign, claim_task
from motcua.casework.processes.models import Task
from motcua.registers.organisation.rules import Acting


@transaction.atomic
def claim_all(
    task_ids: Sequence[int], *, by: Acting, now: datetime, key: UUID | None = None
) -> None:
    """Take these tasks out of the pool.

    Raises `CannotAssign("nothing_chosen")`, `TaskTaken`, `NotYours`, `NotNow`.
    """
    _check(task_ids)
    for task_id in task_ids:
        claim_task(task_id, by=by, now=now, key=_own(key, task_id))


@transaction.atomic
def assign_all(
    task_ids: Sequence[int],
    officer_id: int,
    *,
    by: Acting,
    now: datetime,
    key: UUID | None = None,
) -> None:
    """Give the dossiers of these assignment steps to one officer.

    Raises `CannotAssign`, `TaskTaken`, `NotYours`, `NotNow`.
    Basis: Decree 61/2018, art. 19 (the assigned officer appraises; mem-mid).
    """
    _check(task_ids)
    for task_id in task_ids:
        assign(task_id, officer_id, by=by, now=now, key=_own(key, task_id))


def _check(task_ids: Sequence[int]) -> None:
    if not task_ids:
        raise CannotAssign("nothing_chosen")
    if Task.objects.filter(pk__in=task_ids).count() != len(task_ids):
        raise CannotAssign("nothing_chosen")


def _own(key: UUID | None, task_id: int) -> UUID | None:
    """Each act of a batch has a key of its own, so that the repeated batch is recognised."""
    return uuid5(key, str(task_id)) if key else None
