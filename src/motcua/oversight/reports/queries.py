"""Readers: the reports in sight, one report, its files, and whether its figures still stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import CharField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from motcua.foundation.jobs.queries import is_given_up
from motcua.oversight.indicators.rules import Period
from motcua.oversight.reports.contents import gather
from motcua.oversight.reports.models import Copy, Order, OrderState, Report
from motcua.oversight.reports.printing import files_of, template_version
from motcua.oversight.reports.rules import Kind, differences
from motcua.oversight.reports.rules.canon import digest, fingerprint
from motcua.oversight.reports.scope import Scope
from motcua.registers.organisation.rules import Acting

PAGE = 25
SHOWN_DIFFERENCES = 20
GIVEN_UP = "given_up"


@dataclass(frozen=True)
class ReportRow:
    """A report made, without its data."""

    id: int
    number: str
    kind: Kind
    first: date
    last: date
    scope_name: str
    as_at: datetime
    made_at: datetime
    made_by: str
    data_sha256: str


@dataclass(frozen=True)
class OrderRow:
    """How far an order has come; `number` is that of the report made, `reason` why it will not be:
    a word of `CannotMake`, or GIVEN_UP when every try failed."""

    id: int
    kind: Kind
    first: date
    last: date
    state: OrderState
    step: str
    done: int
    steps: int
    reason: str
    number: str


@dataclass(frozen=True)
class Verdict:
    """What a second count says.

    `differences` are (place, stored, counted). `is_whole` tells that the stored data still have
    their hash; `is_same_paper` that drawing them gives the same bytes, None when the templates
    have changed since.
    """

    differences: tuple[tuple[str, str, str], ...]
    is_whole: bool
    is_same_paper: bool | None

    @property
    def stands(self) -> bool:
        """Whether nothing differs."""
        return self.is_whole and not self.differences and self.is_same_paper is not False


def visible_to(by: Acting) -> QuerySet[Report]:
    """Return the reports of the units in sight; of the province for those who see it."""
    return Report.objects.filter(Q() if by.sees_all else Q(unit_id__in=by.unit_ids))


def reports(by: Acting, before: int | None = None) -> tuple[ReportRow, ...]:
    """Return the newest reports in sight, PAGE + 1 at most; one statement."""
    found = visible_to(by).filter(Q() if before is None else Q(pk__lt=before))
    rows: Any = found.order_by("-pk").values_list(
        "pk", "number", "kind", "first", "last", "scope_name", "as_at", "made_at", "made_by",
        "data_sha256",
    )  # fmt: skip
    return tuple(ReportRow(pk, n, Kind(k), *rest) for pk, n, k, *rest in rows[: PAGE + 1])


def report_of(number: str, by: Acting) -> Report:
    """Return a report with its data. Raises Report.DoesNotExist for a stranger."""
    return visible_to(by).get(number=number)


def file_of(number: str, format_name: str, by: Acting) -> bytes:
    """Return a report's file as it was made. Raises Report.DoesNotExist, Copy.DoesNotExist."""
    report_id = visible_to(by).values_list("pk", flat=True).get(number=number)
    return bytes(Copy.objects.get(report_id=report_id, format=format_name).content)


def hashes_of(report_id: int) -> Mapping[str, str]:
    """Return the hash of each file of a report; one statement."""
    return dict(Copy.objects.filter(report_id=report_id).values_list("format", "sha256"))


def order_of(order_id: int, by: Acting) -> OrderRow:
    """Return an officer's own order. Raises Order.DoesNotExist for anybody else."""
    return _order(_orders(by).select_related("report").defer("report__data").get(pk=order_id))


def orders_under_way(by: Acting) -> tuple[OrderRow, ...]:
    """Return an officer's own orders not yet made; one statement."""
    waiting = _orders(by).filter(state__in=[OrderState.WAITING, OrderState.MAKING])
    return tuple(_order(row) for row in waiting.order_by("-pk")[:PAGE])


def _orders(by: Acting) -> QuerySet[Order]:
    lock = Concat(Value("report order "), Cast(OuterRef("pk"), CharField()))
    own = Order.objects.filter(asked_by_id=by.officer_id)
    return own.annotate(is_given_up=is_given_up(lock))


def _order(row: Any) -> OrderRow:
    reason = row.reason or (GIVEN_UP if row.is_given_up else "")
    is_made = row.state == OrderState.MADE
    return OrderRow(
        row.pk, Kind(row.kind), row.first, row.last, OrderState(row.state), row.step, row.done,
        row.steps, reason, row.report.number if is_made else "",
    )  # fmt: skip


def recount(stored: Report) -> Verdict:
    """Count and draw a report again from what it was counted from."""
    kind = Kind(stored.kind)
    units = tuple(stored.parameters["unit_ids"])
    scope = Scope(Period(stored.first, stored.last), stored.as_at, stored.scope_name, units)
    found = differences(stored.data["content"], gather(kind, scope))
    return Verdict(
        tuple(islice(found, SHOWN_DIFFERENCES)),
        fingerprint(stored.data) == stored.data_sha256,
        _draws_the_same(stored, kind),
    )


def _draws_the_same(stored: Report, kind: Kind) -> bool | None:
    if stored.template_version != template_version():
        return None
    drawn = files_of(stored.number, kind, stored.data)
    return {name: digest(content) for name, content in drawn.items()} == hashes_of(stored.pk)
