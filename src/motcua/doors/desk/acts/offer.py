"""Which acts a dossier's page offers, with their keys, and why the main one is held up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.http import urlencode

from motcua.casework.dossiers.rules import State
from motcua.casework.lifecycle.appraise import FORWARDED_BY_SUBMISSION
from motcua.casework.lifecycle.permissions import (
    fits_the_state,
    has_standing,
    may_settle_on_the_spot,
)
from motcua.casework.lifecycle.rules import Standing
from motcua.casework.lifecycle.seen import TaskSeen
from motcua.casework.lifecycle.workspace import Workspace
from motcua.casework.processes.rules import Act
from motcua.doors.desk.acts.asking import ASKING, silent_questions
from motcua.doors.desk.acts.clock import CLOCK
from motcua.doors.desk.acts.ending import ENDING
from motcua.doors.desk.acts.form import ActForm
from motcua.doors.desk.acts.money import MONEY, foreseen, owing
from motcua.doors.desk.acts.on_the_spot import SITTING
from motcua.doors.desk.acts.settling import SETTLING
from motcua.doors.desk.naming import state_name
from motcua.doors.desk.words import COMPLETIONS
from motcua.registers.organisation.rules import Acting
from motcua.ui.addresses import address as act_page
from motcua.ui.values import Key
from motcua.ui.words import said as _

FORMS: Mapping[str, ActForm] = {
    form.slug: form for form in (SITTING, *SETTLING, *ENDING, *CLOCK, *ASKING, *MONEY)
}
_OF_MONEY = {"bill": foreseen, "defer-payment": owing}
OPINION_FORM = "opinion"

_FITTING: Mapping[str, frozenset[str]] = {
    SITTING.slug: frozenset({Act.APPRAISE}),
    "submit": frozenset(FORWARDED_BY_SUBMISSION),
    "draft": frozenset(FORWARDED_BY_SUBMISSION),
    "approve": frozenset({Act.APPROVE}),
    "reject": frozenset({Act.APPROVE}),
    "send-back": frozenset({Act.CHECK, Act.APPROVE}),
    "issue": frozenset({Act.ISSUE}),
    "collect": frozenset({Act.RECEIVE_RESULT}),
    "answer": frozenset({Act.ANSWER_CONSULTATION}),
    "assign": frozenset({Act.ASSIGN}),
}
# Where an act ends the step at hand, it stands at the right and may be held up.
_MAIN = (SITTING.slug, "submit", "approve", "issue", "collect", "answer", "assign")
_ORDER = (
    "claim", "supplement", "brought", "consult", "no-answer", "draft", "suspend", "resume",
    "propose-extension", "extend", "send-back", "reject", "reassign", "bill", "defer-payment",
    "notify", "recall", "withdraw", "stop", "replace-result",
    "revoke-result",
)  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """The strip of keys; `held` says what is still missing for the main act."""

    keys: tuple[Key, ...]
    held: str = ""


def offer(space: Workspace, task: TaskSeen | None, by: Acting, now: datetime) -> Offer:
    """Return the acts that the officer may do now."""
    asides = tuple(_asides(space, task, by, now))
    mains = tuple(_mains(space, task, by))
    if not mains:
        return Offer(asides)
    beside = (replace(key, key="P", kind="") for key in mains[1:])
    return Offer((*asides, *beside, mains[0]), mains[0].blocked)


def standing(space: Workspace, task: TaskSeen | None) -> Standing:
    """Return the facts that a permission needs."""
    dossier = space.dossier
    return Standing(
        State(dossier.state),
        dossier.receiving_unit_id,
        dossier.competent_unit_id,
        dossier.return_unit_id,
        task.unit_id if task else None,
        task.role if task else "",
        task.assignee_id if task else None,
    )


def address(space: Workspace, form: ActForm, task: TaskSeen | None) -> str:
    """Return the page of an act; an act on a step names the step."""
    page = act_page("desk:act", space.dossier.pk, form.slug)
    return f"{page}?{urlencode({'task': task.id})}" if form.about_task and task else page


def task_to_reassign(space: Workspace, by: Acting) -> TaskSeen | None:
    """Return the open step of the leader's unit that a colleague holds."""
    held = (task for task in space.open_tasks() if task.assignee_id and task.unit_id in by.unit_ids)
    return next((task for task in held if task.assignee_id != by.officer_id), None)


