"""How every act begins: the request key is claimed, the dossier locked, the rule checked."""

from uuid import UUID

from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import State
from motcua.casework.lifecycle.filing import Filing
from motcua.casework.lifecycle.locking import lock_dossier, lock_task
from motcua.casework.lifecycle.permissions import fits_the_state, has_standing
from motcua.casework.lifecycle.refusals import NotNow, NotYours, TaskTaken
from motcua.casework.lifecycle.rules import ACTS, Place, Standing, Verb
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Outcome, TaskState
from motcua.registers.organisation.rules import Acting


def standing_of(dossier: Dossier, task: Task | None = None) -> Standing:
    """Return the facts that a permission needs."""
    return Standing(
        state=State(dossier.state),
        receiving_unit_id=dossier.receiving_unit_id,
        competent_unit_id=dossier.competent_unit_id,
        return_unit_id=dossier.return_unit_id,
        task_unit_id=task.unit_id if task else None,
        task_role=task.role if task else "",
        task_assignee_id=task.assignee_id if task else None,
    )


def open_dossier(dossier_id: int, verb: Verb, *, by: Acting, key: UUID | None) -> Dossier:
    """Claim the key, lock the dossier and check the act.

    Raises `AlreadyDone`, `NotYours`, `NotNow`.
    """
    dossier = lock_dossier(dossier_id, by=by.actor, key=key)
    _check(verb, standing_of(dossier), by)
    return dossier


def open_task(task_id: int, verb: Verb, *, by: Acting, key: UUID | None) -> tuple[Dossier, Task]:
    """Claim the key, lock the task's dossier and check that the task is still the actor's.

    A leader's act on a step of the unit reaches also what a colleague holds.

    The dossier's row is the one lock of all its tasks, so two officers never decide the same one.
    Whoever does a step holds it from then on.
    Raises `AlreadyDone`, `TaskTaken`, `NotYours`, `NotNow`.
    """
    dossier, task = lock_task(task_id, by=by.actor, key=key)
    is_held = task.assignee_id not in (None, by.officer_id) and ACTS[verb].place is Place.TASK
    if task.state != TaskState.OPEN or is_held:
        raise TaskTaken
    _check(verb, standing_of(dossier, task), by)
    if ACTS[verb].place is Place.TASK:
        task.assignee_id = by.officer_id
    return dossier, task


def own_step(task_id: int, verb: Verb, *, by: Acting, key: UUID | None) -> tuple[Dossier, Task]:
    """As `open_task`, for a step that the actor has done and that still stands.

    Raises `AlreadyDone`, `NotYours`, `NotNow`.
    """
    dossier, task = lock_task(task_id, by=by.actor, key=key)
    stands = task.state == TaskState.DONE and task.outcome != Outcome.RECALLED
    if not stands or task.assignee_id != by.officer_id:
        raise NotYours(verb)
    _check(verb, standing_of(dossier, task), by)
    return dossier, task


def check_place(filing: Filing, verb: Verb, by: Acting) -> None:
    """Check that what is handed in at a desk is taken by an officer of that desk.

    Raises `NotYours`.
    """
    units = (filing.receiving_unit_id, filing.competent_unit_id, filing.return_unit_id)
    if not has_standing(by, verb, Standing(State.SUBMITTED, *units)):
        raise NotYours(verb)


def _check(verb: Verb, standing: Standing, by: Acting) -> None:
    if not has_standing(by, verb, standing):
        raise NotYours(verb)
    if not fits_the_state(verb, standing):
        raise NotNow(verb, standing.state)
