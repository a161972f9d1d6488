"""Number and issue the result, bring it to the Centre, return it to the applicant."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.documents.models import Result
from motcua.casework.documents.rules.papers import ENDED, ResultState, Signing
from motcua.casework.dossiers.models import Delivery, Dossier
from motcua.casework.dossiers.numbers import next_number
from motcua.casework.dossiers.rules import DeliveryState, ReturnMethod, State
from motcua.casework.fees.queries import held_by_money
from motcua.casework.lifecycle import forms
from motcua.casework.lifecycle.decision import decision_of
from motcua.casework.lifecycle.drafted import Outgoing as Outgoing
from motcua.casework.lifecycle.drafted import signed_original
from motcua.casework.lifecycle.events import ResultAtCentre, ResultIssued, ResultReturned
from motcua.casework.lifecycle.lengths import check_given
from motcua.casework.lifecycle.opening import open_dossier, open_task
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Act, Outcome, TaskState
from motcua.casework.processes.runtime import complete
from motcua.casework.processes.tasks import cancel_all
from motcua.foundation.journal.actions import claim
from motcua.kit.clock import VIETNAM
from motcua.registers.organisation.rules import Acting


class CannotIssue(CannotAct):
    """Nothing was decided, title or symbol lacks, no reason for paper, or no step of issuing."""


class CannotReturn(CannotAct):
    """Identity not checked, not signed for, no authority, money owed, or not sealed yet."""


@dataclass(frozen=True)
class Handing:
    """How a result is given: to whom, on what authority, with what proof."""

    taken_by: str
    method: ReturnMethod = ReturnMethod.COUNTER
    identity_checked: bool = False
    signed_for: bool = False
    is_proxy: bool = False
    authority: str = ""
    post_number: str = ""


@transaction.atomic
def number_and_issue(
    task_id: int, outgoing: Outgoing, *, by: Acting, now: datetime, key: UUID | None = None
) -> Result:
    """Give the decided result its number: settlement is finished at this instant.

    Raises `CannotIssue`, `TaskTaken`, `NotYours`, `NotNow`.
    What no leader signed digitally is issued on paper, for a reason that is counted with the name.
    Basis: Decree 30/2020, art. 15 (number of a document; mem-hi); Decree 61/2018, art. 19-20;
    Decree 107/2021/NĐ-CP, art. 21a (mem-mid).
    """
    dossier, task = open_task(task_id, Verb.ISSUE, by=by, key=key)
    if task.act != Act.ISSUE:
        raise CannotIssue("not_an_issue", act=task.act)
    decision = decision_of(dossier)
    if decision is None:
        raise CannotIssue("nothing_decided")
    if not (outgoing.title.strip() and outgoing.symbol.strip()):
        raise CannotIssue("no_title_or_symbol")
    signed = signed_original(dossier.pk, decision)
    if signed is None and not outgoing.why_on_paper.strip():
        raise CannotIssue("no_reason_for_paper")
    check_given(outgoing, Result)
    moved = complete(dossier, task, Outcome.FORWARD, at=now, by_label=by.actor.label)
    dossier.state, dossier.finished_at = State.FINISHED, now
    dossier.delivery_state = DeliveryState.ISSUED
    dossier.save(update_fields=["state", "finished_at", "delivery_state"])
    cancel_all(dossier, at=now, only_undrawn=True)
    number = next_result_number(by, outgoing.symbol, now)
    is_refusal = decision.outcome == Outcome.REJECTED
    stamp = Stamp(by, now, key)
    result = forms.result(dossier, decision, outgoing, signed, number, stamp)
    event = ResultIssued(dossier.pk, number, outgoing.title, is_refusal)
    Stamp(by, now, key).record(event, *moved.events)
    return result


def next_result_number(by: Acting, symbol: str, now: datetime) -> str:
    """Take the next number of results in the clerk's book of the year; one of the last acts."""
    year = now.astimezone(VIETNAM).year
    return f"{next_number(f'result:{by.unit_code}/{year}')}/{symbol}"


