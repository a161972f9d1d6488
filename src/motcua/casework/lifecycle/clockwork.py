"""The dossier's clock: its rule, its calendar and its events, recomputed whenever one is added.

The stored due instant is never edited: it is what the clock says, written down.
"""

from datetime import datetime

from motcua.casework.dossiers.clocks import clock_of
from motcua.casework.dossiers.models import ClockEvent, Dossier
from motcua.casework.dossiers.rules import PAUSE_STATE, State, SuspensionReason
from motcua.casework.lifecycle.filing import Filing
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import TaskState
from motcua.engine.worktime import LimitRule, LimitUnit, WorkCalendar
from motcua.registers.calendar.queries import calendar_of
from motcua.registers.catalogue.queries.content import Content
from motcua.registers.catalogue.rules.limits import applicable_limit

_PROMISE = ("due_at", "original_due_at", "is_provisional", "calendar_version")


def start(
    dossier: Dossier, filing: Filing, content: Content, calendar: WorkCalendar, *, now: datetime
) -> None:
    """Set reception, limit, promise and calendar of a dossier; nothing is saved.

    Basis: handbook 4.3 (start), 4.1 (units); the limit is the one of case and channel.
    """
    dossier.received_at = now
    limit = applicable_limit(content.limits, filing.channel, filing.case_id)
    rule = limit.as_rule() if limit else LimitRule(LimitUnit.UNDEFINED)
    dossier.limit_unit, dossier.limit_amount = rule.unit, rule.amount
    dossier.limit_mode, dossier.limit_cut_off = rule.mode, rule.cut_off
    clock = clock_of(dossier, (), calendar=calendar)
    dossier.due_at = dossier.original_due_at = clock.due_at
    dossier.is_provisional = clock.is_provisional
    dossier.calendar_version = clock.calendar.version


def pause(
    dossier: Dossier, reason: SuspensionReason, *, legal_basis: str, actor_label: str, at: datetime
) -> None:
    """Stop the clock of a locked dossier on a listed ground and put it in the matching state."""
    ClockEvent.objects.create(
        dossier=dossier,
        kind="suspended",
        reason=reason,
        legal_basis=legal_basis,
        at=at,
        due_before=dossier.due_at,
        actor_label=actor_label,
    )
    dossier.state = PAUSE_STATE[reason]
    dossier.save(update_fields=["state"])
    _tell_tasks(dossier)


def reason_of_pause(dossier: Dossier) -> str:
    """Return the ground of the pause that a dossier stands in."""
    last = dossier.clock_events.filter(kind="suspended").order_by("id").last()
    return last.reason if last else ""


def resume(dossier: Dossier, *, actor_label: str, at: datetime) -> tuple[str, str]:
    """Start the clock again; return the promise before and after as ISO instants ("" if none)."""
    before = dossier.due_at
    event = ClockEvent(
        dossier=dossier, kind="resumed", at=at, due_before=before, actor_label=actor_label
    )
    dossier.state = State.IN_PROCESS
    _recompute(dossier, event)
    dossier.save(update_fields=["state", *_PROMISE])
    return iso(before), iso(dossier.due_at)


def extend(
    dossier: Dossier, due_at: datetime, *, reason: str, actor_label: str, at: datetime
) -> None:
    """Set the one new date of form 04; the first promise stays what lateness is judged by."""
    event = ClockEvent(
        dossier=dossier,
        kind="extended",
        reason=reason[:24],
        at=at,
        due_before=dossier.due_at,
        due_after=due_at,
        actor_label=actor_label,
    )
    _recompute(dossier, event)
    dossier.save(update_fields=_PROMISE)


def iso(instant: datetime | None) -> str:
    """Return an instant for the journal, "" when there is none."""
    return instant.isoformat() if instant else ""


def _recompute(dossier: Dossier, event: ClockEvent) -> None:
    events = [*dossier.clock_events.all(), event]
    calendar = calendar_of(dossier.competent_unit_id)
    clock = clock_of(dossier, events, calendar=calendar)
    dossier.calendar_version = calendar.version
    if clock.due_at is not None:
        dossier.due_at, dossier.original_due_at = clock.due_at, clock.original_due_at
    elif event.due_after is not None:  # a promise that no clock made, taken over with a past
        dossier.due_at = event.due_after
    dossier.is_provisional = clock.is_provisional
    event.due_after = dossier.due_at
    event.save()
    _tell_tasks(dossier)


def _tell_tasks(dossier: Dossier) -> None:
    """Worklists and their counts read the promise from the open tasks, without the dossier."""
    Task.objects.filter(dossier=dossier, state=TaskState.OPEN).update(
        dossier_due_at=dossier.due_at, is_paused=dossier.is_paused
    )
