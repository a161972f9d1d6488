"""The sweep tells of each promise once, in each way, and leaves a trace in the journal."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import State
from motcua.casework.lifecycle import extend, supplement
from motcua.casework.lifecycle.file import file
from motcua.engine.worktime import add_working_minutes
from motcua.foundation.journal.models import Entry
from motcua.oversight.clockwatch.models import Alert
from motcua.oversight.clockwatch.rules import AlertKind
from motcua.oversight.clockwatch.sweep import sweep, watch_receptions
from motcua.registers.calendar.queries import calendar_of
from motcua.registers.catalogue.rules.kinds import Channel
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.oversight.seeded import DEMAND

pytestmark = pytest.mark.django_db
NEAR, OVERDUE, APOLOGY = AlertKind.NEAR_DUE, AlertKind.OVERDUE, AlertKind.APOLOGY_DUE


def told() -> list[str]:
    return list(Alert.objects.order_by("pk").values_list("kind", flat=True))


def due(dossier: Dossier) -> datetime:
    dossier.refresh_from_db()
    assert dossier.due_at is not None
    return dossier.due_at


def test_a_promise_is_told_of_when_it_is_near_then_when_it_is_past(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    promise = due(dossier)
    assert sum(sweep(desk.now).values()) == 0
    before = add_working_minutes(calendar_of(None), promise, -12 * 60)
    assert sweep(before) == {NEAR: 1, OVERDUE: 0, APOLOGY: 0}
    assert sum(sweep(before).values()) == 0
    assert sweep(promise - timedelta(hours=4)) == {NEAR: 0, OVERDUE: 0, APOLOGY: 1}
    assert sweep(promise + timedelta(hours=1)) == {NEAR: 0, OVERDUE: 1, APOLOGY: 0}
    assert sum(sweep(promise + timedelta(days=9)).values()) == 0
    said = Entry.objects.filter(kind="clock.alerted").order_by("id")
    assert [entry.body["alert"] for entry in said] == told() == [NEAR, APOLOGY, OVERDUE]
    assert {entry.dossier_id for entry in said} == {dossier.pk}


def test_a_moved_promise_is_a_new_one(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    first = due(dossier)
    sweep(first + timedelta(hours=1))
    new = first + timedelta(days=7)
    leader = desk.by(Role.UNIT_LEADER)
    extend.extend(dossier.pk, new, reason="Chờ xác minh", by=leader, now=desk.now)
    assert sum(sweep(first + timedelta(hours=2)).values()) == 0
    assert sweep(new + timedelta(hours=1)) == {NEAR: 0, OVERDUE: 1, APOLOGY: 0}


def test_no_apology_is_asked_for_where_one_is_drafted(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    promise = due(dossier)
    by = desk.by(Role.SPECIALIST)
    later = promise + timedelta(days=7)
    extend.propose_extension(dossier.pk, later, reason="Chờ xác minh", by=by, now=desk.now)
    assert sweep(promise - timedelta(hours=4)) == {NEAR: 1, OVERDUE: 0, APOLOGY: 0}


def test_a_clock_that_stands_is_left_alone(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    by = desk.by(Role.SPECIALIST)
    supplement.ask_supplement(dossier.pk, DEMAND, by=by, now=desk.now)
    assert sum(sweep(due(dossier) + timedelta(days=9)).values()) == 0


def test_a_sweep_costs_the_same_with_many(desk: Desk) -> None:
    costs = []
    for _nth in range(2):
        promise = due(desk.in_appraisal())
        desk.in_appraisal()
        sweep(promise + timedelta(days=1))
        with CaptureQueriesContext(connection) as captured:
            sweep(promise + timedelta(days=3))
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 1 + 3 + 2 + 2


@pytest.mark.parametrize(("hours", "kinds"), [(5, set()), (7, {"reception_near"}),
    (9, {"reception_near", "reception_late"})])  # fmt: skip
def test_a_filing_not_answered_is_told_of_after_six_hours_and_after_eight(
    desk: Desk, hours: int, kinds: set[str]
) -> None:
    """Filed on Monday at seven; nine working hours later it is Tuesday at eight."""
    monday = desk.now - timedelta(hours=2)
    file(desk.filing(channel=Channel.ONLINE), state=State.SUBMITTED, now=monday)
    passed = monday + timedelta(hours=hours + (2 if hours > 4.5 else 0) + (14 if hours > 8 else 0))
    watch_receptions(passed)
    assert set(told()) == kinds
    assert sum(watch_receptions(passed).values()) == 0