@transaction.atomic
def receive_result(task_id: int, *, by: Acting, now: datetime, key: UUID | None = None) -> Dossier:
    """The Centre takes the result in and may return it.

    Raises `CannotIssue`, `TaskTaken`, `NotYours`, `NotNow`.
    Basis: Decree 61/2018, art. 20 (mem-mid).
    """
    dossier, task = open_task(task_id, Verb.RECEIVE_RESULT, by=by, key=key)
    if task.act != Act.RECEIVE_RESULT:
        raise CannotIssue("not_a_collection", act=task.act)
    moved = complete(dossier, task, Outcome.FORWARD, at=now, by_label=by.actor.label)
    dossier.delivery_state = DeliveryState.AT_CENTRE
    dossier.save(update_fields=["delivery_state"])
    issued = Result.objects.filter(dossier=dossier, state=ResultState.ISSUED)
    number = issued.values_list("number", flat=True).first() or ""
    event = ResultAtCentre(dossier.pk, number)
    Stamp(by, now, key).record(event, *moved.events)
    return dossier


@transaction.atomic
def return_result(
    dossier_id: int, handing: Handing, *, by: Acting, now: datetime, key: UUID | None = None
) -> Dossier:
    """Give the result to the owner or a proxy; lateness never blocks it, an open fee does.

    Raises `CannotReturn`, `NotYours`, `NotNow`.
    Basis: Decree 61/2018, art. 20 (evidence of return; mem-mid).
    """
    if key is not None:
        claim(key, by=by.actor)
    return hand_result(dossier_id, handing, Stamp(by, now, key))


def hand_result(dossier_id: int, handing: Handing, stamp: Stamp) -> Dossier:
    """Return a result inside an act that has claimed the key; raises as `return_result`."""
    by, now = stamp.by, stamp.now
    dossier = open_dossier(dossier_id, Verb.RETURN, by=by, key=None)
    _check_handing(dossier, handing)
    Delivery.objects.create(dossier=dossier, at=now, officer_label=by.actor.label, **vars(handing))
    dossier.state, dossier.returned_at = State.RETURNED, now
    dossier.delivery_state = DeliveryState.HANDED_OVER
    dossier.save(update_fields=["state", "returned_at", "delivery_state"])
    task = Task.objects.filter(dossier=dossier, act=Act.RETURN, state=TaskState.OPEN).first()
    moved = (
        complete(dossier, task, Outcome.FORWARD, at=now, by_label=by.actor.label).events
        if task
        else ()
    )
    cancel_all(dossier, at=now)
    stamp.record(ResultReturned(dossier.pk, handing.method, handing.is_proxy), *moved)
    return dossier


def _check_handing(dossier: Dossier, handing: Handing) -> None:
    check_given(handing, Delivery)
    at_counter = handing.method == ReturnMethod.COUNTER
    if not handing.taken_by.strip():
        raise CannotReturn("nobody_named")
    if at_counter and not handing.identity_checked:
        raise CannotReturn("identity_not_checked")
    if at_counter and not handing.signed_for:
        raise CannotReturn("not_signed_for")
    if handing.is_proxy and not handing.authority.strip():
        raise CannotReturn("proxy_without_authority")
    if held := held_by_money(dossier.pk):
        raise CannotReturn(held)
    if unfit := _unfit(dossier, handing):
        raise CannotReturn(unfit)
    if dossier.delivery_state == DeliveryState.ISSUED and _is_on_its_way(dossier):
        raise CannotReturn("not_at_centre")


def _unfit(dossier: Dossier, handing: Handing) -> str:
    """Return why the result cannot be given like this, "" when it can.

    What was taken out of force is given to nobody; what came from elsewhere has no row. A signed
    file without its seal has neither number nor day: it is not sent out yet.
    """
    rows = set(Result.objects.filter(dossier=dossier).values_list("state", "signing"))
    states = {state for state, _ in rows}
    if states & ENDED and ResultState.ISSUED not in states:
        return "result_revoked"
    is_electronic = handing.method == ReturnMethod.ELECTRONIC
    is_open = (ResultState.ISSUED, Signing.SIGNED) in rows
    return "not_sealed" if is_electronic and is_open else ""


def _is_on_its_way(dossier: Dossier) -> bool:
    """A process that brings results to the return point has a step for it, still open here."""
    if dossier.is_on_the_spot:
        return False
    step = Task.objects.filter(dossier=dossier, act=Act.RECEIVE_RESULT, state=TaskState.OPEN)
    return step.exists()
