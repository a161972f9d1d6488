"""Ask for a report, make it in the background, count it again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.casework.documents.rules.pieces import Letterhead, as_payload
from motcua.casework.dossiers.numbers import next_number
from motcua.foundation.jobs.queue import enqueue
from motcua.foundation.journal.actions import claim, record
from motcua.kit.clock import VIETNAM
from motcua.oversight.clockwatch.actions import keep_missing_splits
from motcua.oversight.indicators.rules import EARLIEST, Period
from motcua.oversight.reports.contents import SECTIONS
from motcua.oversight.reports.events import ReportChecked, ReportMade, ReportOrdered
from motcua.oversight.reports.models import Copy, Order, OrderState, Report
from motcua.oversight.reports.permissions import may_make
from motcua.oversight.reports.printing import files_of, template_version
from motcua.oversight.reports.queries import Verdict, recount, report_of
from motcua.oversight.reports.rules import Kind, fingerprint, form_of, name_of
from motcua.oversight.reports.rules.canon import digest
from motcua.oversight.reports.rules.refusals import CannotMake
from motcua.oversight.reports.scope import Scope, scope_of
from motcua.registers.organisation.queries import acting, unit_card
from motcua.registers.organisation.rules import Acting

GOVERNING_BODY, PLACE = "Ủy ban nhân dân tỉnh Nghệ An", "Nghệ An"
LAST_STEP = "files"


@transaction.atomic
def order(
    kind: Kind,
    period: Period,
    unit_id: int | None,
    *,
    by: Acting,
    now: datetime,
    key: UUID | None = None,
) -> int:
    """Ask for a report as at `now`; return the order's id. A worker makes it.

    `unit_id` None is the whole province. Raises CannotMake for what is out of sight or to come.
    Basis: handbook R-65; Decree 61/2018/NĐ-CP, art. 14 (mem-mid).
    """
    if key:
        claim(key, by=by.actor)
    if not may_make(by, unit_id):
        raise CannotMake("not_yours")
    today = now.astimezone(VIETNAM).date()
    if period.first > period.last or not EARLIEST <= period.first <= today:
        raise CannotMake("no_such_period")
    made = Order.objects.create(
        kind=kind,
        first=period.first,
        last=period.last,
        unit_id=unit_id,
        asked_by_id=by.officer_id,
        asked_at=now,
        state=OrderState.WAITING,
        steps=len(SECTIONS[kind]) + 1,
    )
    event = ReportOrdered(made.pk, kind, period.first, period.last, unit_id)
    record(event, by=by.actor, at=now, unit_id=by.unit_id, key=key)
    enqueue("reports.make", lock=f"report order {made.pk}", order_id=made.pk)
    return made.pk


def make(order_id: int, *, now: datetime) -> str:
    """Make the report of an order; return its number, "" when it was refused.

    Each section is written down as done, for whoever waits; where the time went of what ended just
    now is kept before it is counted, or a later count would find more. Safe to run twice.
    """
    found = Order.objects.get(pk=order_id)
    if found.state in (OrderState.MADE, OrderState.REFUSED):
        return found.report.number if found.report else ""
    period, is_register = Period(found.first, found.last), found.kind == Kind.REGISTER
    scope = scope_of(period, found.unit_id, found.asked_at, is_register=is_register)
    keep_missing_splits(scope.as_at)
    try:
        content = _gathered(found, scope)
    except CannotMake as refusal:
        changes = {"state": OrderState.REFUSED, "reason": refusal.reason}
        Order.objects.filter(pk=order_id).update(**changes)
        return ""
    return _keep(found, scope, content, now)


def _gathered(found: Order, scope: Scope) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for nth, (name, section) in enumerate(SECTIONS[Kind(found.kind)]):
        _tell(found, name, nth)
        content[name] = section(scope, content)
    _tell(found, LAST_STEP, len(SECTIONS[Kind(found.kind)]))
    return content


def _tell(found: Order, step: str, done: int) -> None:
    changes = {"state": OrderState.MAKING, "step": step, "done": done}
    Order.objects.filter(pk=found.pk).update(**changes)


@transaction.atomic
def _keep(found: Order, scope: Scope, content: dict[str, Any], now: datetime) -> str:
    locked = Order.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if locked.report:
        return locked.report.number
    by = acting(found.asked_by_id, found.asked_at)
    if by is None or not may_make(by, found.unit_id):
        Order.objects.filter(pk=found.pk).update(state=OrderState.REFUSED, reason="not_yours")
        return ""
    year = now.astimezone(VIETNAM).year
    number = f"BC-{year}-{next_number(f'report:{year}'):04}"
    data = _data(number, Kind(found.kind), scope, content, by)
    made = _report(number, locked, scope, data, by, now)
    locked.report, locked.state, locked.done = made, OrderState.MADE, locked.steps
    locked.save(update_fields=["report", "state", "done"])
    return number


def _report(
    number: str, found: Order, scope: Scope, data: dict[str, Any], by: Acting, now: datetime
) -> Report:
    """Write report and files, and say so in the journal."""
    made = Report.objects.create(
        number=number,
        kind=found.kind,
        first=found.first,
        last=found.last,
        as_at=scope.as_at,
        unit_id=found.unit_id,
        scope_name=scope.name,
        parameters=scope.parameters(),
        template_version=template_version(),
        data=data,
        data_sha256=fingerprint(data),
        made_at=now,
        made_by=by.actor.label,
    )
    files = files_of(number, Kind(found.kind), data)
    copies = [
        Copy(report=made, format=name, sha256=digest(content), content=content)
        for name, content in files.items()
    ]
    Copy.objects.bulk_create(copies)
    event = ReportMade(
        made.pk, number, found.kind, found.first, found.last, scope.as_at, made.data_sha256,
        digest(files["pdf"]), made.template_version,
    )  # fmt: skip
    record(event, by=by.actor, at=now, unit_id=by.unit_id)
    return made


def _data(
    number: str, kind: Kind, scope: Scope, content: dict[str, Any], by: Acting
) -> dict[str, Any]:
    """Return everything the report says, as JSON: heading, period, form, content."""
    card = unit_card(by.unit_id)
    form = form_of(kind, scope.period.last)
    shown = {"number": form.number, "title": form.title, "source": form.source}
    head = Letterhead(
        governing_body=(card.parent_name if card else "") or GOVERNING_BODY,
        unit=by.unit_name,
        unit_code=by.unit_code,
        place=PLACE,
        issued_at=scope.as_at,
        number=number,
    )
    return {
        "kind": kind.value,
        "head": as_payload(head),
        "form": {name: text for name, text in shown.items() if text},
        "period": as_payload(scope.period) | {"name": name_of(scope.period)},
        "as_at": as_payload(scope.as_at),
        "is_running": scope.as_at.astimezone(VIETNAM).date() <= scope.period.last,
        "scope": scope.name,
        "maker": by.actor.label,
        "content": content,
    }


@transaction.atomic
def check(number: str, *, by: Acting, now: datetime, key: UUID | None = None) -> Verdict:
    """Count a report again as at its instant, draw it again, and record what came out.

    Raises Report.DoesNotExist for a stranger.
    """
    if key:
        claim(key, by=by.actor)
    stored = report_of(number, by)
    verdict = recount(stored)
    event = ReportChecked(stored.pk, len(verdict.differences))
    record(event, by=by.actor, at=now, unit_id=by.unit_id, key=key)
    return verdict