def _asides(space: Workspace, task: TaskSeen | None, by: Acting, now: datetime) -> Iterator[Key]:
    other = task_to_reassign(space, by)
    here, there = (task, standing(space, task)), (other, standing(space, other))
    for slug in _ORDER:
        form, (about, stands) = FORMS[slug], there if slug == "reassign" else here
        if slug == "no-answer" and not silent_questions(space, now):
            continue
        if form.about_task and not _fits_the_task(form, about, by):
            continue
        if _is_offered(form, space, stands, by):
            yield Key(form.key, str(form.title), address(space, form, about))


def _is_offered(form: ActForm, space: Workspace, stands: Standing, by: Acting) -> bool:
    return (
        has_standing(by, form.verb, stands)
        and fits_the_state(form.verb, stands)
        and _makes_sense(form.slug, space, by)
    )


def _fits_the_task(form: ActForm, task: TaskSeen | None, by: Acting) -> bool:
    if task is None or not task.is_open:
        return False
    if form.slug == "claim":
        return task.assignee_id is None
    return form.slug not in _FITTING or task.act in _FITTING[form.slug]


def _makes_sense(slug: str, space: Workspace, by: Acting) -> bool:
    """Leave out what the act itself would refuse for a reason that the page can see."""
    is_extended = any(event.kind == "extended" for event in space.clock_events)
    is_drafted = any(task.act == Act.APPROVE_EXTENSION for task in space.open_tasks())
    has_limit = space.dossier.due_at is not None
    if slug == "propose-extension":
        return has_limit and not is_extended and not is_drafted
    if slug == "extend":
        return has_limit and not is_extended and is_drafted
    if slug in ("revoke-result", "replace-result"):
        return bool(space.result_number)
    if slug in _OF_MONEY:
        return bool(_OF_MONEY[slug](space))
    return slug != "recall" or _last_was_mine(space, by)


def _last_was_mine(space: Workspace, by: Acting) -> bool:
    done = [
        task for task in space.tasks if task.closed_at and task.outcome and not task.is_question
    ]
    last = max(done, key=lambda task: (task.closed_at, task.id), default=None)
    return last is not None and last.closed_by == by.actor.label


def _mains(space: Workspace, task: TaskSeen | None, by: Acting) -> Iterator[Key]:
    for slug in _MAIN:
        form = FORMS[slug]
        if _fits_the_task(form, task, by) and _may(form, space, task, by):
            yield _main(form, space, task)


def _may(form: ActForm, space: Workspace, task: TaskSeen | None, by: Acting) -> bool:
    stands = standing(space, task)
    if form.is_sitting:
        return space.dossier.is_on_the_spot and may_settle_on_the_spot(by, stands)
    return has_standing(by, form.verb, stands)


def _main(form: ActForm, space: Workspace, task: TaskSeen | None) -> Key:
    act = task.act if task else ""
    label = str(COMPLETIONS.get(act, form.title) if form.slug == "submit" else form.title)
    held = _held(form, space, task)
    if held:
        return Key("F10", label, kind="go", blocked=held)
    if form.slug == "submit" and act == Act.APPRAISE:
        return Key("F10", label, form=OPINION_FORM, kind="go")
    return Key("F10", label, address(space, form, task), kind="go")


def _held(form: ActForm, space: Workspace, task: TaskSeen | None) -> str:
    """Say what holds the main act up, "" when nothing does."""
    if not fits_the_state(form.verb, standing(space, task)):
        return state_name(State(space.dossier.state))
    silent = [one.unit for one in space.open_tasks() if one.is_question and one is not task]
    if form.slug == "submit" and task and task.act == Act.APPRAISE and silent:
        return _("Còn chờ trả lời: %(units)s") % {"units": ", ".join(silent)}
    return ""
